"""The next seven days of a check-in, before they come (A7).

Belongs here: which dates those are, and leaving out a single one. May not enter: what is posted.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from domain.schedule import Schedule, local_date, occurrences

SPAN = 7 * 86_400
"""Seconds that are looked ahead."""
OUT, IN = "out", "in"


@dataclass(frozen=True, slots=True)
class Ahead:
    """One that lies ahead: its local date, its instant, and whether it is left out."""

    day: date
    at: int
    is_out: bool


def ahead(rule: Schedule, now: int) -> Iterator[Ahead]:
    """Those of the next seven days, also the ones that are left out one by one."""
    for each in occurrences(replace(rule, left_out=frozenset()), now):
        if each.at > now + SPAN:
            return
        yield Ahead(each.local_date, each.at, each.local_date in rule.left_out)


def turned(rule: Schedule, day: date, to: str, now: int) -> Schedule:
    """The rule without that date, or with it again; what is past is forgotten."""
    today = local_date(now, rule.zone)
    days = {each for each in rule.left_out if each >= today}
    return replace(rule, left_out=frozenset(days | {day} if to == OUT else days - {day}))
