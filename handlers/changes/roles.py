"""Which roles a group has (G11), as changes.

Belongs here: "host", or "own:" and a name in the group's words. May not enter: whose turn it is.
"""

from domain.changes import Change
from domain.refusals import TooManyLines
from domain.roles import MOST_OWN, OWN, next_draw
from handlers import wording
from handlers.changes.kind import Kind
from storage import roles
from storage.engine import Transaction
from storage.groups import Group


async def _now(tx: Transaction, group: Group, change: Change) -> str:
    there = await roles.of_group(tx, group.id)
    if change.object_id is None:
        return next((each.name for each in there if each.name == change.value), "")
    return next((each.name for each in there if each.id == change.object_id), "")


async def _apply(tx: Transaction, group: Group, change: Change, at: int) -> None:
    """Raises TooManyLines."""
    if change.object_id is not None:
        await roles.remove(tx, change.object_id)
        return
    there = await roles.of_group(tx, group.id)
    own = [each for each in there if each.name.startswith(OWN)]
    if change.value.startswith(OWN) and len(own) >= MOST_OWN:
        raise TooManyLines(most=MOST_OWN)
    await roles.add(tx, group.id, change.value, next_draw(group.zone, at))


def name_of(group: Group, name: str) -> str:
    """What a role is called."""
    if name.startswith(OWN):
        return name.removeprefix(OWN)
    return wording.text(group.language, f"role.{name}")


ROLE = Kind(_now, _apply, name_of)
