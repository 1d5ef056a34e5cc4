"""People and their memberships."""

import asyncio

from storage import groups, people
from storage.engine import Database
from tests.integration.conftest import NOON, Circle

NOBODY = 999


async def test_a_person_is_remembered_once(database: Database) -> None:
    async with database.transaction() as tx:
        ana = await people.remember(tx, 501)
        assert await people.remember(tx, 501) == ana
        assert await people.remember(tx, 502) != ana


async def test_a_person_remembered_by_many_at_once_is_one(database: Database) -> None:
    async def remember() -> int:
        async with database.transaction() as tx:
            return (await people.remember(tx, 501)).id

    assert len(set(await asyncio.gather(*(remember() for _ in range(8))))) == 1


async def test_a_person_is_found_by_either_id(database: Database) -> None:
    async with database.transaction() as tx:
        ana = await people.remember(tx, 501)
        assert await people.find(tx, 501) == ana == await people.get(tx, ana.id)
        assert ana.telegram_id == 501


async def test_a_stranger_is_nobody(database: Database) -> None:
    async with database.transaction() as tx:
        assert await people.find(tx, 501) is None
        assert await people.get(tx, NOBODY) is None


async def test_telegram_ids_of_64_bits_fit(database: Database) -> None:
    async with database.transaction() as tx:
        ana = await people.remember(tx, 2**52 - 1)
        assert await people.get(tx, ana.id) == ana


async def test_who_pressed_start_is_reachable_until_they_block(database: Database) -> None:
    async with database.transaction() as tx:
        ana = await people.remember(tx, 501)
        assert not ana.reachable
        for reachable in (True, False):
            await people.set_reachable(tx, ana.id, reachable)
            found = await people.find(tx, 501)
            assert found
            assert found.reachable is reachable


async def test_a_member_keeps_one_id_in_a_group(database: Database, circle: Circle) -> None:
    async with database.transaction() as tx:
        assert await people.seen(tx, circle.group, circle.ana, NOON + 5) == circle.ana_member
        assert await people.member_seen_at(tx, circle.group, circle.ana) == NOON + 5
        assert await people.member_seen_at(tx, circle.group, circle.ben) == NOON


async def test_a_member_has_another_id_in_every_group(database: Database, circle: Circle) -> None:
    async with database.transaction() as tx:
        other = await groups.add(tx, -1002, "Europe/London", "en")
        assert await people.seen(tx, other.id, circle.ana, NOON) != circle.ana_member


async def test_who_leaves_is_no_member(database: Database, circle: Circle) -> None:
    async with database.transaction() as tx:
        await people.leave(tx, circle.group, circle.ana)
        assert await people.member_seen_at(tx, circle.group, circle.ana) is None
        assert await people.member_seen_at(tx, circle.group, circle.ben) == NOON
        assert await people.get(tx, circle.ana)


async def test_who_comes_back_has_a_new_member_id(database: Database, circle: Circle) -> None:
    async with database.transaction() as tx:
        await people.leave(tx, circle.group, circle.ana)
        assert await people.seen(tx, circle.group, circle.ana, NOON) != circle.ana_member
