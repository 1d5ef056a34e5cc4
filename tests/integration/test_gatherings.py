"""Places at a gathering, on both engines: in order, none twice, none too many (F2)."""

import asyncio

import pytest
from sqlalchemy import select, text

from domain.gatherings import Plan
from storage import gatherings, people
from storage.engine import Database, Transaction
from storage.gatherings import Gathering
from storage.schema import gatherings as table
from tests.integration.conftest import NOON, Circle

CROWD = 300


async def table_for(tx: Transaction, circle: Circle, places: int) -> Gathering:
    await gatherings.begin(
        tx, circle.group, circle.ben_member, Plan("table", NOON + 86_400, 720, places=places), None
    )
    draft = await gatherings.draft_of(tx, circle.ben_member)
    assert draft is not None
    await gatherings.open_up(tx, draft.id, draft.plan.at)
    opened = await gatherings.get(tx, draft.id)
    assert opened is not None
    return opened


async def crowd(tx: Transaction, circle: Circle) -> list[int]:
    found = []
    for number in range(CROWD):
        person = await people.remember(tx, 10_000 + number)
        found.append(await people.seen(tx, circle.group, person.id, NOON))
    return found


async def test_a_draft_is_one_and_what_is_written_rests_sealed(
    database: Database, circle: Circle
) -> None:
    async with database.transaction() as tx:
        plan = Plan("walk", NOON, 720)
        for _ in range(2):
            await gatherings.begin(tx, circle.group, circle.ben_member, plan, None)
        draft = await gatherings.draft_of(tx, circle.ben_member)
        assert draft is not None
        await gatherings.place(tx, draft.id, "The gate")
        await gatherings.sign(tx, draft.id, "Ben")
        again = await gatherings.get(tx, draft.id)
        assert again is not None
        assert (again.place, again.name) == ("The gate", "Ben")
        row = (await tx.execute(select(table))).one()
        assert b"gate" not in row.place
        assert b"Ben" not in row.name


async def test_who_waits_longest_moves_up(database: Database, circle: Circle) -> None:
    async with database.transaction() as tx:
        gathering = await table_for(tx, circle, 4)
        members = (await crowd(tx, circle))[:8]
        for member in members:
            await gatherings.come(tx, gathering, member)
        for member in members[:2]:
            await gatherings.leave(tx, gathering.id, member)
        [free] = await gatherings.with_free_places(tx)
        assert await gatherings.move_up(tx, free) == members[4:6]
        assert await gatherings.with_free_places(tx) == []


async def test_three_hundred_at_once_take_as_many_places_as_there_are(
    database: Database, circle: Circle
) -> None:
    async with database.transaction() as tx:
        gathering = await table_for(tx, circle, 20)
        members = await crowd(tx, circle)

    async def comes(some: list[int]) -> None:
        for member in some:
            async with database.transaction() as tx:
                await gatherings.lock(tx, gathering.id)
                await gatherings.come(tx, gathering, member)

    await asyncio.gather(*(comes(members[start::6]) for start in range(6)))
    async with database.transaction() as tx:
        assert await gatherings.taken(tx, gathering.id) == 20


@pytest.mark.parametrize("url", ["postgres"], indirect=True)
@pytest.mark.parametrize(("locked", "taken"), [(True, 1), (False, 2)], ids=["locked", "unlocked"])
async def test_of_two_who_come_at_once_one_takes_the_last_place(
    database: Database, circle: Circle, locked: bool, taken: int
) -> None:
    """Without the lock both would. In SQLite two never write at once."""
    async with database.transaction() as tx:
        gathering = await table_for(tx, circle, 1)
        ana, ben = (await crowd(tx, circle))[:2]
    done = asyncio.Event()

    async def comes(member: int, until: asyncio.Event) -> None:
        async with database.transaction() as tx:
            if locked:
                await gatherings.lock(tx, gathering.id)
            await gatherings.come(tx, gathering, member)
            came.set()
            await until.wait()

    came, at_once = asyncio.Event(), asyncio.Event()
    at_once.set()
    first = asyncio.create_task(comes(ana, done))
    await came.wait()
    second = asyncio.create_task(comes(ben, at_once))
    while locked and not await somebody_waits(database):
        pass
    if not locked:
        await second
    done.set()
    await asyncio.gather(first, second)
    async with database.transaction() as tx:
        assert await gatherings.taken(tx, gathering.id) == taken


async def somebody_waits(database: Database) -> bool:
    """Whether a transaction waits for the lock of another one."""
    async with database.transaction() as tx:
        query = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool((await tx.execute(query)).scalar_one())
