"""Groups."""

import pytest
from sqlalchemy.exc import IntegrityError

from storage import groups
from storage.engine import Database

SUPERGROUP = -1002147483648001  # beyond 32 bits, as those of supergroups are


async def test_a_group_is_found_by_its_chat_and_by_its_id(database: Database) -> None:
    async with database.transaction() as tx:
        group = await groups.add(tx, SUPERGROUP, "Europe/London", "en")
        assert await groups.by_chat(tx, SUPERGROUP) == group == await groups.get(tx, group.id)
        assert (group.country, group.agreed_at) == (None, None)


async def test_a_group_keeps_its_settings(database: Database) -> None:
    async with database.transaction() as tx:
        group = await groups.add(tx, -5, "Europe/Kyiv", "uk", country="UA", agreed_at=7)
    assert group == groups.Group(group.id, -5, "Europe/Kyiv", "uk", "UA", 7)


async def test_an_unknown_chat_has_no_group(database: Database) -> None:
    async with database.transaction() as tx:
        assert await groups.by_chat(tx, -5) is None
        assert await groups.get(tx, 1) is None


async def test_a_chat_has_one_group(database: Database) -> None:
    async with database.transaction() as tx:
        await groups.add(tx, -5, "Europe/London", "en")
        with pytest.raises(IntegrityError):
            async with tx.savepoint():
                await groups.add(tx, -5, "Europe/London", "en")


async def test_a_group_moves_to_its_new_chat_id(database: Database) -> None:
    async with database.transaction() as tx:
        group = await groups.add(tx, -5, "Europe/London", "en")
        await groups.move(tx, group.id, SUPERGROUP)
        assert await groups.by_chat(tx, -5) is None
        moved = await groups.by_chat(tx, SUPERGROUP)
    assert moved
    assert moved.id == group.id


async def test_the_id_of_a_removed_group_never_comes_back(database: Database) -> None:
    async with database.transaction() as tx:
        group = await groups.add(tx, -5, "Europe/London", "en")
        await groups.remove(tx, group.id)
        assert await groups.get(tx, group.id) is None
        assert (await groups.add(tx, -5, "Europe/London", "en")).id > group.id
