"""The outbox."""

import asyncio

import pytest
from sqlalchemy.exc import IntegrityError

from storage import outbox
from storage.engine import Database
from storage.outbox import Post
from storage.schema import State
from tests.integration.conftest import NOON

LAST = NOON + 100


async def test_a_post_is_asked_for_once(database: Database) -> None:
    async with database.transaction() as tx:
        await outbox.add(tx, "checkin", 7, NOON, LAST)
        await outbox.add(tx, "checkin", 7, NOON + 1, LAST + 1)
        post = await outbox.by_object(tx, "checkin", 7)
        assert post == Post(1, "checkin", 7, "due", NOON, LAST, None)
        assert await outbox.by_object(tx, "reminder", 7) is None


async def test_the_claim_takes_what_is_due_earliest_first(database: Database) -> None:
    async with database.transaction() as tx:
        for number, due_at in enumerate([NOON, NOON - 5, NOON + 1, NOON - 9]):
            await outbox.add(tx, "checkin", number, due_at, LAST)
        assert [post.object_id for post in await outbox.claim(tx, NOON, 2)] == [3, 1]
        assert [post.object_id for post in await outbox.claim(tx, NOON, 2)] == [0]
        assert await outbox.claim(tx, NOON, 2) == []


async def test_a_claimed_post_says_so(database: Database) -> None:
    async with database.transaction() as tx:
        await outbox.add(tx, "checkin", 7, NOON, LAST)
        [claimed] = await outbox.claim(tx, NOON, 9)
        assert claimed.state == "claimed"
        assert await outbox.by_object(tx, "checkin", 7) == claimed


async def test_claims_made_at_once_never_share_a_post(database: Database) -> None:
    async with database.transaction() as tx:
        for number in range(60):
            await outbox.add(tx, "checkin", number, NOON, LAST)

    async def claim() -> list[int]:
        async with database.transaction() as tx:
            return [post.object_id for post in await outbox.claim(tx, NOON, 10)]

    claims = await asyncio.gather(*(claim() for _ in range(8)))
    assert all(len(claimed) <= 10 for claimed in claims)
    taken = [number for claimed in claims for number in claimed]
    assert len(taken) == len(set(taken))
    assert set(taken) | set(await claim()) == set(range(60))


async def test_a_late_post_is_missed_and_never_claimed(database: Database) -> None:
    async with database.transaction() as tx:
        await outbox.add(tx, "checkin", 7, NOON, LAST)
        assert await outbox.late(tx, LAST) == 0
        assert await outbox.claim(tx, LAST + 1, 9) == []
        assert await outbox.late(tx, LAST + 1) == 1
        assert await outbox.late(tx, LAST + 1) == 0
        post = await outbox.by_object(tx, "checkin", 7)
    assert post
    assert post.state == "missed"


async def test_a_sent_post_remembers_its_message(database: Database) -> None:
    async with database.transaction() as tx:
        await outbox.add(tx, "checkin", 7, NOON, LAST)
        [post] = await outbox.claim(tx, NOON, 9)
        await outbox.mark(tx, post.id, "sent", 2**40)
        assert await outbox.by_object(tx, "checkin", 7) == Post(
            post.id, "checkin", 7, "sent", NOON, LAST, 2**40
        )
        await outbox.mark(tx, post.id, "unknown")
        marked = await outbox.by_object(tx, "checkin", 7)
    assert marked
    assert (marked.state, marked.message_id) == ("unknown", 2**40)


async def test_a_postponed_post_is_claimed_at_its_new_time(database: Database) -> None:
    async with database.transaction() as tx:
        await outbox.add(tx, "checkin", 7, NOON, LAST)
        [post] = await outbox.claim(tx, NOON, 9)
        await outbox.postpone(tx, post.id, NOON + 5)
        assert await outbox.claim(tx, NOON + 4, 9) == []
        [again] = await outbox.claim(tx, NOON + 5, 9)
        assert (again.id, again.due_at, again.not_after) == (post.id, NOON + 5, LAST)


async def test_a_post_that_was_not_sent_is_claimed_again(database: Database) -> None:
    async with database.transaction() as tx:
        await outbox.add(tx, "checkin", 7, NOON, LAST)
        [post] = await outbox.claim(tx, NOON, 9)
        await outbox.mark(tx, post.id, "due")
        assert [each.id for each in await outbox.claim(tx, NOON, 9)] == [post.id]


async def test_only_a_claim_without_an_end_is_abandoned(database: Database) -> None:
    async with database.transaction() as tx:
        for number in range(3):
            await outbox.add(tx, "checkin", number, NOON, LAST)
        first, second = await outbox.claim(tx, NOON, 2)
        await outbox.mark(tx, second.id, "sent", 1)
        assert await outbox.abandoned(tx, NOON) == []
        assert await outbox.abandoned(tx, NOON + 1) == [first]


async def test_a_state_outside_the_list_is_refused(database: Database) -> None:
    unheard_of: State = "lost"  # type: ignore[assignment]
    async with database.transaction() as tx:
        await outbox.add(tx, "checkin", 7, NOON, LAST)
        [post] = await outbox.claim(tx, NOON, 9)
        with pytest.raises(IntegrityError):
            async with tx.savepoint():
                await outbox.mark(tx, post.id, unheard_of)
