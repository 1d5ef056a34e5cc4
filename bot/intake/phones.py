"""Whose Telegram is known to show what only one person in a group sees.

Belongs here: that knowledge, in memory, for as long as this process lives. May not enter: what
follows from it (`ladder`), and anything kept. Telegram tells no bot that a client is too old for
such messages; but whoever taps on one has seen it, and whoever soon taps the same button again has
seen nothing.
"""

from collections.abc import Callable
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")

REMEMBERED = 10_000
"""People, and buttons of people, that are remembered; the oldest are forgotten first."""
SOON = 180
"""Seconds in which a second tap on a button means that the first brought nothing to see."""


class Phones:
    """What was learned of them, by the Telegram id of their person. `clock`: UTC seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._new: dict[int, bool] = {}
        self._tapped: dict[tuple[int, str], float] = {}

    def shown(self, person: int) -> None:
        """Somebody did what only a Telegram that is new enough can."""
        _remember(self._new, person, True)

    def shows(self, person: int) -> bool:
        """Whether somebody ever did."""
        return person in self._new

    def asks_again(self, person: int, button: str) -> bool:
        """Whether somebody of whom that is not known taps the same button as a moment ago."""
        if self.shows(person):
            return False
        now, key = self._clock(), (person, button)
        again = now - self._tapped.get(key, float("-inf")) < SOON
        _remember(self._tapped, key, now)
        return again


def _remember(known: dict[K, V], key: K, value: V) -> None:
    known.pop(key, None)
    known[key] = value
    if len(known) > REMEMBERED:
        del known[next(iter(known))]
