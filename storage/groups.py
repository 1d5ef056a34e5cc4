"""Groups: the chats in which Kith is at home.

Belongs here: statements on `groups`. May not enter: settings of a feature, rights.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, insert, select, update

from storage.engine import Transaction
from storage.schema import groups


@dataclass(frozen=True, slots=True)
class Group:
    """A group; `agreed_at` is when it said yes to Kith (UTC seconds), None before (G14)."""

    id: int
    chat_id: int
    zone: str
    language: str
    country: str | None
    agreed_at: int | None


async def add(  # noqa: PLR0913 - one for each column
    tx: Transaction,
    chat_id: int,
    zone: str,
    language: str,
    *,
    country: str | None = None,
    agreed_at: int | None = None,
) -> Group:
    """Add the group of a chat; its time zone is an IANA name, its country an ISO 3166 code."""
    values = {"chat_id": chat_id, "zone": zone, "language": language}
    values |= {"country": country, "agreed_at": agreed_at}
    added = await tx.execute(insert(groups).values(values).returning(groups))
    return Group(**added.mappings().one())


async def by_chat(tx: Transaction, chat_id: int) -> Group | None:
    """The group of this chat."""
    return await _one(tx, groups.c.chat_id == chat_id)


async def get(tx: Transaction, group_id: int) -> Group | None:
    """The group with this id of ours."""
    return await _one(tx, groups.c.id == group_id)


async def move(tx: Transaction, group_id: int, new_chat_id: int) -> None:
    """Give the group its new chat id: Telegram made it a supergroup (A5)."""
    await tx.execute(update(groups).where(groups.c.id == group_id).values(chat_id=new_chat_id))


async def remove(tx: Transaction, group_id: int) -> None:
    """Erase the group with its members, schedules, check-ins, answers and buttons."""
    await tx.execute(delete(groups).where(groups.c.id == group_id))


async def _one(tx: Transaction, condition: ColumnElement[bool]) -> Group | None:
    row = (await tx.execute(select(groups).where(condition))).mappings().one_or_none()
    return Group(**row) if row else None
