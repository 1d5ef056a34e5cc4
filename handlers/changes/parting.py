"""Parting (G13), as changes: whether the group closes, and going on after a rest.

Belongs here: both kinds; the group alone decides on them. May not enter: the voices for a rest.
"""

from domain.changes import Change
from domain.delivery import Lane
from domain.parting import FAREWELL, WORTH
from domain.refusals import ButtonGone
from handlers import wording
from handlers.changes.kind import Kind, plain
from handlers.groups import leave_out_the_past
from storage import checkins, groups, outbox, parting
from storage.engine import Transaction
from storage.groups import Group
from storage.outbox import Wanted

ON = "on"


async def _as_it_is(tx: Transaction, group: Group) -> Group:
    return await groups.get(tx, group.id) or group


async def _closes(tx: Transaction, group: Group, _: Change) -> str:
    return ON if (await _as_it_is(tx, group)).closes_at is not None else ""


async def _close(tx: Transaction, group: Group, change: Change, at: int) -> None:
    closes_at = at + FAREWELL if change.value == ON else None
    await parting.close_at(tx, group.id, closes_at)
    if closes_at is not None:
        line = Wanted("farewell", group.id, group.id, Lane.POSTS, at, at + WORTH)
        await outbox.renew(tx, line)


def _closed(group: Group, _: str, after: str) -> str:
    return wording.text(group.language, "closing.decided" if after else "closing.stays")


async def _rests(tx: Transaction, group: Group, _: Change) -> str:
    return ON if (await _as_it_is(tx, group)).still_since is not None else ""


async def _go_on(tx: Transaction, group: Group, change: Change, at: int) -> None:
    """Raises ButtonGone for a rest, which nobody can propose."""
    if change.value:
        raise ButtonGone
    await parting.go_on(tx, group.id)
    await leave_out_the_past(tx, await checkins.schedules_of(tx, group.id), at)


def _gone_on(group: Group, *_: str) -> str:
    return wording.text(group.language, "loss.goes_on")


CLOSING = Kind(_closes, _close, plain, _closed, by_all=True)
STILLNESS = Kind(_rests, _go_on, plain, _gone_on, by_all=True)
