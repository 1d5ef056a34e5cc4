"""Schedules, check-ins and answers."""

import asyncio
from dataclasses import replace

import pytest

from domain.schedule import WORKDAYS, Schedule
from storage import checkins
from storage.checkins import Answer, CheckinRow, ScheduleRow
from storage.engine import Database, Transaction
from storage.errors import StorageBusy
from storage.vault import Vault
from tests.integration.conftest import HOUR, NOON, RULE, Circle

NOTHING = 999


async def test_a_schedule_comes_back_with_zone_and_language(
    database: Database, circle: Circle
) -> None:
    expected = ScheduleRow(
        id=circle.schedule,
        group_id=circle.group,
        kind="weather",
        rule=RULE,
        window=HOUR,
        topic=None,
        words={},
        next_at=NOON,
        language="en",
    )
    async with database.transaction() as tx:
        assert await checkins.schedule(tx, circle.schedule) == expected
        assert await checkins.schedules_of(tx, circle.group) == [expected]
        assert await checkins.schedule(tx, NOTHING) is None
        assert await checkins.schedules_of(tx, NOTHING) == []


async def test_a_schedule_keeps_topic_and_words(database: Database, circle: Circle) -> None:
    async with database.transaction() as tx:
        added = await checkins.add_schedule(
            tx, circle.group, kind="x", rule=RULE, window=2**40, topic=2**40, words={"fog": "Мла"}
        )
        row = await checkins.schedule(tx, added)
    assert row
    assert (row.topic, row.window, row.words) == (2**40, 2**40, {"fog": "Мла"})
    assert row.next_at is None


async def test_the_next_one_of_all_groups_is_found(database: Database, circle: Circle) -> None:
    async with database.transaction() as tx:
        await checkins.add_schedule(
            tx, circle.group, kind="x", rule=RULE, window=1, next_at=NOON + HOUR
        )
        assert await checkins.next_due(tx) == NOON
        await checkins.pause(tx, circle.schedule, "topic_closed")
        assert await checkins.next_due(tx) == NOON + HOUR
        for each in await checkins.schedules_of(tx, circle.group):
            await checkins.set_next(tx, each.id, None)
        assert await checkins.next_due(tx) is None


@pytest.mark.parametrize("weekdays", [{0}, {6}, {1, 3, 5}, set(range(7))])
async def test_a_schedule_keeps_its_weekdays(
    database: Database, circle: Circle, weekdays: set[int]
) -> None:
    rule = Schedule(frozenset(weekdays), 1439, "Europe/London")
    async with database.transaction() as tx:
        added = await checkins.add_schedule(tx, circle.group, kind="x", rule=rule, window=1)
        row = await checkins.schedule(tx, added)
    assert row
    assert row.rule == rule


async def test_the_zone_of_the_group_counts(database: Database, circle: Circle) -> None:
    elsewhere = Schedule(WORKDAYS, 0, "Europe/Kyiv")
    async with database.transaction() as tx:
        added = await checkins.add_schedule(tx, circle.group, kind="x", rule=elsewhere, window=1)
        row = await checkins.schedule(tx, added)
    assert row
    assert row.zone == row.rule.zone == "Europe/London"


async def test_due_schedules_come_earliest_first(database: Database, circle: Circle) -> None:
    async with database.transaction() as tx:
        earlier, later = [
            await checkins.add_schedule(
                tx, circle.group, kind="x", rule=RULE, window=1, next_at=time
            )
            for time in (NOON - 1, NOON + 1)
        ]
        assert [row.id for row in await checkins.due(tx, NOON, 9)] == [earlier, circle.schedule]
        assert [row.id for row in await checkins.due(tx, NOON, 1)] == [earlier]
        assert later in [row.id for row in await checkins.due(tx, NOON + 1, 9)]


async def test_a_schedule_without_a_next_time_is_never_due(
    database: Database, circle: Circle
) -> None:
    async with database.transaction() as tx:
        await checkins.set_next(tx, circle.schedule, NOON + 1)
        assert await checkins.due(tx, NOON, 9) == []
        await checkins.set_next(tx, circle.schedule, None)
        assert await checkins.due(tx, NOON + HOUR, 9) == []


async def test_a_due_schedule_is_taken_by_one_of_two(database: Database, circle: Circle) -> None:
    async def take() -> int:
        async with database.transaction() as tx:
            taken = await checkins.due(tx, NOON, 9)
            for row in taken:
                await checkins.set_next(tx, row.id, None)
            return len(taken)

    assert circle.schedule
    assert sum(await asyncio.gather(take(), take(), take())) == 1


async def test_words_are_renamed_one_by_one(database: Database, circle: Circle) -> None:
    async with database.transaction() as tx:
        before = await checkins.schedule(tx, circle.schedule)
        for key, text in [("fog", "Mist"), ("clear", "Sun"), ("fog", "Дим")]:
            await checkins.rename_word(tx, circle.schedule, key, text)
        assert before
        expected = replace(before, words={"fog": "Дим", "clear": "Sun"})
        assert await checkins.schedule(tx, circle.schedule) == expected


