"""The outbox."""

import asyncio

import pytest
from sqlalchemy.exc import IntegrityError

from domain.delivery import Fate, Lane, State
from storage import groups, outbox, people, untidy
from storage.engine import Database, Transaction
from storage.outbox import Addressee, Post, Waiting, Wanted
from tests.integration.conftest import NOON, Circle

LAST = NOON + 100
CHAT = -1001234567890


def wanted(
    circle: Circle, number: int = 7, *, due_at: int = NOON, lane: Lane = Lane.POSTS
) -> Wanted:
    """A post about an object of a group."""
    return Wanted("checkin", number, circle.group, lane, due_at, LAST)


async def claimed(tx: Transaction, number: int = 7, now: int = NOON) -> Post:
    """The post about that object, claimed."""
    post = await outbox.by_object(tx, "checkin", number)
    assert post
    taken = await outbox.claim(tx, post.id, now)
    assert taken
    return taken


async def found(tx: Transaction, number: int = 7) -> Post:
    """The post about that object as it is."""
    post = await outbox.by_object(tx, "checkin", number)
    assert post
    return post


async def test_a_post_is_asked_for_once(database: Database, circle: Circle) -> None:
    async with database.transaction() as tx:
        await outbox.ask(tx, wanted(circle))
        await outbox.ask(tx, wanted(circle, due_at=NOON + 1))
        assert await found(tx) == Post(
            1, "checkin", 7, "due", NOON, LAST, 0, None, group_id=circle.group
        )
        assert await outbox.by_object(tx, "reminder", 7) is None


async def test_what_waits_comes_by_lane_and_then_by_time(
    database: Database, circle: Circle
) -> None:
    async with database.transaction() as tx:
        for number, (due_at, lane) in enumerate(
            [(NOON, Lane.EDITS), (NOON, Lane.POSTS), (NOON - 5, Lane.POSTS), (NOON + 1, Lane.POSTS)]
        ):
            await outbox.ask(tx, wanted(circle, number, due_at=due_at, lane=lane))
        group = await groups.get(tx, circle.group)
        assert group
        assert await outbox.waiting(tx, NOON, 9) == [
            Waiting(number, group.chat_id) for number in (3, 2, 1)
        ]
        assert len(await outbox.waiting(tx, NOON, 2)) == 2
        assert await outbox.waiting(tx, NOON, 9, [group.chat_id]) == []


async def test_a_claimed_post_says_so_and_is_claimed_once(
    database: Database, circle: Circle
) -> None:
    async with database.transaction() as tx:
        await outbox.ask(tx, wanted(circle))
        post = await claimed(tx)
        assert post.state == "claimed"
        assert await outbox.claim(tx, post.id, NOON) is None
        assert await outbox.waiting(tx, NOON, 9) == []


async def test_claims_made_at_once_never_share_a_post(database: Database, circle: Circle) -> None:
    async with database.transaction() as tx:
        for number in range(20):
            await outbox.ask(tx, wanted(circle, number))
        rows = await outbox.waiting(tx, NOON, 20)

    async def claim(row: Waiting) -> Post | None:
        async with database.transaction() as tx:
            return await outbox.claim(tx, row.id, NOON)

    taken = [post.id for post in await asyncio.gather(*map(claim, rows * 3)) if post]
    assert sorted(taken) == sorted(row.id for row in rows)


async def test_a_late_post_is_missed_and_never_waits(database: Database, circle: Circle) -> None:
    async with database.transaction() as tx:
        await outbox.ask(tx, wanted(circle))
        assert await untidy.late(tx, LAST) == 0
        assert await outbox.waiting(tx, LAST + 1, 9) == []
        assert await untidy.late(tx, LAST + 1) == 1
        assert await untidy.late(tx, LAST + 1) == 0
        assert (await found(tx)).state == "missed"


