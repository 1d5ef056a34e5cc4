"""Gatherings: a call, a walk, a table, and who has a place at it (F1, F2).

Belongs here: the closed lists of a proposal, when one is, who has a place. May not enter: words,
who comes, any clock. Times are UTC seconds, spans are seconds.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.preferences import after_quiet
from domain.refusals import ButtonGone, DatePast
from domain.refusals.gatherings import GatheringsEnough, PlaceUnfit
from domain.schedule import instant, local_date
from domain.writing import apart, one_line

HOUR, DAY = 3600, 86_400

CALL, WALK, TABLE, HOME, REFLECTION, OTHER = "call", "walk", "table", "home", "reflection", "other"
KINDS = (CALL, WALK, TABLE, HOME, REFLECTION, OTHER)
"""`home`: eating at the same hour, each where they are; `reflection`: the four tasks, by three or
more, and never about anybody who is not there."""
APART = frozenset({HOME})
"""Needs no answer: nobody has to know who joins."""
IN_WRITING = frozenset({CALL, HOME, REFLECTION, OTHER})
"""Meets where phones are: at its hour a word stands in the group."""
SAFE_FROM = 3
"""So many make a reflection."""

LENGTHS = (30, 60, 90, 120, 180)
"""Minutes."""
PLACES = (0, 4, 6, 8, 12, 20)
"""How many can come; 0: as many as like."""
REPEATS = (0, 1, 4)
"""Once, each week, every four weeks."""
DAYS_AHEAD = 21
"""Dates that are offered."""
WHERE_LIMIT = 200
"""Characters about the place, or its link."""

SERIES = 12 * 7 * DAY
"""A gathering that repeats does so for twelve weeks; then somebody proposes it anew, or nobody."""
LEAD = {1: 3 * DAY, 4: 7 * DAY}
"""By weeks: how long before one of a series the group reads of it."""
MOST = 3
"""So many gatherings of one member stand at a time."""
REMIND_BEFORE = HOUR
BEGUN = 15 * 60
"""After its begin the word at the hour, or a reminder, is still worth saying for so long."""
DRAFT_LIFE = DAY
TIDIED = DAY
"""Once it is over, what is left of it is erased after so long; who came, at once."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is proposed.

    `at`: when it begins; `minute`: the local minute of the day that was chosen, which a change of
    the clocks may have moved; `length`: minutes; `places`, `weeks`: of their lists.
    """

    kind: str
    at: int
    minute: int
    length: int = 60
    places: int = 0
    weeks: int = 0

    @property
    def ends_at(self) -> int:
        """When it is over."""
        return self.at + self.length * 60

    @property
    def has_places(self) -> bool:
        """Whether somebody says that they come."""
        return self.kind not in APART


def first_plan(now: int, zone: str) -> Plan:
    """What a proposal begins with: a call tomorrow evening."""
    minute = 18 * 60
    return Plan(CALL, _moment(local_date(now, zone) + timedelta(days=1), minute, zone, now), minute)


def chosen(plan: Plan, name: str, value: str, zone: str, now: int) -> Plan:
    """The plan with another choice. Raises ButtonGone for one that is none."""
    try:
        return _chosen(plan, name, value, zone, now)
    except ValueError:
        raise ButtonGone from None


def _chosen(plan: Plan, name: str, value: str, zone: str, now: int) -> Plan:
    if name == "kind" and value in KINDS:
        return replace(plan, kind=value)
    if name == "day":
        return replace(plan, at=_moment(date.fromisoformat(value), plan.minute, zone, now))
    if name == "minute" and 0 <= int(value) < 24 * 60:
        day = local_date(plan.at, zone)
        return replace(plan, minute=int(value), at=_moment(day, int(value), zone, now))
    known = {"length": LENGTHS, "places": PLACES, "weeks": REPEATS}.get(name, ())
    if int(value) not in known:
        raise ButtonGone
    return replace(
        plan,
        length=int(value) if name == "length" else plan.length,
        places=int(value) if name == "places" else plan.places,
        weeks=int(value) if name == "weeks" else plan.weeks,
    )


def _moment(day: date, minute: int, zone: str, now: int) -> int:
    at = instant(day, minute, zone)
    return now if at is None else at  # a date that the zone left out has passed, and is refused


def following(known: Sequence[int], value: int) -> int:
    """The next choice of a list."""
    return known[(known.index(value) + 1) % len(known)] if value in known else known[0]


def require_ahead(plan: Plan, now: int) -> None:
    """Raise DatePast unless it lies ahead."""
    if plan.at <= now:
        raise DatePast


def require_room(standing: int) -> None:
    """Raise GatheringsEnough when a member has as many standing as one may."""
    if standing >= MOST:
        raise GatheringsEnough(most=MOST)


def place_words(line: str) -> str:
    """Where it is, as somebody wrote it. Raises PlaceUnfit."""
    words = one_line(line, WHERE_LIMIT)
    if words is None:
        raise PlaceUnfit(limit=WHERE_LIMIT)
    return apart(words)


def next_of(plan: Plan, until: int, zone: str) -> Plan | None:
    """The next one of a series, at the same local time; None behind its last."""
    if not plan.weeks:
        return None
    day = local_date(plan.at, zone) + timedelta(weeks=plan.weeks)
    at = instant(day, plan.minute, zone)
    return replace(plan, at=at) if at is not None and at <= until else None


def posted_at(plan: Plan, now: int, hours: tuple[int, int] | None, zone: str) -> int:
    """When the group reads of it: not in its quiet hours, unless it begins in them (C13).

    `hours`: the quiet ones, from and to, in minutes after midnight.
    """
    awake = after_quiet(now, hours, zone)
    return awake if awake < plan.at else now
