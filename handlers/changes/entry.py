"""Whether whoever asks to join reads the agreement first (G2), as a change.

Belongs here: on or off. May not enter: who asked.
"""

from domain.changes import Change
from handlers import wording
from handlers.changes.kind import Kind, plain
from storage import steering
from storage.engine import Transaction
from storage.groups import Group


async def _now(tx: Transaction, group: Group, _: Change) -> str:
    return "on" if await steering.entry(tx, group.id) else ""


async def _apply(tx: Transaction, group: Group, change: Change, _: int) -> None:
    await steering.set_entry(tx, group.id, wanted=bool(change.value))


def _lines(group: Group, _: str, after: str) -> str:
    return wording.text(group.language, "entry.turned_on" if after else "entry.turned_off")


ENTRY = Kind(_now, _apply, plain, _lines)
