"""Calling a round: its rhythm, when it is drawn, how long it can be joined (P1, P3, P20).

Belongs here: what a group can choose, and the dates that follow. May not enter: who joins, or the
draw itself (`domain/rounds`). Instants are UTC seconds.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from itertools import islice

from domain.pairs.rules import DAY
from domain.refusals import ButtonGone
from domain.schedule import Schedule, local_date, next_at, occurrences

MONTHLY = "monthly"
CHOICES = {
    "rhythm": ("weekly", "fortnightly", MONTHLY),
    "weekday": tuple(map(str, range(7))),
    "hour": ("9", "12", "15", "18", "20"),
    "company": ("twos", "trios"),
}
"""By field. `weekday`: 0 is Monday; `hour`: of the group's day; `company`: what is preferred, where
the number of people leaves the choice (P7)."""
WEEKS = {"weekly": 1, "fortnightly": 2, MONTHLY: 1}
FIRST_WEEK = 7
"""A monthly round is drawn on a weekday's first date of the month: the seventh at the latest."""

INVITED = timedelta(days=3)
"""So long before the draw the group is invited."""
SHORTEST = 12 * 3600
"""Seconds before the draw after which nobody is invited any more: an invitation that would come
later is left out, with its round."""
LATE = 2 * DAY
"""Seconds after the draw in which a late joiner can still be taken in (P20)."""
ANEW = 10 * 60
"""Seconds after which a late joiner for whom nobody was found is looked at again."""


@dataclass(frozen=True, slots=True)
class Plan:
    """When a group's rounds are drawn, each field a key of its list."""

    rhythm: str = "fortnightly"
    weekday: str = "1"
    hour: str = "18"
    company: str = "twos"

    @property
    def encoded(self) -> str:
        """The plan as the choice of a button."""
        return ".".join(getattr(self, each.name) for each in fields(self))

    @property
    def prefers_trios(self) -> bool:
        """Whether threes come before twos."""
        return self.company == "trios"

    def turned(self, name: str) -> "Plan":
        """The plan with the next choice of a field."""
        keys = CHOICES[name]
        following = keys[(keys.index(getattr(self, name)) + 1) % len(keys)]
        return replace(self, **{name: following})


def decoded(choice: str | None) -> Plan:
    """The plan behind a button. Raises ButtonGone for anything that is none."""
    keys = (choice or "").split(".")
    if len(keys) != len(CHOICES):
        raise ButtonGone
    if any(key not in known for key, known in zip(keys, CHOICES.values(), strict=True)):
        raise ButtonGone
    return Plan(*keys)


@dataclass(frozen=True, slots=True)
class Times:
    """What the dates of a group's rounds go by.

    `begins`: from which date fortnights are counted. `quiet`, `away`: as in `Schedule`; where the
    draw or its invitation falls into a break of the group, there is no round.
    """

    zone: str
    begins: date
    quiet: tuple[int, int] | None = None
    away: tuple[date, date] | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """One round: the local date of its draw, when it is invited to, and when it is drawn."""

    local_date: date
    invite_at: int
    draw_at: int

    def is_worth_it(self, now: int) -> bool:
        """Whether an invitation that is posted now leaves time to join."""
        return now < self.draw_at - SHORTEST


def calls(plan: Plan, times: Times, after: int) -> Iterator[Call]:
    """The rounds that are invited to later than `after`, in order; there is no end to them."""
    minute = int(plan.hour) * 60
    rule = Schedule(
        frozenset({int(plan.weekday)}),
        minute,
        times.zone,
        every=WEEKS[plan.rhythm],
        begins=times.begins,
        quiet=times.quiet,
        away=times.away,
    )
    for each in occurrences(rule, after):
        if plan.rhythm == MONTHLY and each.local_date.day > FIRST_WEEK:
            continue
        day = each.local_date - INVITED
        invitation = replace(rule, weekdays=frozenset(), every=1, begins=None, once_on=day)
        invite_at = next_at(invitation, after)
        if invite_at is not None:
            yield Call(each.local_date, invite_at, each.at)


def coming(plan: Plan, times: Times, after: int, count: int) -> list[Call]:
    """The first `count` rounds that are invited to later than `after`."""
    return list(islice(calls(plan, times, after), count))


def newest(plan: Plan, times: Times, since: int, now: int) -> tuple[Call | None, int]:
    """The last round to be invited to from `since` to `now`, and when the next one after it is.

    After an outage only the newest is invited to, and none whose draw is too near.
    """
    found = None
    for call in calls(plan, times, since - 1):
        if call.invite_at > now:
            return found, call.invite_at
        found = call if call.is_worth_it(now) else found
    raise AssertionError("rounds have no end")


def begun_anew(plan: Plan, times: Times, now: int) -> Times:
    """The times of a plan that is chosen now: its fortnights are counted from the first draw that
    can be invited to."""
    today = replace(times, begins=local_date(now, times.zone))
    first = coming(replace(plan, rhythm="weekly"), today, now, 1)
    return replace(times, begins=first[0].local_date)
