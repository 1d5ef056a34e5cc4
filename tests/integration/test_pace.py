"""The pace that replicas share: one table says who may speak (PostgreSQL alone).

Belongs here: the limits, held by two programs at once. May not enter: real waiting; that time has
passed is written into the table.
"""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import Insert

from bot.delivery.shared import ALL, AT_ONCE, GROUP, GROUP_AT_ONCE, PERSON, SharedPace
from sandbox import flood
from storage import pace as stored
from storage.engine import Database, Transaction
from storage.pace import Limit, Used
from storage.schema import pace
from storage.vault import Vault
from tests import templates

WIDE = Limit(0.0, 0.0, 0.0, 0.0)
"""No limit."""


@pytest.fixture
async def both(postgres_url: str, vault: Vault) -> AsyncIterator[list[Database]]:
    """One database, opened by two programs."""
    await templates.begin(postgres_url)
    programs = [await Database.open(postgres_url, vault, lock_wait=10) for _ in range(2)]
    yield programs
    for each in programs:
        await each.close()


async def take(database: Database, chat: int, whole: Limit, limit: Limit) -> bool:
    """Ask for room, in a transaction of its own."""
    async with database.transaction() as tx:
        return await stored.take(tx, whole, chat, limit)


async def pass_time(database: Database, seconds: float) -> None:
    """Let the table be as if so much time had passed."""
    ms = round(seconds * 1000)
    async with database.transaction() as tx:
        earlier = {"free_at": pace.c.free_at - ms, "full_at": pace.c.full_at - ms}
        await tx.execute(update(pace).values(earlier))


async def lanes(tx: Transaction) -> int:
    """How many lanes are remembered."""
    return int((await tx.execute(select(func.count()).select_from(pace))).scalar_one())


SLOW = Limit(0.0, 60.0, 60.0 * (AT_ONCE - 1), 60.0)
"""As ALL is, but a machine under load lets no share of it come back meanwhile."""


async def test_two_that_ask_at_once_get_no_more_together_than_one(both: list[Database]) -> None:
    asked = [take(both[number % 2], -1 - number, SLOW, WIDE) for number in range(20)]
    assert sum(await asyncio.gather(*asked)) == AT_ONCE
    await pass_time(both[0], 60.0)
    asked = [take(both[number % 2], -101 - number, SLOW, WIDE) for number in range(6)]
    assert sum(await asyncio.gather(*asked)) == 1


async def test_without_the_condition_everybody_gets_room(
    both: list[Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rule turned off: a lane that is there is written over, however full it is."""

    def unguarded(row: Insert, _: Limit) -> Insert:
        return row.on_conflict_do_update(index_elements=["lane"], set_={"free_at": 0})

    monkeypatch.setattr(stored, "_guarded", unguarded)
    asked = [take(both[number % 2], -1 - number, SLOW, WIDE) for number in range(20)]
    assert sum(await asyncio.gather(*asked)) == len(asked)


async def test_a_chat_gets_one_message_a_second_from_all_together(both: list[Database]) -> None:
    slow = Limit(60.0, 0.0, 0.0, 60.0)
    assert await take(both[0], 7, WIDE, slow)
    assert not await take(both[1], 7, WIDE, slow)
    assert await take(both[1], 8, WIDE, slow)
    await pass_time(both[0], 60.0)
    assert await take(both[1], 7, WIDE, slow)


def test_the_limits_are_below_those_of_telegram() -> None:
    for limit, (most, span) in ((ALL, flood.OVERALL), (GROUP, flood.PER_GROUP)):
        assert (span + limit.ahead) / limit.share + 1 < most
    assert GROUP.gap == PERSON.gap >= flood.PER_CHAT[1]
    assert round(GROUP.ahead / GROUP.share) + 1 == GROUP_AT_ONCE


async def test_replies_are_counted_and_posts_make_room_for_them(both: list[Database]) -> None:
    async with both[0].transaction() as tx:
        await stored.use(tx, {7: Used(2), 8: Used(1)}, SLOW, {7: PERSON, 8: PERSON})
    assert not await take(both[1], -1, SLOW, WIDE)
    async with both[1].transaction() as tx:
        wait = await stored.waits(tx, SLOW, 7, PERSON)
    assert 0 < wait.whole <= 60.0
    assert 0 < wait.chat <= 1.0


async def test_many_replies_do_not_keep_posts_away_for_longer_than_they_last(
    both: list[Database],
) -> None:
    many = range(1, 200)
    async with both[0].transaction() as tx:
        await stored.use(tx, {chat: Used(1) for chat in many}, SLOW, dict.fromkeys(many, PERSON))
    assert not await take(both[1], -1, SLOW, WIDE)
    await pass_time(both[0], SLOW.window)
    assert await take(both[1], -1, SLOW, WIDE)


async def test_a_chat_that_flooded_one_is_left_alone_by_the_other(both: list[Database]) -> None:
    async with both[0].transaction() as tx:
        await stored.use(tx, {-5: Used(0, rest=30.0)}, ALL, {-5: GROUP})
    assert not await take(both[1], -5, WIDE, GROUP)
    await pass_time(both[0], 30.0)
    assert await take(both[1], -5, WIDE, GROUP)


async def test_a_lane_is_forgotten_a_minute_after_nothing_goes_in_it(both: list[Database]) -> None:
    assert await take(both[0], 7, ALL, PERSON)
    async with both[0].transaction() as tx:
        await stored.forget(tx)
        assert await lanes(tx) == 2
    await pass_time(both[0], stored.KEPT + PERSON.gap)
    async with both[0].transaction() as tx:
        await stored.forget(tx)
        assert await lanes(tx) == 1


async def test_a_replica_without_room_says_how_long_it_waits(both: list[Database]) -> None:
    one, other = (SharedPace(Clock(), each) for each in both)
    async with both[0].transaction() as tx:
        assert await one.take(tx, -1)
    async with both[1].transaction() as tx:
        assert not await other.take(tx, -1)
    assert not other.is_free(-1)
    assert other.is_free(-2)


async def test_what_has_its_room_is_not_counted_again_and_a_reply_is(both: list[Database]) -> None:
    one = SharedPace(Clock(), both[0])
    async with both[0].transaction() as tx:
        assert await one.take(tx, -1)
    one.sent(-1)
    await one.finish()
    async with both[1].transaction() as tx:
        assert await lanes(tx) == 2
    one.sent(9)
    await one.finish()
    async with both[1].transaction() as tx:
        assert await lanes(tx) == 3


class Clock:
    """A time that stands still."""

    def __call__(self) -> float:
        return 1_000.0
