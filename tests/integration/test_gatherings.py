"""Places at a gathering, on both engines: in order, none twice, none too many (F2)."""

import asyncio

import pytest
from sqlalchemy import select

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


@pytest.mark.parametrize("locked", [True, False], ids=["as it is", "without the lock"])
async def test_three_hundred_at_once_take_as_many_places_as_there_are(
    database: Database, circle: Circle, locked: bool, url: str
) -> None:
    async with database.transaction() as tx:
        gathering = await table_for(tx, circle, 20)
        members = await crowd(tx, circle)

    async def comes(some: list[int]) -> None:
        for member in some:
            async with database.transaction() as tx:
                if locked:
                    await gatherings.lock(tx, gathering.id)
                await gatherings.come(tx, gathering, member)

    await asyncio.gather(*(comes(members[start::6]) for start in range(6)))
    async with database.transaction() as tx:
        taken = await gatherings.taken(tx, gathering.id)
    if locked or url.startswith("sqlite"):
        assert taken == 20
    else:
        assert taken >= 20