async def test_a_sent_post_remembers_its_message(database: Database, circle: Circle) -> None:
    async with database.transaction() as tx:
        await outbox.ask(tx, wanted(circle))
        post = await claimed(tx)
        await outbox.settle(tx, post.id, Fate("sent", message_id=2**40), -1001)
        assert await found(tx) == Post(
            post.id, "checkin", 7, "sent", NOON, LAST, 0, 2**40, group_id=circle.group
        )


async def test_a_post_to_be_tried_again_waits_for_its_new_time(
    database: Database, circle: Circle
) -> None:
    async with database.transaction() as tx:
        await outbox.ask(tx, wanted(circle))
        post = await claimed(tx)
        await outbox.settle(tx, post.id, Fate("due", NOON + 5, doubted=True))
        assert await outbox.waiting(tx, NOON + 4, 9) == []
        assert await outbox.claim(tx, post.id, NOON + 4) is None
        again = await claimed(tx, now=NOON + 5)
        assert (again.due_at, again.not_after, again.doubts) == (NOON + 5, LAST, 1)


async def test_taps_prove_several_posts_at_once(database: Database, circle: Circle) -> None:
    async with database.transaction() as tx:
        for number in (7, 8):
            await outbox.ask(tx, wanted(circle, number))
            post = await claimed(tx, number)
            await outbox.settle(tx, post.id, Fate("unknown", doubted=True))
        places = {7: (-1001, 70), 8: (-1001, 80), 9: (-1001, 90)}
        await outbox.prove_all(tx, "checkin", places)
        proven = [await found(tx, number) for number in (7, 8)]
    assert [(each.state, each.message_id) for each in proven] == [("sent", 70), ("sent", 80)]


async def test_a_tap_proves_a_post_whose_fate_was_unknown(
    database: Database, circle: Circle
) -> None:
    async with database.transaction() as tx:
        await outbox.ask(tx, wanted(circle))
        await outbox.prove(tx, "checkin", 7, (-1001, 5))
        assert (await found(tx)).state == "due"
        post = await claimed(tx)
        await outbox.prove(tx, "checkin", 7, (-1001, 5))
        # Its sender hears of a time-out only now: what is proven stays so.
        await outbox.settle(tx, post.id, Fate("unknown", doubted=True))
        assert ((await found(tx)).state, (await found(tx)).message_id) == ("sent", 5)


async def test_of_an_edit_the_latest_wins_even_while_one_is_under_way(
    database: Database, circle: Circle
) -> None:
    async with database.transaction() as tx:
        await outbox.renew(tx, wanted(circle))
        post = await claimed(tx)
        await outbox.renew(tx, wanted(circle, due_at=NOON + 1))
        await outbox.settle(tx, post.id, Fate("sent"))
        again = await found(tx)
        assert (again.id, again.state, again.due_at) == (post.id, "due", NOON + 1)


async def test_only_a_claim_without_an_end_is_abandoned(database: Database, circle: Circle) -> None:
    async with database.transaction() as tx:
        for number in range(3):
            await outbox.ask(tx, wanted(circle, number))
        first, second = await claimed(tx, 0), await claimed(tx, 1)
        await outbox.settle(tx, second.id, Fate("sent", message_id=1), -1001)
        assert await untidy.abandoned(tx, NOON) == []
        assert await untidy.abandoned(tx, NOON + 1) == [first]


async def test_a_state_outside_the_list_is_refused(database: Database, circle: Circle) -> None:
    unheard_of: State = "lost"  # type: ignore[assignment]
    async with database.transaction() as tx:
        await outbox.ask(tx, wanted(circle))
        post = await claimed(tx)
        with pytest.raises(IntegrityError):
            async with tx.savepoint():
                await outbox.settle(tx, post.id, Fate(unheard_of))


def letter(circle: Circle, person_id: int, number: int = 7) -> Wanted:
    """A letter to one person, about an object."""
    return Wanted("pair", number, circle.group, Lane.PRIVATE, NOON, LAST, person_id)


