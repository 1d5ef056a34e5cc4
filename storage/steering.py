"""Who decides on changes in a group, and when it looks at its agreement again.

Belongs here: statements on `steering`. May not enter: what the ways mean (domain/changes). Times
are UTC seconds, dates are of the group's zone.
"""

from typing import Any

from sqlalchemy import Select, or_, select, update

from domain.changes import STEWARDS
from storage.engine import Transaction
from storage.groups import IS_OPEN
from storage.looks import When
from storage.schema import groups, steering


async def way(tx: Transaction, group_id: int) -> str:
    """Who decides on changes."""
    query = select(steering.c.way).where(steering.c.group_id == group_id)
    return (await tx.execute(query)).scalar_one_or_none() or STEWARDS


async def set_way(tx: Transaction, group_id: int, chosen: str) -> None:
    """Let changes be decided in that way."""
    await _set(tx, group_id, {"way": chosen})


async def review_on(tx: Transaction, group_id: int) -> str | None:
    """The date on which the group looks at its agreement again."""
    query = select(steering.c.review_on).where(steering.c.group_id == group_id)
    return (await tx.execute(query)).scalar_one_or_none()


async def set_review(tx: Transaction, group_id: int, on: str | None, at: int | None) -> None:
    """Keep that date, and the moment at which the group is reminded."""
    await _set(tx, group_id, {"review_on": on, "review_at": at})


async def reviews_due(tx: Transaction, now: int) -> list[int]:
    """The groups whose date has come, where Kith may post; each is found once."""
    found = list((await tx.execute(reviews_at(now))).scalars())
    done = update(steering).where(steering.c.group_id.in_(found))
    await tx.execute(done.values(review_on=None, review_at=None))
    return found


def reviews_at(now: When) -> Select[Any]:
    """What `reviews_due` looks for."""
    query = select(groups.c.id).join(steering).where(steering.c.review_at <= now)
    return query.where(*IS_OPEN)


async def entry(tx: Transaction, group_id: int) -> bool:
    """Whether whoever asks to join reads the agreement first."""
    query = select(steering.c.entry).where(steering.c.group_id == group_id)
    return (await tx.execute(query)).scalar_one_or_none() is not None


async def set_entry(tx: Transaction, group_id: int, *, wanted: bool) -> None:
    """Keep whether they do."""
    await _set(tx, group_id, {"entry": "on" if wanted else None})


async def handing_due(tx: Transaction, before: int, now: int, limit: int) -> list[int]:
    """The groups that began, or were last offered the stewards' tasks, before then; noted as
    offered now. It goes through all groups."""
    found = list((await tx.execute(_handing_at(before).limit(limit))).scalars())
    for group_id in found:
        await _set(tx, group_id, {"handed_at": now})
    return found


def _handing_at(before: int) -> Select[Any]:
    query = select(groups.c.id).outerjoin(steering)
    query = query.where(groups.c.agreed_at <= before, *IS_OPEN)
    return query.where(or_(steering.c.handed_at.is_(None), steering.c.handed_at <= before))


async def _set(tx: Transaction, group_id: int, values: dict[str, object]) -> None:
    row = tx.insert(steering).values(group_id=group_id, **values)
    await tx.execute(row.on_conflict_do_update(index_elements=["group_id"], set_=values))
