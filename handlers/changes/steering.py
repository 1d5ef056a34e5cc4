"""Who decides on changes (G10), as a change.

Belongs here: the three ways as values. May not enter: asking for them. Only the group decides who
decides: stewards cannot take it back alone.
"""

from domain.changes import Change
from handlers import wording
from handlers.changes.kind import Kind
from storage import steering
from storage.engine import Transaction
from storage.groups import Group


async def _now(tx: Transaction, group: Group, _: Change) -> str:
    return await steering.way(tx, group.id)


async def _apply(tx: Transaction, group: Group, change: Change, _: int) -> None:
    await steering.set_way(tx, group.id, change.value)


def _words(group: Group, value: str) -> str:
    return wording.text(group.language, f"steering.{value}")


STEERING = Kind(_now, _apply, _words, by_all=True)
