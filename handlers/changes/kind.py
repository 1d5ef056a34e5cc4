"""What a kind of change has to know.

Belongs here: its three functions as one value. May not enter: any kind.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from domain.changes import Change
from storage.engine import Transaction
from storage.groups import Group


@dataclass(frozen=True, slots=True)
class Kind:
    """`now`: the value as it is, empty where the thing is not there. It is the ground on which a
    proposal stands: if it has changed at the end, the proposal rests.

    `apply`: let it become the value of the change, at that time (UTC seconds); it raises a Refusal
    where that cannot be. `words`: a value as people read it. `lines`: both values beside each
    other, where `words` would say too much. `by_all`: only the group decides on it, in a round.
    """

    now: Callable[[Transaction, Group, Change], Awaitable[str]]
    apply: Callable[[Transaction, Group, Change, int], Awaitable[None]]
    words: Callable[[Group, str], str]
    lines: Callable[[Group, str, str], str] | None = None
    by_all: bool = False


def plain(_: Group, value: str) -> str:
    """The words of a value that is text already."""
    return value
