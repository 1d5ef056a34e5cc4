"""The clock that Kith goes by, and whether Telegram agrees with it.

Belongs here: comparing the time with the `Date` of Telegram's answers. May not enter: schedules.
A machine that woke up with a wrong clock would post at the wrong hour, or everything at once; so
beyond a minute of difference nothing is decided or posted until the two agree again.
"""

from collections.abc import Callable
from email.utils import parsedate_to_datetime

import structlog

log = structlog.get_logger()

TOLERANCE = 60
"""Seconds by which the clocks may differ (design: time)."""


class Clock:
    """UTC epoch seconds from `source`."""

    def __init__(self, source: Callable[[], float]) -> None:
        self._source = source
        self.agrees = True

    def __call__(self) -> float:
        """Now."""
        return self._source()

    def hear(self, date: str | None) -> None:
        """Compare with the `Date` header of an answer; one that is missing says nothing."""
        if not date:
            return
        try:
            difference = self._source() - parsedate_to_datetime(date).timestamp()
        except ValueError:
            return
        agrees = abs(difference) <= TOLERANCE
        if agrees != self.agrees:
            log.warning("clock.agrees" if agrees else "clock.frozen", seconds=round(difference))
        self.agrees = agrees
