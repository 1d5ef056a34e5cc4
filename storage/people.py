"""People and their membership in groups.

Belongs here: statements on `people` and `members`. May not enter: rights, rules of membership.
A Telegram id goes in and out as a number; at rest it is sealed (D6).
"""

import secrets
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, exists, func, select, update

from storage.engine import Transaction
from storage.remembered import remembered
from storage.schema import buttons, members, people, setups


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody Kith has met; `reachable`: they pressed Start, so Kith may write to them."""

    id: int
    telegram_id: int
    reachable: bool


@remembered(people)
async def find(tx: Transaction, telegram_id: int) -> Person | None:
    """The person with this Telegram id, if Kith knows them."""
    query = select(people.c.id, people.c.reachable)
    query = query.where(people.c.lookup == tx.vault.lookup(telegram_id))
    row = (await tx.execute(query)).one_or_none()
    return Person(row.id, telegram_id, row.reachable) if row else None


async def remember(tx: Transaction, telegram_id: int) -> Person:
    """The person with this Telegram id, added when new."""
    return await find(tx, telegram_id) or await _add(tx, telegram_id)


async def _add(tx: Transaction, telegram_id: int) -> Person:
    lookup = tx.vault.lookup(telegram_id)
    added = tx.insert(people).values(lookup=lookup, sealed_id=tx.vault.seal_id(telegram_id))
    # Another replica may have added them since the look: the update makes RETURNING see that row.
    added = added.on_conflict_do_update(index_elements=["lookup"], set_={"lookup": lookup})
    row = (await tx.execute(added.returning(people.c.id, people.c.reachable))).one()
    return Person(row.id, telegram_id, row.reachable)


async def get(tx: Transaction, person_id: int) -> Person | None:
    """The person with this id of ours."""
    row = (await tx.execute(select(people).where(people.c.id == person_id))).one_or_none()
    return Person(row.id, tx.vault.open_id(row.sealed_id), row.reachable) if row else None


async def of_member(tx: Transaction, member_id: int) -> Person | None:
    """The person that a member is."""
    query = select(people).join(members).where(members.c.id == member_id)
    row = (await tx.execute(query)).one_or_none()
    return Person(row.id, tx.vault.open_id(row.sealed_id), row.reachable) if row else None


async def set_reachable(tx: Transaction, person_id: int, reachable: bool) -> None:
    """Note whether Kith may write to the person in private."""
    await tx.execute(update(people).where(people.c.id == person_id).values(reachable=reachable))


async def seen(tx: Transaction, group_id: int, person_id: int, now: int) -> int:
    """Note that the person was seen in the group at `now` (UTC seconds); answers the member id."""
    values = {"group_id": group_id, "person_id": person_id, "seen_at": now, "first_seen_at": now}
    row = tx.insert(members).values(id=secrets.randbits(62), **values)
    row = row.on_conflict_do_update(
        index_elements=["group_id", "person_id"], set_={"seen_at": row.excluded.seen_at}
    )
    return int((await tx.execute(row.returning(members.c.id))).scalar_one())


async def member_seen_at(tx: Transaction, group_id: int, person_id: int) -> int | None:
    """When the person was last seen in the group (UTC seconds); None: not a member."""
    query = select(members.c.seen_at).where(*_member(group_id, person_id))
    return (await tx.execute(query)).scalar_one_or_none()


async def member_of(tx: Transaction, group_id: int, person_id: int) -> tuple[int, int] | None:
    """The person as a member: our id of them in that group, and when they were last seen there."""
    query = select(members.c.id, members.c.seen_at).where(*_member(group_id, person_id))
    row = (await tx.execute(query)).one_or_none()
    return (row.id, row.seen_at) if row else None


async def members_seen(tx: Transaction, group_id: int, since: int) -> int:
    """How many people were seen in the group since then; for thresholds, never to be shown."""
    query = select(func.count()).where(members.c.group_id == group_id, members.c.seen_at >= since)
    return int((await tx.execute(query)).scalar_one())


async def forget_strangers(tx: Transaction) -> None:
    """Erase people who are in no group any more, to whom Kith cannot write, and who have begun
    nothing that still waits for them."""
    begun = (members.c.person_id, buttons.c.person_id, setups.c.person_id)
    gone = [~exists().where(column == people.c.id) for column in begun]
    await tx.execute(delete(people).where(~people.c.reachable, *gone))


async def leave(tx: Transaction, group_id: int, person_id: int) -> None:
    """Forget the membership, and with it the person's answers in this group."""
    await tx.execute(delete(members).where(*_member(group_id, person_id)))


def _member(group_id: int, person_id: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return members.c.group_id == group_id, members.c.person_id == person_id
