"""Pairs at rest: the database backs each rule, on both engines (I5, I6, P4, P9, P31)."""

import asyncio
import secrets
from collections.abc import Sequence

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from domain.pairs.asking import Draft
from storage import export, groups, people
from storage.engine import Database, Transaction
from storage.pairs import apart, meetings, reports, requests, standing
from storage.pairs.meetings import Guest
from storage.pairs.standing import Member
from storage.schema import pair_apart, pair_offers, pair_seats
from storage.vault import Vault
from tests.integration.conftest import HOUR, NOON, Circle

DAY = 86_400


async def member(tx: Transaction, group_id: int, person_id: int) -> Member:
    """The person as a member of the group."""
    found = await standing.member(tx, group_id, person_id)
    assert found
    return found


async def newcomer(tx: Transaction, group_id: int, telegram_id: int) -> Member:
    """Somebody else in the group."""
    person = await people.remember(tx, telegram_id)
    await people.seen(tx, group_id, person.id, NOON)
    return await member(tx, group_id, person.id)


async def asked(tx: Transaction, circle: Circle, member_id: int) -> int:
    """A request of a member, with a line until an hour from NOON."""
    return await requests.add(
        tx, circle.group, member_id, wish=Draft(), asked_at=NOON, ends_at=NOON + HOUR
    )


async def paired(tx: Transaction, circle: Circle, there: Sequence[Member]) -> meetings.Pair:
    """A pair of these members."""
    pair_id = await meetings.begin(
        tx,
        circle.group,
        [Guest(each, f"Name{each.telegram_id}") for each in there],
        wish=Draft(),
        question="day",
        begun_at=NOON,
        ends_at=NOON + DAY,
    )
    pair = await meetings.get(tx, pair_id)
    assert pair
    return pair


async def both(tx: Transaction, circle: Circle) -> list[Member]:
    """Ana and Ben."""
    return [await member(tx, circle.group, each) for each in (circle.ana, circle.ben)]


async def test_one_live_pair_a_member(database: Database, circle: Circle) -> None:
    async with database.transaction() as tx:
        ana, ben = await both(tx, circle)
        chi = await newcomer(tx, circle.group, 503)
        pair = await paired(tx, circle, [ana, ben])
        assert (await member(tx, circle.group, circle.ana)).standing.is_paired
        with pytest.raises(IntegrityError):
            async with tx.savepoint():
                await paired(tx, circle, [chi, ana])
        await meetings.end(tx, pair, NOON + 1)
        await paired(tx, circle, [chi, ana])


async def test_one_standing_line_a_member_until_it_is_over(
    database: Database, circle: Circle
) -> None:
    async with database.transaction() as tx:
        request = await requests.get(tx, await asked(tx, circle, circle.ana_member))
        assert request
        await requests.move(tx, request, "stopped")
        with pytest.raises(IntegrityError):
            async with tx.savepoint():
                await asked(tx, circle, circle.ana_member)
        assert await requests.ending(tx, NOON) == []
        [stopped] = await requests.ending(tx, NOON + HOUR)
        await requests.move(tx, stopped, "ended")
        await asked(tx, circle, circle.ana_member)


async def test_one_offer_at_a_time_is_shown(database: Database, circle: Circle) -> None:
    async with database.transaction() as tx:
        chi = await newcomer(tx, circle.group, 503)
        request_id = await asked(tx, circle, circle.ana_member)
        for each in (circle.ben_member, chi.id):
            await requests.offer(tx, request_id, each, "Name")
        first, second = (await requests.offers_to(tx, [request_id]))[request_id]
        await requests.move_offer(tx, first, "shown")
        with pytest.raises(IntegrityError):
            async with tx.savepoint():
                await requests.move_offer(tx, second, "shown")


async def test_a_line_outlives_its_asker_and_an_offer_does_not_outlive_its_maker(
    database: Database, circle: Circle
) -> None:
    async with database.transaction() as tx:
        request_id = await asked(tx, circle, circle.ana_member)
        await requests.offer(tx, request_id, circle.ben_member, "Ben")
        await people.leave(tx, circle.group, circle.ana)
        await people.leave(tx, circle.group, circle.ben)
        left = await requests.get(tx, request_id)
        assert left
        assert left.member_id is None
        assert (await requests.offers_to(tx, [request_id]))[request_id] == []


