"""Speaking queues and welcomes, on both engines (F4, F7)."""

from sqlalchemy import select

from domain.gatherings import Plan
from domain.speaking import TURN, in_order
from storage import gatherings, people, speaking, welcomes
from storage.engine import Database, Transaction
from storage.schema import speakers
from storage.schema import welcomes as welcomes_table
from tests.integration.conftest import NOON, Circle


async def call(tx: Transaction, circle: Circle) -> int:
    """A call of Ben's that stands."""
    plan = Plan("call", NOON, 720)
    await gatherings.begin(tx, circle.group, circle.ben_member, plan, None)
    draft = await gatherings.draft_of(tx, circle.ben_member)
    assert draft is not None
    await gatherings.open_up(tx, draft.id, NOON)
    return draft.id


async def member(tx: Transaction, circle: Circle, number: int) -> int:
    person = await people.remember(tx, number)
    return await people.seen(tx, circle.group, person.id, NOON)


async def test_a_turn_is_given_moves_on_and_counts(database: Database, circle: Circle) -> None:
    async with database.transaction() as tx:
        at = await call(tx, circle)
        one, other = [await member(tx, circle, number) for number in (901, 902)]
        await speaking.ask(tx, at, one, "Eli", NOON)
        await speaking.ask(tx, at, other, "Fay", NOON + 1)
        assert await speaking.to_move_on(tx, NOON + 2) == [at]
        await speaking.give_turn(tx, at, one, NOON + TURN)
        await speaking.ask(tx, at, one, "Eli", NOON)
        assert await speaking.to_move_on(tx, NOON + 2) == []
        assert await speaking.to_move_on(tx, NOON + TURN) == [at]
        waiting = in_order(await speaking.waiting(tx, at))
        assert [each.member_id for each in waiting] == [other, one]
        sealed = list((await tx.execute(select(speakers.c.name))).scalars())
        assert not [each for each in sealed if b"Eli" in each or b"Fay" in each]


async def test_who_leaves_while_speaking_is_noticed(database: Database, circle: Circle) -> None:
    async with database.transaction() as tx:
        at = await call(tx, circle)
        one, other = [await member(tx, circle, number) for number in (901, 902)]
        await speaking.ask(tx, at, one, "Eli", NOON)
        await speaking.give_turn(tx, at, one, NOON + TURN)
        await speaking.ask(tx, at, other, "Fay", NOON)
        person = await people.of_member(tx, one)
        assert person is not None
        await people.leave(tx, circle.group, person.id)
        assert await speaking.to_move_on(tx, NOON + 2) == [at]


async def test_what_was_said_goes_with_the_gathering(database: Database, circle: Circle) -> None:
    async with database.transaction() as tx:
        at = await call(tx, circle)
        await speaking.ask(tx, at, circle.ben_member, "Ben", NOON)
        await gatherings.end(tx, at, gatherings.OVER)
        assert await speaking.queue(tx, at) == []
        assert await speaking.to_move_on(tx, NOON + TURN) == []


async def test_a_welcome_is_kept_sealed_and_can_be_taken_out(
    database: Database, circle: Circle
) -> None:
    async with database.transaction() as tx:
        assert await welcomes.words_of(tx, circle.group) == ""
        await welcomes.keep(tx, circle.group, "Tea is on the left")
        await welcomes.keep(tx, circle.group, "Tea is on the right")
        assert await welcomes.words_of(tx, circle.group) == "Tea is on the right"
        sealed = (await tx.execute(select(welcomes_table.c.words))).scalar_one()
        assert b"Tea" not in sealed
        await welcomes.keep(tx, circle.group, "")
        assert await welcomes.words_of(tx, circle.group) == ""


async def test_somebody_new_is_new_while_they_are_there(database: Database, circle: Circle) -> None:
    async with database.transaction() as tx:
        later = NOON + 3 * 86_400
        assert not await welcomes.is_anybody_new(tx, circle.group, later - 60)
        person = await people.remember(tx, 903)
        await people.seen(tx, circle.group, person.id, later)
        assert await welcomes.is_anybody_new(tx, circle.group, later - 60)
        await people.leave(tx, circle.group, person.id)
        assert not await welcomes.is_anybody_new(tx, circle.group, later - 60)
