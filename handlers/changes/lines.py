"""A group's own lines among the signposts (S16), as changes.

Belongs here: adding one, taking one out. May not enter: the signposts themselves; nobody in a group
decides on those.
"""

from domain.changes import Change
from domain.signposts.local import require_room
from handlers.changes.kind import Kind, plain
from storage import signposts
from storage.engine import Transaction
from storage.groups import Group


async def _now(tx: Transaction, group: Group, change: Change) -> str:
    there = await signposts.local(tx, group.id)
    return next((each.words for each in there if each.id == change.object_id), "")


async def _apply(tx: Transaction, group: Group, change: Change, _: int) -> None:
    """Raises TooManyLines."""
    if change.object_id is None:
        require_room(await signposts.count_local(tx, group.id))
        await signposts.add_local(tx, group.id, change.value)
    else:
        await signposts.remove_local(tx, group.id, change.object_id)


LINE = Kind(_now, _apply, plain)
