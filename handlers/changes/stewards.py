"""Stewards in Kith, beside the admins that Telegram names (A2), as a change.

Belongs here: "one" of us, by our id as a member, or "all" who were chosen. May not enter: names;
who is one says so themselves (0062).
"""

from domain.changes import Change
from domain.refusals import ButtonGone
from handlers import wording
from handlers.changes.kind import Kind
from storage import people, stewards
from storage.engine import Transaction
from storage.groups import Group

ONE, ALL = "one", "all"


async def _now(tx: Transaction, group: Group, change: Change) -> str:
    what = ALL if change.object_id is None else ONE
    return what if await stewards.is_chosen(tx, group.id, change.object_id) else ""


async def _apply(tx: Transaction, group: Group, change: Change, at: int) -> None:
    """Raises ButtonGone where that member has left."""
    if not change.value:
        await stewards.end(tx, group.id, change.object_id)
        return
    if change.object_id is None or await people.of_member(tx, change.object_id) is None:
        raise ButtonGone
    await stewards.choose(tx, group.id, change.object_id, at)


def _words(group: Group, value: str) -> str:
    if value == ALL:
        return wording.text(group.language, "change.steward_all")
    return wording.text(group.language, "change.steward_one")


STEWARD = Kind(_now, _apply, _words)
