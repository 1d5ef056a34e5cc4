"""Holds: when a group's scheduled posts are quiet.

Belongs here: statements on `holds`. May not enter: who may ask for one. Times are UTC seconds.
"""

from collections.abc import Collection

from sqlalchemy import delete, insert, select

from domain.holds import Hold
from storage.engine import Transaction
from storage.schema import holds


async def of_group(tx: Transaction, group_id: int, member_id: int) -> list[Hold]:
    """The group's holds, oldest first, as they look to a member."""
    query = select(holds).where(holds.c.group_id == group_id).order_by(holds.c.begins_at)
    return [
        Hold(row.begins_at, row.ends_at, row.asked_at, row.member_id == member_id)
        for row in await tx.execute(query)
    ]


async def add(
    tx: Transaction, group_id: int, member_id: int, now: int, span: tuple[int, int]
) -> int:
    """Add a hold that a member asked for, from its begin to its end; answers its id."""
    values = {"group_id": group_id, "member_id": member_id, "asked_at": now}
    row = insert(holds).values(begins_at=span[0], ends_at=span[1], **values)
    return int((await tx.execute(row.returning(holds.c.id))).scalar_one())


async def ends_at(tx: Transaction, hold_id: int) -> tuple[int, int] | None:
    """The group of a hold, and when it ends."""
    query = select(holds.c.group_id, holds.c.ends_at).where(holds.c.id == hold_id)
    row = (await tx.execute(query)).one_or_none()
    return (row.group_id, row.ends_at) if row else None


async def of_any(tx: Transaction, group_ids: Collection[int], since: int) -> set[int]:
    """Those of these groups that have a hold which ends after then."""
    query = select(holds.c.group_id).where(holds.c.group_id.in_(group_ids), holds.c.ends_at > since)
    return set((await tx.execute(query)).scalars())


async def until(tx: Transaction, group_id: int, at: int) -> int | None:
    """When the quiet ends in which that moment lies, for a group; None: it is not quiet."""
    query = select(holds.c.begins_at, holds.c.ends_at).order_by(holds.c.begins_at)
    query = query.where(holds.c.group_id == group_id, holds.c.ends_at > at)
    end = None
    for row in await tx.execute(query):
        if row.begins_at <= (at if end is None else end):
            end = row.ends_at
    return end


async def forget_before(tx: Transaction, ended_before: int) -> None:
    """Erase the holds that ended before that time."""
    await tx.execute(delete(holds).where(holds.c.ends_at < ended_before))