async def test_names_go_with_the_request_and_with_the_pair(
    database: Database, circle: Circle
) -> None:
    async with database.transaction() as tx:
        request_id = await asked(tx, circle, circle.ana_member)
        await requests.offer(tx, request_id, circle.ben_member, "Ben")
        await requests.forget_offers(tx, [request_id])
        assert (await tx.execute(select(func.count()).select_from(pair_offers))).scalar() == 0
        pair = await paired(tx, circle, await both(tx, circle))
        assert [seat.name for seat in await meetings.seats(tx, pair.id)] == ["Name501", "Name502"]
        await meetings.end(tx, pair, NOON)
        names = (await tx.execute(select(pair_seats.c.name))).scalars()
        assert set(names) == {None}


async def test_two_are_stored_in_one_order_and_each_undoes_their_own(
    database: Database, circle: Circle
) -> None:
    async with database.transaction() as tx:
        mine, theirs = apart.tie(tx, 501, 502), apart.tie(tx, 502, 501)
        assert mine.mark == theirs.mark
        await apart.keep(tx, mine)
        await apart.keep(tx, theirs)
        await apart.keep(tx, mine)
        assert (await tx.execute(select(func.count()).select_from(pair_apart))).scalar() == 1
        assert await apart.any_of(tx, [503, 502, 501])
        assert not await apart.any_of(tx, [503, 502, 504])
        await apart.undo(tx, mine)
        assert await apart.any_of(tx, [501, 502])
        assert (await apart.wants(tx, mine), await apart.wants(tx, theirs)) == (False, True)
        await apart.undo(tx, theirs)
        assert not await apart.any_of(tx, [501, 502])
        assert (await tx.execute(select(func.count()).select_from(pair_apart))).scalar() == 0


async def test_being_kept_apart_survives_the_erasure_of_one_side(
    database: Database, circle: Circle
) -> None:
    async with database.transaction() as tx:
        pair = await paired(tx, circle, await both(tx, circle))
        mine, _ = await meetings.seats(tx, pair.id)
        await people.leave(tx, circle.group, circle.ben)
        await people.forget_strangers(tx)
        [tie] = await meetings.ties(tx, mine)
        await apart.keep(tx, tie)
        assert await people.find(tx, 502) is None
        assert await apart.any_of(tx, [502, 501])


async def test_a_pair_ends_when_somebody_of_it_is_gone(database: Database, circle: Circle) -> None:
    async with database.transaction() as tx:
        for each in (circle.ana, circle.ben):
            await people.set_reachable(tx, each, reachable=True)
        pair = await paired(tx, circle, await both(tx, circle))
        assert await meetings.to_end(tx, NOON) == []
        assert await meetings.to_end(tx, NOON + DAY) == [pair]
        await apart.keep(tx, apart.tie(tx, 502, 501))
        assert await meetings.to_end(tx, NOON) == [pair]
        await apart.undo(tx, apart.tie(tx, 502, 501))
        await people.set_reachable(tx, circle.ben, reachable=False)
        assert await meetings.to_end(tx, NOON) == [pair]
        await people.set_reachable(tx, circle.ben, reachable=True)
        assert await meetings.to_end(tx, NOON) == []
        await people.leave(tx, circle.group, circle.ben)
        assert await meetings.to_end(tx, NOON) == [pair]


async def test_reports_count_people_and_not_reports(database: Database, circle: Circle) -> None:
    async with database.transaction() as tx:
        chi = await newcomer(tx, circle.group, 503)
        ana, ben = await both(tx, circle)
        for _ in range(2):
            pair = await paired(tx, circle, [ana, ben])
            await reports.add(tx, ben.id, ana.id, pair.id, NOON)
            await reports.add(tx, ben.id, ana.id, pair.id, NOON)
            await meetings.end(tx, pair, NOON)
        assert not await reports.is_repeated(tx, ben.id, ana.id, NOON - 1)
        assert await reports.is_repeated(tx, ben.id, chi.id, NOON - 1)
        assert not await reports.is_repeated(tx, ben.id, chi.id, NOON)
        await reports.forget_before(tx, NOON + 1)
        assert not await reports.is_repeated(tx, ben.id, chi.id, NOON - 1)


