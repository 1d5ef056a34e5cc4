"""What somebody chose for themselves: zone, language, quiet hours, being away (M1).

Belongs here: the values, and what they say about a moment. May not enter: screens. Times are UTC
seconds, quiet hours are minutes after local midnight.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.schedule import instant

AWAY_DAYS = (1, 7, 30)
"""Days away that are offered, besides "until I say"."""
QUIET_HOURS = (None, (22 * 60, 8 * 60), (20 * 60, 9 * 60), (23 * 60, 7 * 60))
"""Spans of quiet that are offered: from and to, in minutes after midnight."""
WAKING = range(9, 22)
"""Hours of the day in which somebody counts as awake who chose no quiet hours."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """All of it; what was not chosen is None.

    `agreed_at`: when they agreed that something of theirs is kept (C19). `away`: until they say
    otherwise; `away_until`: until then.
    """

    agreed_at: int | None = None
    zone: str | None = None
    language: str | None = None
    quiet_from: int | None = None
    quiet_to: int | None = None
    away: bool = False
    away_until: int | None = None

    def is_away(self, now: int) -> bool:
        """Whether nothing is sent to them that they did not just ask for."""
        return self.away or (self.away_until is not None and now < self.away_until)

    def quiet_until(self, now: int) -> int | None:
        """When their quiet hours end, or None while it is not quiet."""
        if self.quiet_from is None or self.quiet_to is None:
            return None
        zone = self.zone or "UTC"
        local = datetime.fromtimestamp(now, UTC).astimezone(ZoneInfo(zone))
        minute = local.hour * 60 + local.minute
        over_midnight = self.quiet_from >= self.quiet_to
        late, early = minute >= self.quiet_from, minute < self.quiet_to
        if not (late or early if over_midnight else late and early):
            return None
        ends_on = local.date() + timedelta(days=1 if over_midnight and late else 0)
        return instant(ends_on, self.quiet_to, zone)

    def awake_hours(self, at: int, zone: str) -> frozenset[int]:
        """The full hours of the UTC day, around that moment, in which they are awake (P11).

        Those outside their quiet hours, or those of daylight. `zone`: for who chose none.
        """
        midnight = at - at % 86_400
        hours = {hour: midnight + hour * 3600 for hour in range(24)}
        if self.quiet_from is not None:
            return frozenset(hour for hour, begins in hours.items() if not self.quiet_until(begins))
        place = ZoneInfo(self.zone or zone)
        return frozenset(
            hour
            for hour, begins in hours.items()
            if datetime.fromtimestamp(begins, UTC).astimezone(place).hour in WAKING
        )


def after_quiet(at: int, hours: tuple[int, int] | None, zone: str) -> int:
    """The first moment from `at` on that is in no quiet hours of a group."""
    begin, end = hours or (None, None)
    quiet = Preferences(zone=zone, quiet_from=begin, quiet_to=end).quiet_until(at)
    return at if quiet is None else quiet
