"""A member's own check-in: private, on their own days and in their own time (C2).

Belongs here: its choices, and when it comes next. May not enter: what was answered, or anything
that looks at answers: they are for their person to read, and for nothing else. Times are UTC
seconds.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from domain.preferences import Preferences
from domain.prompts import MIXED, TASKS
from domain.schedule import Occurrence, Schedule, occurrences

SOURCES = (MIXED, *TASKS)
"""Where its questions can come from; a group's own questions and series stay in the group."""

KEPT_DAYS = (0, 7, 30, 90, 365)
"""How many days of one's own answers can be kept; 0, none, is what it begins with."""

ANSWER_LIMIT = 1000
"""Characters of an answer in one's own words."""

_DAY = 86_400
_LEAST_DAYS = 3
"""For so long it is known that one was asked, so that a day has one and a late tap an answer."""


def in_force(rule: Schedule, chosen: Preferences) -> Schedule:
    """The rule in the member's zone (C5), within their quiet hours (C13)."""
    quiet = None
    if chosen.quiet_from is not None and chosen.quiet_to is not None:
        quiet = (chosen.quiet_from, chosen.quiet_to)
    return replace(rule, zone=chosen.zone or rule.zone, quiet=quiet)


def coming(rule: Schedule, chosen: Preferences, now: int) -> Iterator[Occurrence]:
    """All that come after now; while they are away, none does."""
    if chosen.away:
        return iter(())
    return occurrences(in_force(rule, chosen), max(now, (chosen.away_until or 0) - 1))


def first_of(rule: Schedule, chosen: Preferences, now: int, count: int) -> list[Occurrence]:
    """The first so many that come."""
    return list(islice(coming(rule, chosen, now), count))


def next_at(rule: Schedule, chosen: Preferences, now: int) -> int | None:
    """When the next one comes, or None when none does."""
    return next((each.at for each in coming(rule, chosen, now)), None)


def known_until(due_at: int, kept_days: int) -> int:
    """Until when one that was due then is known, with its answer where answers are kept."""
    return due_at + max(kept_days, _LEAST_DAYS) * _DAY
