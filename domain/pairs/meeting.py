"""Meeting: the opening question, who begins, and three times to choose from (P12 to P15).

Belongs here: what a pair is given when it begins. May not enter: chance itself; `rng` is given.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import count, islice
from typing import Protocol, TypeVar

from domain.schedule import instant, local_date

T = TypeVar("T")

QUESTIONS = ("day", "word", "touch", "story", "offer", "receive", "more", "learned")
"""The opening questions, by key."""

TIMES = 3
"""Times that are proposed together (P14)."""
QUARTER, HOUR = 15 * 60, 3600
NOTICE = 10 * 60
"""Seconds between a proposal and its earliest time."""
WAKING = (9, 21)
"""Hours of the day between which times of "today" lie."""
HOURS_OF = {"tomorrow": (10, 15, 19), "week": (19,)}


class Chance(Protocol):
    """What the domain asks of chance; `random.Random` and its kin give it."""

    def sample(self, population: Sequence[T], k: int) -> list[T]:
        """`k` of them, in drawn order."""


def drawn_order(people: Sequence[T], rng: Chance) -> list[T]:
    """Who begins, and who comes after (P15)."""
    return rng.sample(people, len(people))


def drawn_question(rng: Chance) -> str:
    """The key of an opening question (P12)."""
    return rng.sample(QUESTIONS, 1)[0]


def times(when: str, since: int, zone: str, turn: int) -> list[int]:
    """Three times (UTC seconds) for a pair that began at `since`; each `turn` has other ones."""
    return list(islice(_candidates(when, since, zone), TIMES * turn, TIMES * (turn + 1)))


def _candidates(when: str, since: int, zone: str) -> Iterator[int]:
    if when == "soon":
        first = _rounded_up(since + NOTICE, QUARTER)
        yield from count(first, 2 * QUARTER)
    elif when == "today":
        yield from _by_hours(range(WAKING[0], WAKING[1] + 1), since + NOTICE, zone, first_day=0)
    else:
        yield from _by_hours(HOURS_OF[when], since, zone, first_day=1)


def _by_hours(hours: Sequence[int], after: int, zone: str, first_day: int) -> Iterator[int]:
    today = local_date(after, zone)
    for day in count(first_day):
        for hour in hours:
            at = instant(today + timedelta(days=day), hour * 60, zone)
            if at is not None and at >= after:
                yield at


def _rounded_up(at: int, step: int) -> int:
    return -(-at // step) * step
