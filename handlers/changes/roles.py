"""Which roles a group has (G11), as changes.

Belongs here: "host", or "own:" and a name in the group's words, each with "gathering:" before it
where it is drawn for gatherings. May not enter: whose turn it is.
"""

from domain.changes import Change
from domain.refusals import TooManyLines
from domain.roles import MOST_OWN, OWN, at_gatherings, is_own, next_draw, task
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
    own = [each for each in there if is_own(each.name)]
    if is_own(change.value) and len(own) >= MOST_OWN:
        raise TooManyLines(most=MOST_OWN)
    draw = at if at_gatherings(change.value) else next_draw(group.zone, at)
    await roles.add(tx, group.id, change.value, draw)


def name_of(group: Group, name: str) -> str:
    """What a role is called, and when it is drawn if not each week."""
    if at_gatherings(name):
        return wording.text(group.language, "roles.at_gatherings", role=task_of(group, name))
    return task_of(group, name)


def task_of(group: Group, name: str) -> str:
    """What a role is called."""
    which = task(name)
    if which.startswith(OWN):
        return which.removeprefix(OWN)
    return wording.text(group.language, f"role.{which}")


ROLE = Kind(_now, _apply, name_of)