def receipt(tx: Transaction, telegram_id: int) -> Wanted:
    """A letter to somebody Kith does not know any more."""
    to = outbox.seal(tx, telegram_id)
    return Wanted("erased", 9, None, Lane.PRIVATE, NOON, LAST, sealed_to=to)


async def test_a_letter_goes_to_its_person_and_not_to_the_group(
    database: Database, circle: Circle
) -> None:
    async with database.transaction() as tx:
        await outbox.ask(tx, letter(circle, circle.ana))
        [waiting] = await outbox.waiting(tx, NOON, 9)
        assert waiting.chat_id == 501
        assert await outbox.waiting(tx, NOON, 9, [501]) == []
        assert await outbox.waiting(tx, NOON, 9, [-1001, 502]) == [waiting]
        post = await outbox.claim(tx, waiting.id, NOON)
        assert post
        assert post.is_letter
        assert await outbox.addressee(tx, post) is None, "she has not pressed Start"
        await people.set_reachable(tx, circle.ana, reachable=True)
        assert await outbox.addressee(tx, post) == Addressee(501, circle.ana)


async def test_about_one_object_each_person_has_one_letter(
    database: Database, circle: Circle
) -> None:
    async with database.transaction() as tx:
        for person in (circle.ana, circle.ben, circle.ana):
            await outbox.ask(tx, letter(circle, person))
            await outbox.renew(tx, letter(circle, person))
        await outbox.ask(tx, wanted(circle))
        assert len(await outbox.waiting(tx, NOON, 9)) == 3
        for person in (circle.ana, circle.ben):
            post = await outbox.by_object(tx, "pair", 7, person)
            assert post
            assert post.person_id == person
            assert await outbox.claim(tx, post.id, NOON)
        await outbox.prove(tx, "pair", 7, (502, 31), circle.ben)
        of_ana = await outbox.by_object(tx, "pair", 7, circle.ana)
        of_ben = await outbox.by_object(tx, "pair", 7, circle.ben)
        assert of_ana
        assert of_ana.state == "claimed"
        assert of_ben
        assert (of_ben.state, of_ben.message_id) == ("sent", 31)


async def test_a_receipt_knows_where_it_goes_until_it_has_gone(
    database: Database, circle: Circle
) -> None:
    async with database.transaction() as tx:
        await outbox.ask(tx, receipt(tx, 777))
        [waiting] = await outbox.waiting(tx, NOON, 9)
        assert waiting.chat_id == 777
        assert await outbox.waiting(tx, NOON, 9, [777]) == []
        post = await outbox.claim(tx, waiting.id, NOON)
        assert post
        assert post.is_letter
        assert await outbox.addressee(tx, post) == Addressee(777, None)
        await outbox.settle(tx, post.id, Fate("due", NOON, doubted=True))
        await untidy.forget_receipts(tx)
        assert await outbox.by_object(tx, "erased", 9)
        assert await outbox.claim(tx, post.id, NOON)
        await outbox.settle(tx, post.id, Fate("sent", message_id=4))
        await untidy.forget_receipts(tx)
        assert await outbox.by_object(tx, "erased", 9) is None


async def test_letters_go_with_their_person_and_keep_their_message_when_the_group_moves(
    database: Database, circle: Circle
) -> None:
    async with database.transaction() as tx:
        await outbox.ask(tx, letter(circle, circle.ana))
        post = await outbox.by_object(tx, "pair", 7, circle.ana)
        assert post
        assert await outbox.claim(tx, post.id, NOON)
        await outbox.settle(tx, post.id, Fate("sent", message_id=5))
        await groups.migrate(tx, -1001, -1002)
        moved = await outbox.by_object(tx, "pair", 7, circle.ana)
        assert moved
        assert moved.message_id == 5
        await people.set_reachable(tx, circle.ana, reachable=False)
        await people.leave(tx, circle.group, circle.ana)
        await people.forget_strangers(tx)
        assert await outbox.by_object(tx, "pair", 7, circle.ana) is None
