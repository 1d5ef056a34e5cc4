"""Who was chosen in Kith as a steward of a group, beside the admins that Telegram names (A2).

Belongs here: statements on `members.steward_since`. May not enter: who may choose, and until when
a sight of somebody in the group counts; times are UTC seconds.
"""

from collections.abc import Collection

from sqlalchemy import ColumnElement, select, update

from storage.engine import Transaction
from storage.schema import groups, members, people


async def of_chats(
    tx: Transaction, chat_ids: Collection[int], seen_since: int
) -> dict[int, frozenset[int]]:
    """The Telegram ids of the chosen who were seen in these groups since then, by chat."""
    query = select(groups.c.chat_id, people.c.sealed_id).select_from(members)
    query = query.join(groups, groups.c.id == members.c.group_id)
    query = query.join(people, people.c.id == members.c.person_id)
    chosen = (members.c.steward_since.is_not(None), members.c.seen_at >= seen_since)
    rows = await tx.execute(query.where(groups.c.chat_id.in_(chat_ids), *chosen))
    found: dict[int, frozenset[int]] = {}
    for chat_id, sealed in rows:
        found[chat_id] = found.get(chat_id, frozenset()) | {tx.vault.open_id(sealed)}
    return found


async def is_chosen(tx: Transaction, group_id: int, member_id: int | None) -> bool:
    """Whether that member of the group was chosen; None: whether anybody was."""
    query = select(members.c.id).where(*_chosen(group_id))
    if member_id is not None:
        query = query.where(members.c.id == member_id)
    return (await tx.execute(query.limit(1))).scalar_one_or_none() is not None


async def choose(tx: Transaction, group_id: int, member_id: int, at: int) -> None:
    """Note that the member is a steward from now on."""
    row = update(members).where(members.c.id == member_id, members.c.group_id == group_id)
    await tx.execute(row.values(steward_since=at))


async def end(tx: Transaction, group_id: int, member_id: int | None) -> None:
    """The member is a steward no more; None: nobody is who was chosen."""
    row = update(members).where(*_chosen(group_id))
    if member_id is not None:
        row = row.where(members.c.id == member_id)
    await tx.execute(row.values(steward_since=None))


def _chosen(group_id: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return members.c.group_id == group_id, members.c.steward_since.is_not(None)
