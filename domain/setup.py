"""Set-up: what a steward chooses before the group is asked (C3, C4, A8).

Belongs here: a draft, the order of its steps, and what is suggested. May not enter: the group's
answer (`trials`), screens.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from domain.schedule import WORKDAYS, Schedule

Kind: TypeAlias = Literal["question", "weather"]
Step: TypeAlias = Literal["zone", "kind", "days", "time", "review"]

SUGGESTED: dict[str, frozenset[int]] = {"question": frozenset({1}), "weather": WORKDAYS}
"""Weekdays for each kind until others are chosen: one question a week, on Tuesday (C7)."""

HOURS = range(7, 22)
"""Full hours that are offered: never at night (voice)."""
FINER = 15
"""Minutes by which a chosen time can be moved."""
DRAFT_LIFE = 14 * 86_400
"""Seconds for which an unfinished draft waits for its steward."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is chosen so far; None is not yet.

    `zone`: an IANA name; `country`: an ISO 3166 code for signposts, or None for asking each time;
    `weekdays`: 0 is Monday; `minute`: minutes after local midnight; `topic`: a forum topic.
    """

    zone: str | None = None
    country: str | None = None
    kind: str | None = None
    weekdays: frozenset[int] = frozenset()
    minute: int | None = None
    topic: int | None = None

    @property
    def next_step(self) -> Step:
        """The first step that is not done; the days are done once a time was chosen."""
        if self.zone is None:
            return "zone"
        if self.kind is None:
            return "kind"
        if self.minute is None or not self.weekdays:
            return "days"
        return "review"

    @property
    def rule(self) -> Schedule:
        """The schedule of a finished draft. Raises ValueError for an unfinished one."""
        if self.zone is None or self.minute is None:
            raise ValueError("the draft is not finished")
        return Schedule(self.weekdays, self.minute, self.zone)


def toggled(weekdays: frozenset[int], weekday: int) -> frozenset[int]:
    """With that weekday, or without it where it was chosen; the last one stays."""
    return (weekdays ^ {weekday}) or weekdays


def moved(minute: int, by: int) -> int:
    """The time moved by so many minutes, inside the hours that are offered."""
    return min(max(minute + by, HOURS.start * 60), HOURS.stop * 60 - FINER)
