"""Entries: who asked to join, until they are in, leave it, or a week has passed.

Belongs here: statements on `entries`. May not enter: what is asked of them. Times are UTC seconds.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, select, update

from storage.engine import Transaction
from storage.schema import entries


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody who asked to join. `version`: of the agreement that they have gone along with."""

    group_id: int
    person_id: int
    version: int | None
    asked_at: int


async def ask(tx: Transaction, group_id: int, person_id: int, now: int) -> None:
    """Keep that somebody asks to join; asking again begins anew."""
    row = tx.insert(entries).values(group_id=group_id, person_id=person_id, asked_at=now)
    anew = {"asked_at": now, "version": None}
    keys = ["group_id", "person_id"]
    await tx.execute(row.on_conflict_do_update(index_elements=keys, set_=anew))


async def of(tx: Transaction, group_id: int, person_id: int) -> Entry | None:
    """That this person asked to join this group."""
    query = select(entries).where(*_is(group_id, person_id))
    row = (await tx.execute(query)).mappings().one_or_none()
    return Entry(**row) if row else None


async def go_along(tx: Transaction, entry: Entry, version: int) -> None:
    """Note with which version they go along."""
    row = update(entries).where(*_is(entry.group_id, entry.person_id))
    await tx.execute(row.values(version=version))


async def forget(tx: Transaction, entry: Entry) -> None:
    """Forget that they asked."""
    await tx.execute(delete(entries).where(*_is(entry.group_id, entry.person_id)))


def _is(group_id: int, person_id: int) -> tuple[ColumnElement[bool], ...]:
    return entries.c.group_id == group_id, entries.c.person_id == person_id
