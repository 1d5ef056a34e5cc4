"""In which language Kith speaks to a group (A12), as a change.

Belongs here: the kind. May not enter: what a member chose for themselves.
"""

from domain.changes import Change
from domain.refusals import ButtonGone
from handlers import wording
from handlers.changes.kind import Kind
from storage import groups
from storage.engine import Transaction
from storage.groups import Group


async def _now(tx: Transaction, group: Group, _: Change) -> str:
    return (await groups.get(tx, group.id) or group).language


async def _speak(tx: Transaction, group: Group, change: Change, _: int) -> None:
    """Raises ButtonGone for a language that Kith does not speak."""
    if change.value not in wording.languages():
        raise ButtonGone
    await groups.set_language(tx, group.id, change.value)


def _name(_: Group, value: str) -> str:
    return wording.own_name(value)


LANGUAGE = Kind(_now, _speak, _name)
