"""Parting: when everything rests in a group, when it closes, and the voices for it (G13).

Belongs here: statements on `parting_voices` and on the two moments of a group. May not enter: how
many voices are enough (domain), words. Times are UTC seconds.
"""

from typing import Any

from sqlalchemy import ColumnElement, Select, delete, exists, func, insert, select, update

from storage.engine import Transaction
from storage.groups import IS_OPEN
from storage.looks import When
from storage.schema import groups, outbox, parting_voices

LAST_WORD = "last_word"
"""The kind of the post after which a group is erased."""

# Voices


async def speak(
    tx: Transaction, group_id: int, member_id: int, about_id: int | None, now: int
) -> int:
    """Keep a member's voice: that everything rests, or that this member has died. Answers how many
    members have said the same."""
    await take_back(tx, group_id, member_id, about_id)
    values = {"group_id": group_id, "member_id": member_id, "about_id": about_id, "said_at": now}
    await tx.execute(insert(parting_voices).values(values))
    said = (parting_voices.c.group_id == group_id, _about(about_id))
    query = select(func.count(parting_voices.c.member_id.distinct())).where(*said)
    return int((await tx.execute(query)).scalar_one())


async def take_back(
    tx: Transaction, group_id: int, member_id: int, about_id: int | None = None
) -> None:
    """They no longer say so."""
    theirs = (parting_voices.c.group_id == group_id, parting_voices.c.member_id == member_id)
    await tx.execute(delete(parting_voices).where(*theirs, _about(about_id)))


async def said_at(tx: Transaction, group_id: int, member_id: int) -> int | None:
    """When a member has said that everything shall rest, if they have."""
    theirs = (parting_voices.c.group_id == group_id, parting_voices.c.member_id == member_id)
    query = select(parting_voices.c.said_at).where(*theirs, _about(None))
    return (await tx.execute(query)).scalar_one_or_none()


async def forget_before(tx: Transaction, said_before: int) -> None:
    """Forget the voices from before that time."""
    await tx.execute(delete(parting_voices).where(parting_voices.c.said_at <= said_before))


def _about(about_id: int | None) -> ColumnElement[bool]:
    column = parting_voices.c.about_id
    return column.is_(None) if about_id is None else column == about_id


# Rest


async def rest(tx: Transaction, group_id: int, now: int) -> None:
    """Everything rests from now on; the voices for it are forgotten."""
    await _set(tx, group_id, still_since=now)
    of_it = (parting_voices.c.group_id == group_id, _about(None))
    await tx.execute(delete(parting_voices).where(*of_it))


async def go_on(tx: Transaction, group_id: int) -> None:
    """It goes on."""
    await _set(tx, group_id, still_since=None)


# Closing


async def close_at(tx: Transaction, group_id: int, at: int | None) -> None:
    """The group is erased then; None: it stays."""
    await _set(tx, group_id, closes_at=at)


async def closing(tx: Transaction, now: int) -> list[int]:
    """The groups in which the last word is due."""
    return list((await tx.execute(closing_at(now))).scalars())


def closing_at(now: When) -> Select[Any]:
    """What `closing` looks for; not while everything rests."""
    query = select(groups.c.id).where(groups.c.closes_at <= now, *IS_OPEN)
    return query.where(~exists().where(*_last_word()))


async def erase_closed(tx: Transaction, now: int) -> int:
    """Erase the groups that heard the last word, or could not; answers how many."""
    closed = closed_at(now).scalar_subquery()
    return (await tx.execute(delete(groups).where(groups.c.id.in_(closed)))).rowcount


def closed_at(now: When) -> Select[Any]:
    """What `erase_closed` looks for."""
    over = (*_last_word(), outbox.c.state.not_in(["due", "claimed"]))
    return select(groups.c.id).where(groups.c.closes_at <= now, exists().where(*over))


def _last_word() -> tuple[ColumnElement[bool], ...]:
    of_it = (outbox.c.kind == LAST_WORD, outbox.c.object_id == groups.c.id)
    return (*of_it, outbox.c.person_id.is_(None))


async def _set(tx: Transaction, group_id: int, **values: int | None) -> None:
    await tx.execute(update(groups).where(groups.c.id == group_id).values(values))
