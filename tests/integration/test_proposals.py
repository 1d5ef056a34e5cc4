"""Drafts, proposals, agreements and the dial at rest, on both engines."""

import asyncio

from domain.changes import GROUP, STEWARDS, TWO, Change
from domain.proposals import LIVE, OBJECT
from storage import agreement, groups, people, proposals, steering
from storage.engine import Database, Transaction
from storage.proposals import Draft
from tests.integration.conftest import NOON, Circle

DIAL = Change("steering", None, GROUP)
DAY = 86_400


async def shown(tx: Transaction, circle: Circle, change: Change = DIAL) -> Draft:
    await proposals.draft(
        tx, circle.group, circle.ana_member, change, before=STEWARDS, way=GROUP, now=NOON
    )
    found = await proposals.draft_of(tx, circle.ana_member)
    assert found is not None
    return found


async def proposed(tx: Transaction, circle: Circle, ends_at: int = NOON + DAY) -> int:
    draft = await shown(tx, circle)
    return await proposals.propose(tx, draft, needed=2, now=NOON, ends_at=ends_at)


async def test_of_two_drafts_the_newer_one_is_kept(database: Database, circle: Circle) -> None:
    async with database.transaction() as tx:
        first = await shown(tx, circle)
        second = await shown(tx, circle, Change("line", None, "Call us: 1234"))
        assert second.id != first.id
        assert second.change.value == "Call us: 1234"
        await proposals.forget_drafts_before(tx, NOON)
        assert await proposals.draft_of(tx, circle.ana_member) is None


async def test_a_proposal_takes_its_draft_along_and_is_due_at_its_end(
    database: Database, circle: Circle
) -> None:
    async with database.transaction() as tx:
        proposal_id = await proposed(tx, circle)
        assert await proposals.draft_of(tx, circle.ana_member) is None
        found = await proposals.get(tx, proposal_id)
        assert found is not None
        assert (found.change, found.before, found.state) == (DIAL, STEWARDS, "open")
        assert await proposals.standing_of(tx, circle.ana_member) == found
        assert await proposals.due(tx, NOON + DAY - 1) == []
        assert await proposals.due(tx, NOON + DAY) == [proposal_id]
        await groups.suspend(tx, circle.group, NOON)
        assert await proposals.due(tx, NOON + DAY) == []
        await groups.resume(tx, circle.group)
        await proposals.note(tx, proposal_id, state="rested")
        assert await proposals.due(tx, NOON + DAY) == []
        assert await proposals.standing_of(tx, circle.ana_member) is None


async def test_the_last_word_counts_and_goes_with_its_member(
    database: Database, circle: Circle
) -> None:
    async with database.transaction() as tx:
        proposal_id = await proposed(tx, circle)
        for answer in (OBJECT, LIVE):
            await proposals.say(tx, proposal_id, circle.ben_member, answer)
        assert await proposals.said(tx, proposal_id, circle.ben_member) == LIVE
        assert await proposals.answers(tx, proposal_id) == {LIVE: 1}
        await people.leave(tx, circle.group, circle.ben)
        assert await proposals.answers(tx, proposal_id) == {}
        await people.leave(tx, circle.group, circle.ana)
        found = await proposals.get(tx, proposal_id)
        assert found is not None
        assert found.member_id is None


async def test_those_that_end_first_come_first(database: Database, circle: Circle) -> None:
    async with database.transaction() as tx:
        late = await proposed(tx, circle, NOON + 2 * DAY)
        soon = await proposed(tx, circle, NOON + DAY)
        also = await proposed(tx, circle, NOON + DAY)
        found = await proposals.due(tx, NOON + 3 * DAY)
        assert found == [soon, also, late]


async def test_versions_of_an_agreement(database: Database, circle: Circle) -> None:
    async with database.transaction() as tx:
        assert (await agreement.newest(tx, circle.group)).number == 0
        for words in ("one", "one\ntwo"):
            await agreement.add(tx, circle.group, words, NOON)
        newest = await agreement.newest(tx, circle.group)
        assert (newest.number, newest.words, newest.since) == (2, "one\ntwo", NOON)
        assert (await agreement.version(tx, circle.group, 1)).words == "one"
        assert await agreement.went_along(tx, circle.ana_member) == 0
        for number in (1, 2):
            await agreement.go_along(tx, circle.ana_member, number)
        assert await agreement.went_along(tx, circle.ana_member) == 2


async def test_the_dial_and_the_day_of_the_review(database: Database, circle: Circle) -> None:
    async with database.transaction() as tx:
        assert await steering.way(tx, circle.group) == STEWARDS
        await steering.set_review(tx, circle.group, "2027-03-01", NOON + DAY)
        assert await steering.way(tx, circle.group) == STEWARDS
        await steering.set_way(tx, circle.group, TWO)
        assert await steering.way(tx, circle.group) == TWO
        assert await steering.review_on(tx, circle.group) == "2027-03-01"
        assert await steering.reviews_due(tx, NOON) == []
        assert await steering.reviews_due(tx, NOON + DAY) == [circle.group]
        assert await steering.reviews_due(tx, NOON + DAY) == []
        assert await steering.review_on(tx, circle.group) is None


async def test_two_who_decide_about_a_group_wait_for_each_other(
    database: Database, circle: Circle
) -> None:
    """The look at the ground and the change are one: nobody else changes it between them."""
    seen: list[str] = []

    async def decides(way: str) -> None:
        async with database.transaction() as tx:
            await groups.lock(tx, circle.group)
            before = await steering.way(tx, circle.group)
            await asyncio.sleep(0.05)
            if before == STEWARDS:
                await steering.set_way(tx, circle.group, way)
                seen.append(way)

    await asyncio.gather(decides(TWO), decides(GROUP))
    assert len(seen) == 1
