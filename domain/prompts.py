"""Prompts: which question comes next.

Belongs here: the bank of questions by key (C14), and the order in which a group meets them. May not
enter: the questions themselves (they live in the catalogs) or who answered one.
"""

from collections.abc import Collection, Sequence
from typing import Protocol

TASKS = ("connection", "worldview", "mutuality", "moving")
"""What the questions are about: noticing when we are in touch; how each of us came to know what we
know; both give and both receive; towards what we want."""

PER_TASK = 15
"""Questions for each task."""

BANK = tuple(f"{task}.{number}" for task in TASKS for number in range(1, PER_TASK + 1))
"""The keys of all questions that come with Kith."""

MIXED = "mixed"
"""The questions of all tasks, in one shuffled order, and the group's own among them."""

SOURCES = (MIXED, *TASKS)
"""Where a schedule takes its questions from, without a group's own and without series."""


class Rng(Protocol):
    """What the order needs of chance."""

    def sample(self, population: Sequence[str], k: int) -> list[str]:
        """So many of them, in a drawn order."""


def of_source(source: str, own: Sequence[str] = ()) -> tuple[str, ...]:
    """The keys that a source draws from; `own`: keys of the questions that the group has kept."""
    if source == MIXED:
        return (*BANK, *own)
    return tuple(key for key in BANK if key.startswith(f"{source}."))


def draw(order: Sequence[str], among: Collection[str], rng: Rng) -> tuple[str, list[str]]:
    """The next question among these keys, and the order without it.

    None comes again before all were there: only when the order holds none of them, they are
    shuffled in anew behind it. Several schedules of a group share its order. `among` is not empty.
    """
    waiting = [key for key in order if key in among]
    if waiting:
        return waiting[0], [key for key in order if key != waiting[0]]
    fresh = rng.sample(sorted(among), len(among))
    return fresh[0], [*order, *fresh[1:]]
