"""A speaking queue: equal turns, one after the other (F3, F4).

Belongs here: how long a turn is, whose it is next, when the closing round is. May not enter: names,
any clock. Spans are seconds.
"""

from collections.abc import Sequence
from dataclasses import dataclass

TURN = 5 * 60
"""Of everybody, whoever they are."""
CLOSING = 10 * 60
"""So long before the end the closing round begins."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who would like to speak. `turns`: how many they have had; `asked_at`: since when
    they wait (UTC seconds)."""

    member_id: int
    turns: int
    asked_at: int


def in_order(waiting: Sequence[Waiting]) -> list[Waiting]:
    """Who has had fewer turns comes first, then who has waited longer."""
    return sorted(waiting, key=lambda each: (each.turns, each.asked_at, each.member_id))
