"""People and their membership in groups.

Belongs here: statements on `people` and `members`. May not enter: rights, rules of membership.
A Telegram id goes in and out as a number; at rest it is sealed (D6).
"""

import secrets
from collections.abc import Collection, Iterable
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


async def find_all(tx: Transaction, telegram_ids: Iterable[int]) -> dict[int, Person]:
    """Those of these people whom Kith knows, by Telegram id."""
    lookups = {tx.vault.lookup(telegram_id): telegram_id for telegram_id in set(telegram_ids)}
    query = select(people.c.id, people.c.lookup, people.c.reachable)
    rows = await tx.execute(query.where(people.c.lookup.in_(lookups)))
    found = [Person(row.id, lookups[row.lookup], row.reachable) for row in rows]
    return {person.telegram_id: person for person in found}


async def remember(tx: Transaction, telegram_id: int) -> Person:
    """The person with this Telegram id, added when new."""
    return await find(tx, telegram_id) or await _add(tx, telegram_id)


async def remember_all(tx: Transaction, telegram_ids: Iterable[int]) -> dict[int, Person]:
    """These people, by Telegram id; who is new is added."""
    wanted = set(telegram_ids)
    known = await find_all(tx, wanted)
    # In order: two replicas that add the same people must not wait for each other.
    return known | {each: await _add(tx, each) for each in sorted(wanted - known.keys())}


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
    place = (group_id, person_id)
    return (await seen_all(tx, [place], now))[place]


async def seen_all(
    tx: Transaction, places: Iterable[tuple[int, int]], now: int
) -> dict[tuple[int, int], int]:
    """Note that these people (group, person) were seen at `now`; answers their member ids."""
    rows = [
        {"id": secrets.randbits(62), "group_id": group_id, "person_id": person_id}
        | {"seen_at": now, "first_seen_at": now}
        for group_id, person_id in sorted(set(places))  # in order, as above
    ]
    row = tx.insert(members)
    row = row.on_conflict_do_update(
        index_elements=["group_id", "person_id"], set_={"seen_at": row.excluded.seen_at}
    )
    found = row.returning(members.c.group_id, members.c.person_id, members.c.id)
    return {(each[0], each[1]): each[2] for each in await tx.execute(found, rows)}


async def member_seen_at(tx: Transaction, group_id: int, person_id: int) -> int | None:
    """When the person was last seen in the group (UTC seconds); None: not a member."""
    query = select(members.c.seen_at).where(*_member(group_id, person_id))
    return (await tx.execute(query)).scalar_one_or_none()


async def member_of(tx: Transaction, group_id: int, person_id: int) -> tuple[int, int] | None:
    """The person as a member: our id of them in that group, and when they were last seen there."""
    query = select(members.c.id, members.c.seen_at).where(*_member(group_id, person_id))
    row = (await tx.execute(query)).one_or_none()
    return (row.id, row.seen_at) if row else None


async def members_of(
    tx: Transaction, group_ids: Collection[int], person_ids: Collection[int]
) -> dict[tuple[int, int], int]:
    """The member ids of these people in these groups, by group and person."""
    query = select(members.c.group_id, members.c.person_id, members.c.id)
    query = query.where(members.c.group_id.in_(group_ids), members.c.person_id.in_(person_ids))
    return {(row.group_id, row.person_id): row.id for row in await tx.execute(query)}


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