async def test_a_local_date_has_one_checkin(database: Database, circle: Circle) -> None:
    again = (circle.schedule, "2026-03-02", NOON + 9, NOON + HOUR)
    async with database.transaction() as tx:
        assert await checkins.open_checkin(tx, *again) is None
        found = await checkins.checkin(tx, circle.checkin)
    assert found == CheckinRow(
        circle.checkin, circle.schedule, circle.group, "2026-03-02", NOON, NOON + HOUR, closed=False
    )


async def test_a_local_date_opened_by_many_at_once_has_one_checkin(
    database: Database, circle: Circle
) -> None:
    async def open_it() -> int | None:
        async with database.transaction() as tx:
            return await checkins.open_checkin(tx, circle.schedule, "2026-03-03", NOON, NOON)

    opened = await asyncio.gather(*(open_it() for _ in range(6)))
    assert len([each for each in opened if each]) == 1


async def answer(tx: Transaction, checkin_id: int, member_id: int) -> Answer | None:
    """One member's."""
    return (await checkins.answers_of(tx, [checkin_id], [member_id])).get((checkin_id, member_id))


async def test_the_last_answer_counts(database: Database, circle: Circle) -> None:
    ana = (circle.checkin, circle.ana_member)
    async with database.transaction() as tx:
        assert await answer(tx, *ana) is None
        assert await checkins.record(tx, [(*ana, "windy"), (*ana, "foggy")])
        assert await checkins.record(tx, [(*ana, "windy"), (*ana, "clear")])
        assert await answer(tx, *ana) == Answer("clear", has_name=False)
        assert await answer(tx, circle.checkin, circle.ben_member) is None


async def test_an_answer_is_taken_back_alone(database: Database, circle: Circle) -> None:
    async with database.transaction() as tx:
        for member in (circle.ana_member, circle.ben_member):
            await checkins.record(tx, [(circle.checkin, member, "windy")])
        await checkins.take_back(tx, circle.checkin, circle.ana_member)
        assert await answer(tx, circle.checkin, circle.ana_member) is None
        assert await answer(tx, circle.checkin, circle.ben_member) == Answer(
            "windy", has_name=False
        )


async def test_a_checkin_closes_when_its_window_ends(database: Database, circle: Circle) -> None:
    async with database.transaction() as tx:
        assert await checkins.closing(tx, NOON + HOUR - 1, 10) == []
        [closing] = await checkins.closing(tx, NOON + HOUR, 10)
        assert (closing.id, closing.group_id) == (circle.checkin, circle.group)
        await checkins.close(tx, [circle.checkin])
        assert await checkins.closing(tx, NOON + HOUR, 10) == []
        closed = await checkins.checkin(tx, circle.checkin)
    assert closed
    assert closed.closed


async def test_a_closed_checkin_keeps_no_answer_and_takes_none(
    database: Database, circle: Circle
) -> None:
    ana = (circle.checkin, circle.ana_member)
    async with database.transaction() as tx:
        await checkins.record(tx, [(*ana, "windy")])
        await checkins.close(tx, [circle.checkin])
        assert await answer(tx, *ana) is None
        assert not await checkins.record(tx, [(*ana, "windy")])
        assert await answer(tx, *ana) is None


async def test_beside_a_closed_checkin_nothing_is_kept_and_it_is_said(
    database: Database, circle: Circle
) -> None:
    async with database.transaction() as tx:
        other = await checkins.open_checkin(tx, circle.schedule, "2026-03-03", NOON, NOON)
        assert other is not None
        await checkins.close(tx, [other])
        both = [(circle.checkin, circle.ana_member, "fog"), (other, circle.ana_member, "fog")]
        assert not await checkins.record(tx, both)
        assert await answer(tx, circle.checkin, circle.ana_member) is None


async def test_no_answer_slips_in_behind_the_close(
    url: str, database: Database, vault: Vault, circle: Circle
) -> None:
    """While an answer is not committed yet, `close` waits: it could not see it to erase it."""
    impatient = await Database.open(url, vault, lock_wait=0.1)
    async with database.transaction() as tx:
        await checkins.record(tx, [(circle.checkin, circle.ana_member, "windy")])
        with pytest.raises(StorageBusy):
            async with impatient.transaction() as other:
                await checkins.close(other, [circle.checkin])
    await impatient.close()


async def test_an_unknown_checkin_is_none_and_takes_no_answer(
    database: Database, circle: Circle
) -> None:
    async with database.transaction() as tx:
        assert await checkins.checkin(tx, NOTHING) is None
        assert not await checkins.record(tx, [(NOTHING, circle.ana_member, "windy")])
