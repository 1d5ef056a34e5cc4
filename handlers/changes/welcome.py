"""What a group says to whoever is new (F7), as a change.

Belongs here: its words; without any, nothing is said. May not enter: saying it.
"""

from domain.changes import Change
from handlers.changes.kind import Kind, plain
from storage import welcomes
from storage.engine import Transaction
from storage.groups import Group


async def _now(tx: Transaction, group: Group, _: Change) -> str:
    return await welcomes.words_of(tx, group.id)


async def _apply(tx: Transaction, group: Group, change: Change, _: int) -> None:
    await welcomes.keep(tx, group.id, change.value)


WELCOME = Kind(_now, _apply, plain)