async def test_words_to_a_steward_are_kept_for_as_long_as_they_need(
    database: Database, circle: Circle
) -> None:
    async with database.transaction() as tx:
        number = await reports.write(
            tx,
            circle.group,
            by_id=circle.ana,
            to_id=circle.ben,
            about_id=None,
            words="It was hard.",
            name="Ana",
            at=NOON,
        )
        kept = await reports.concern(tx, number)
        assert kept
        assert (kept.words, kept.name) == ("It was hard.", "Ana")
        await reports.forget_concerns_before(tx, NOON + 1)
        assert await reports.concern(tx, number) is None


async def test_a_member_is_first_seen_once(database: Database, circle: Circle) -> None:
    async with database.transaction() as tx:
        await people.seen(tx, circle.group, circle.ana, NOON + DAY)
        ana = await member(tx, circle.group, circle.ana)
        assert ana.standing.since == NOON
        assert await groups.get(tx, circle.group)


@pytest.mark.parametrize("url", ["postgres"], indirect=True)
async def test_a_yes_and_a_block_at_once_wait_for_each_other(
    database: Database, circle: Circle
) -> None:
    """Whoever holds the two people decides first; the other sees what was decided (I6)."""
    held, done = asyncio.Event(), asyncio.Event()

    async def say_yes() -> bool:
        async with database.transaction() as tx:
            await standing.lock(tx, [circle.ana, circle.ben])
            held.set()
            await asyncio.sleep(0.05)
            assert not done.is_set()
            return await apart.any_of(tx, [501, 502])

    async def block() -> None:
        await held.wait()
        async with database.transaction() as tx:
            await standing.lock(tx, [circle.ben, circle.ana])
            await apart.keep(tx, apart.tie(tx, 501, 502))
            done.set()

    kept, _ = await asyncio.gather(say_yes(), block())
    assert not kept
    async with database.transaction() as tx:
        assert await apart.any_of(tx, [501, 502])


async def test_a_copy_of_ones_own_tells_nothing_of_what_others_answered_or_said(
    database: Database, circle: Circle
) -> None:
    """Else it would tell a no from silence, and who has written to a steward (P25, P28)."""
    async with database.transaction() as tx:
        ana, ben = await both(tx, circle)
        request_id = await asked(tx, circle, ana.id)
        await requests.offer(tx, request_id, ben.id, "Ben")
        pair = await paired(tx, circle, [ana, ben])
        await reports.add(tx, ben.id, ana.id, pair.id, NOON)
        words = {"words": "It was hard.", "name": "Ana", "at": NOON}
        ids = {"by_id": ana.person_id, "to_id": ben.person_id, "about_id": ben.id}
        await reports.write(tx, circle.group, **ids, **words)  # type: ignore[arg-type]
        of_ben = await export.of(tx, await known(tx, circle.ben))
        of_ana = await export.of(tx, await known(tx, circle.ana))
    assert [row.keys() & {"state"} for row in of_ben["pair_offers"]] == [set()]
    assert (of_ben["pair_reports"], of_ben["pair_concerns"]) == ([], [])
    assert len(of_ana["pair_reports"]) == 1
    assert [row["words"] for row in of_ana["pair_concerns"]] == ["It was hard."]


async def known(tx: Transaction, person_id: int) -> people.Person:
    """Somebody Kith has met."""
    person = await people.get(tx, person_id)
    assert person
    return person


async def test_being_kept_apart_survives_a_new_key(
    database: Database, circle: Circle, vault: Vault
) -> None:
    async with database.transaction() as tx:
        await apart.keep(tx, apart.tie(tx, 501, 502))
    database._vault = Vault(secrets.token_bytes(32), [vault._master])
    async with database.transaction() as tx:
        assert await apart.any_of(tx, [501, 502])
        await apart.undo(tx, apart.tie(tx, 501, 502))
        assert not await apart.any_of(tx, [501, 502])
