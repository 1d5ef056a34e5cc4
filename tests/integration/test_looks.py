"""The one question of a tick: what it finds, on both databases."""

from handlers.ticks import TICKS, looks
from storage import invites
from storage.engine import Database


async def test_where_nothing_is_due_nothing_is_found(database: Database) -> None:
    async with database.transaction() as tx:
        assert await looks().found(tx, 1_800_000_000) == set()


async def test_what_is_due_is_found_in_the_second_it_is(database: Database) -> None:
    place = next(i for i, each in enumerate(TICKS) if invites.expired_at in each.looks)
    async with database.transaction() as tx:
        await invites.add(tx, b"code", 100)
        assert await looks().found(tx, 99) == set()
        assert await looks().found(tx, 100) == {place}
