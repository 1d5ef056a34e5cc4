"""Prompts: which question comes next.

Belongs here: the bank of questions by key (C14), and the order in which a group meets them. May not
enter: the questions themselves (they live in the catalogs) or who answered one.
"""

import re
from collections.abc import Collection, Sequence
from typing import Protocol

from domain.refusals import PromptUnfit
from domain.writing import one_line

TASKS = ("connection", "worldview", "mutuality", "moving")
"""What the questions are about: noticing when we are in touch; how each of us came to know what we
know; both give and both receive; towards what we want."""

PER_TASK = 15
"""Questions for each task."""

BANK = tuple(f"{task}.{number}" for task in TASKS for number in range(1, PER_TASK + 1))
"""The keys of all questions that come with Kith."""

MIXED = "mixed"
"""The questions of all tasks, in one shuffled order, and the group's own among them."""

OWN = "own"
"""The questions that the group has kept for itself (C15)."""

PRACTICE = "practice"
SERIES = {PRACTICE: 12}
"""Series, with their lengths: cards that come in order, from the first to the last, and end (C15).
The practice series goes through asking, listening, taking turns, and moving towards."""

SOURCES = (MIXED, *TASKS, OWN, *SERIES)
"""Where a schedule takes its questions from."""

WORDS_LIMIT, LETTERS_LIMIT = 25, 200
"""Words and characters of a group's own question (voice: "A good prompt")."""
KEEPERS = 3
"""A question is kept when so many want it, the one who proposed it among them (C15)."""
PROPOSAL_LIFE = 46 * 3600
"""Seconds after which a proposed question rests; Telegram lets its post be edited for 48 hours."""
_LINK = re.compile(r"https?:|www\.|t\.me|@\w", re.IGNORECASE)


class Rng(Protocol):
    """What the order needs of chance."""

    def sample(self, population: Sequence[str], k: int) -> list[str]:
        """So many of them, in a drawn order."""


def of_source(source: str, own: Sequence[str] = ()) -> tuple[str, ...]:
    """The keys that a source draws from; `own`: keys of the questions that the group has kept."""
    if source == MIXED:
        return (*BANK, *own)
    if source == OWN:
        return tuple(own) or BANK
    return tuple(key for key in BANK if key.startswith(f"{source}."))


def own_key(prompt_id: int) -> str:
    """The key of a group's own question."""
    return f"{OWN}.{prompt_id}"


def id_of_own(key: str) -> int | None:
    """The id in the key of a group's own question; None for any other key."""
    source, _, number = key.partition(".")
    return int(number) if source == OWN else None


def next_card(series: str, done: int) -> str | None:
    """The key of the card of a series after so many of them, None behind the last."""
    return f"{series}.{done + 1}" if done < SERIES[series] else None


def own_question(text: str) -> str:
    """A group's own question (C15), tidied. Raises PromptUnfit."""
    words = one_line(text, LETTERS_LIMIT)
    if words is None or len(words.split()) > WORDS_LIMIT or _LINK.search(words):
        raise PromptUnfit(limit=WORDS_LIMIT)
    return words


def dealt(
    order: Sequence[str], sources: Sequence[Collection[str]], rng: Rng
) -> tuple[list[str | None], list[str]]:
    """The questions that come, one from each source in turn, and the order that brings just them.

    None where one comes again that was dealt already: that is drawn when its time comes.
    """
    coming: list[str | None] = []
    rest = list(order)
    for among in sources:
        if not any(key in among for key in rest) and any(key in among for key in coming if key):
            coming.append(None)
            continue
        key, rest = draw(rest, among, rng)
        coming.append(key)
    return coming, [*filter(None, coming), *rest]


def another(order: Sequence[str], key: str, among: Collection[str], rng: Rng) -> list[str]:
    """The order in which another question of these comes instead of that one, which comes last."""
    rest = [each for each in order if each != key]
    if not any(each in among for each in rest):
        others = sorted(set(among) - {key})
        rest += rng.sample(others, len(others))
    return [*rest, key]


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
