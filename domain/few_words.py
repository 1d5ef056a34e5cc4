"""A few words for all: what a group may hear of its weather at the close (C16).

Belongs here: when something is said, and which words. May not enter: numbers that anybody sees, or
who answered. `rng` is an argument.

Three things protect each answer. Nothing is said with few answers or in a small group; a word that
few have is not said at all; and before the words are chosen, one answer in five is exchanged for a
drawn one. So whatever is said could have been said, too, if any one person had answered otherwise:
also to somebody who knows all the other answers, and who compares two check-ins of nearly the same
people. `benchmarks/insider.py` shows what is left to guess.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Protocol, TypeVar

from domain.checkins import ANSWERS, WEATHER

T = TypeVar("T")

LEAST_ANSWERS, LEAST_MEMBERS = 8, 12
"""Fewer than that, and nothing is said."""
LEAST_ALIKE = 3
"""A word that fewer have is not said."""
EXCHANGED = 0.2
"""The chance of each answer to be exchanged for a drawn one."""
LEAST_APART = 20 * 3600
"""Seconds between two times that a group hears words: what is said twice a day tells more."""
MEMBER_SEEN = 14 * 86_400
"""Who was seen in the group within so many seconds is a member (design: rights)."""

AMOUNTS = ("most", "half", "some", "few")
"""How words are said instead of numbers: most, about half, some, a few."""
_LEAST_SHARES = (0.6, 0.4, 0.2, 0.0)


class Rng(Protocol):
    """What is needed of chance."""

    def random(self) -> float:
        """From 0 to below 1."""

    def choice(self, seq: Sequence[T]) -> T:
        """One of them."""


def is_enough(answers: int, members: int) -> bool:
    """Whether words may be said of so many answers in a group of so many members."""
    return answers >= LEAST_ANSWERS and members >= LEAST_MEMBERS


def few_words(answers: Sequence[str], members: int, rng: Rng) -> list[tuple[str, str]]:
    """What is said: amounts with weather words, most first; empty: nothing is said.

    Passing is no weather: "here" counts as an answer, and is not said.
    """
    if not is_enough(len(answers), members):
        return []
    return in_words(Counter(exchanged(each, ANSWERS, rng) for each in answers), WEATHER)


def exchanged(answer: str, possible: Sequence[str], rng: Rng) -> str:
    """The answer, or with a chance of one in five one that is drawn."""
    return rng.choice(possible) if rng.random() < EXCHANGED else answer


def in_words(told: Mapping[str, int], words: Sequence[str]) -> list[tuple[str, str]]:
    """Amounts with those words that are common enough, most first.

    Within an amount, the words stand in the order of the buttons.
    """
    of = sum(told.values())
    said = [(_amount(told[word], of), word) for word in words if told[word] >= LEAST_ALIKE]
    return sorted(said, key=lambda each: AMOUNTS.index(each[0]))


def _amount(count: int, of: int) -> str:
    return next(
        amount for amount, least in zip(AMOUNTS, _LEAST_SHARES, strict=True) if count / of >= least
    )
