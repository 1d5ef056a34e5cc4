"""What a group decides about pairs (G14, P28), as changes.

Belongs here: on or off, the person outside, the words for introductions. May not enter: anything
about one member.
"""

from domain.changes import Change
from handlers import wording
from handlers.changes.kind import Kind, plain
from storage.engine import Transaction
from storage.groups import Group
from storage.pairs import standing

ON = "on"


async def _open_now(tx: Transaction, group: Group, _: Change) -> str:
    return ON if (await standing.settings(tx, group.id)).open_since is not None else ""


async def _open(tx: Transaction, group: Group, change: Change, at: int) -> None:
    await standing.set_open(tx, group.id, at if change.value == ON else None)


def _open_lines(group: Group, _: str, after: str) -> str:
    return wording.text(group.language, "pairs.turned_on" if after else "pairs.turned_off")


async def _outside_now(tx: Transaction, group: Group, _: Change) -> str:
    return (await standing.settings(tx, group.id)).outside or ""


async def _outside(tx: Transaction, group: Group, change: Change, _: int) -> None:
    await standing.set_outside(tx, group.id, change.value)


async def _introduction_now(tx: Transaction, group: Group, _: Change) -> str:
    return (await standing.settings(tx, group.id)).introduction or ""


async def _introduce(tx: Transaction, group: Group, change: Change, _: int) -> None:
    await standing.set_introduction(tx, group.id, change.value)


INTRODUCTION = Kind(_introduction_now, _introduce, plain)
PAIRS = Kind(_open_now, _open, plain, _open_lines)
OUTSIDE = Kind(_outside_now, _outside, plain)
