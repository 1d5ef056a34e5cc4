"""Whether a line can be read in one's own language from a button below it (M7), as a change.

Belongs here: on or off. May not enter: who reads what in which language; nobody keeps that.
"""

from domain.changes import Change
from handlers import wording
from handlers.changes.kind import Kind, plain
from storage import groups
from storage.engine import Transaction
from storage.groups import Group


async def _now(tx: Transaction, group: Group, _: Change) -> str:
    return "on" if (await groups.get(tx, group.id) or group).reading else ""


async def _apply(tx: Transaction, group: Group, change: Change, _: int) -> None:
    await groups.set_reading(tx, group.id, wanted=bool(change.value))


def _lines(group: Group, _: str, after: str) -> str:
    return wording.text(group.language, "reading.turned_on" if after else "reading.turned_off")


READING = Kind(_now, _apply, plain, _lines)
