"""Listening turns: one speaks, the others listen, then it is the next one's turn (P23).

Belongs here: the plan of turns for any list of people, and which word is due when. May not enter:
who the people are (a pair, a trio, a gathering), sentences, any clock. Spans are seconds.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Literal

from domain.lives import Life
from domain.refusals import ButtonGone

MINUTE = 60
CHOICES = {"minutes": ("3", "5", "10", "15"), "times": ("1", "2", "3")}
"""By field. `minutes`: of one turn; `times`: how many turns each has."""
WAITING = 30 * MINUTE
"""For so long turns that somebody would like wait for the yes of the others."""
STALE = 30
"""Seconds after which it is too late to say that a turn is half over."""

TURNS = Life(
    "turns",
    "wanted",
    {
        ("wanted", "wanted"): "wanted",
        ("wanted", "agreed"): "running",
        ("wanted", "ended"): "over",
        ("running", "ended"): "over",
        ("over", "wanted"): "wanted",
    },
)
"""They begin when all have tapped, and end by the clock or by a tap of any of them."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """How long a turn is, and how many each has; each field a key of its list."""

    minutes: str = "5"
    times: str = "1"

    @property
    def encoded(self) -> str:
        """The sketch as the choice of a button."""
        return ".".join(getattr(self, each.name) for each in fields(self))

    @property
    def seconds(self) -> int:
        """Of one turn."""
        return int(self.minutes) * MINUTE

    def turned(self, name: str) -> "Sketch":
        """The sketch with the next choice of a field."""
        keys = CHOICES[name]
        following = keys[(keys.index(getattr(self, name)) + 1) % len(keys)]
        return replace(self, **{name: following})


def decoded(choice: str | None) -> Sketch:
    """The sketch behind a button. Raises ButtonGone for anything that is none."""
    keys = (choice or "").split(".")
    if len(keys) != len(CHOICES):
        raise ButtonGone
    if any(key not in known for key, known in zip(keys, CHOICES.values(), strict=True)):
        raise ButtonGone
    return Sketch(*keys)


@dataclass(frozen=True, slots=True)
class Word:
    """A quiet word: so many seconds after the begin, that a turn begins, is half over, or that all
    are. `turn`: which one, from 0."""

    after: int
    kind: Literal["turn", "half", "end"]
    turn: int


def words(sketch: Sketch, people: int) -> list[Word]:
    """All words of the turns of so many people, in order."""
    count = people * int(sketch.times)
    said = [
        word
        for turn in range(count)
        for word in (
            Word(turn * sketch.seconds, "turn", turn),
            Word(turn * sketch.seconds + sketch.seconds // 2, "half", turn),
        )
    ]
    return [*said, Word(count * sketch.seconds, "end", count - 1)]


def due(planned: Sequence[Word], since: int) -> int | None:
    """Which word is the newest that is due so many seconds after the begin; None: none yet.

    After an outage only the newest is said.
    """
    return max((at for at, word in enumerate(planned) if word.after <= since), default=None)


def is_stale(word: Word, since: int) -> bool:
    """Whether it is too late to say this word: half of a turn is soon no news any more."""
    return word.kind == "half" and since - word.after > STALE
