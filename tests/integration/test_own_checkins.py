"""Members' own check-ins at rest, and what they keep of their answers (C2)."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from domain import own_checkins as rules
from domain.preferences import Preferences
from domain.schedule import Schedule, local_date
from storage import own_checkins, people, preferences, retention
from storage.engine import Database, Transaction
from storage.own_checkins import OwnCheckin
from storage.schema import own_rounds
from tests.integration.conftest import NOON, Circle

DAY = 86_400
LINE = "Ein Wort für mich."
RULE = Schedule(frozenset({1, 3}), 18 * 60, "UTC", every=2, begins=date(2026, 11, 23))


async def begun(tx: Transaction, person_id: int, kept_days: int = 0) -> OwnCheckin:
    """Somebody's own check-in, due at noon."""
    await people.set_reachable(tx, person_id, reachable=True)
    await own_checkins.save(tx, person_id, kind="question", prompts="mixed", rule=RULE)
    await own_checkins.keep_for(tx, person_id, kept_days)
    await own_checkins.set_next(tx, person_id, NOON)
    own = await own_checkins.get(tx, person_id)
    assert own
    return own


async def asked(tx: Transaction, own: OwnCheckin, due_at: int = NOON) -> int | None:
    """One of it, on that day."""
    day = local_date(due_at, "UTC").isoformat()
    return await own_checkins.open_round(
        tx, own, local_date=day, due_at=due_at, closes_at=due_at + DAY, prompt="moving.1"
    )


async def test_it_comes_back_in_the_members_zone_and_quiet_hours(
    database: Database, circle: Circle
) -> None:
    async with database.transaction() as tx:
        await preferences.choose(tx, circle.ana, zone="Asia/Tokyo", quiet_from=1320, quiet_to=480)
        own = await begun(tx, circle.ana, kept_days=30)
        assert await own_checkins.get(tx, circle.ben) is None
    assert own.rule == replace(RULE, zone="Asia/Tokyo", quiet=(1320, 480))
    assert own.chosen == Preferences(zone="Asia/Tokyo", quiet_from=1320, quiet_to=480)
    assert (own.next_at, own.rests, own.kept_days, own.waiting) == (NOON, False, 30, ())


async def test_saving_again_keeps_a_pause_and_how_long_answers_are_kept(
    database: Database, circle: Circle
) -> None:
    async with database.transaction() as tx:
        await begun(tx, circle.ana, kept_days=7)
        await own_checkins.pause(tx, circle.ana, rests=False, not_before=date(2026, 12, 1))
        await own_checkins.set_waiting(tx, circle.ana, ["moving.2", "moving.3"])
        await own_checkins.save(tx, circle.ana, kind="weather", prompts="moving", rule=RULE)
        own = await own_checkins.get(tx, circle.ana)
    assert own
    assert (own.kind, own.prompts, own.kept_days) == ("weather", "moving", 7)
    assert own.rule.not_before == date(2026, 12, 1)
    assert own.waiting == ("moving.2", "moving.3")


async def test_due_are_those_whose_time_has_come_and_whom_kith_can_reach(
    database: Database, circle: Circle
) -> None:
    async with database.transaction() as tx:
        await begun(tx, circle.ana)
        await begun(tx, circle.ben)
        await people.set_reachable(tx, circle.ben, reachable=False)
        assert await own_checkins.due(tx, NOON - 1, 9) == []
        assert [own.person_id for own in await own_checkins.due(tx, NOON, 9)] == [circle.ana]


async def test_a_date_has_one(database: Database, circle: Circle) -> None:
    async with database.transaction() as tx:
        own = await begun(tx, circle.ana)
        assert await asked(tx, own) is not None
        assert await asked(tx, own) is None
        assert await asked(tx, own, NOON + DAY) is not None
        assert await asked(tx, await begun(tx, circle.ben)) is not None


async def test_answers_rest_sealed_and_the_last_one_counts(
    database: Database, circle: Circle
) -> None:
    async with database.transaction() as tx:
        own = await begun(tx, circle.ana, kept_days=30)
        round_id = await asked(tx, own)
        assert round_id
        await own_checkins.answer(tx, round_id, 30, word="windy")
        await own_checkins.answer(tx, round_id, 30, words=LINE)
        [kept] = await own_checkins.history(tx, circle.ana)
        [row] = (await tx.execute(select(own_rounds))).mappings()
        assert await own_checkins.history(tx, circle.ben) == []
        await own_checkins.take_back(tx, round_id)
        assert await own_checkins.history(tx, circle.ana) == []
    assert (kept.word, kept.words) == (None, LINE)
    assert LINE.encode() not in row["words"]
    assert row["until"] == NOON + 30 * DAY


async def left(tx: Transaction, now: int) -> int:
    """How many are known after the upkeep of that time."""
    await retention.enforce(tx, now)
    return len((await tx.execute(select(own_rounds.c.id))).all())


async def test_an_answer_goes_after_its_days_and_what_was_not_answered_after_three(
    database: Database, circle: Circle
) -> None:
    async with database.transaction() as tx:
        own = await begun(tx, circle.ana, kept_days=7)
        answered = await asked(tx, own)
        assert answered
        await own_checkins.answer(tx, answered, 7, word="here")
        await asked(tx, own, NOON + DAY)
        assert await left(tx, NOON + 4 * DAY - 1) == 2
        assert await left(tx, NOON + 4 * DAY) == 1
        assert await left(tx, NOON + 7 * DAY - 1) == 1
        assert await left(tx, NOON + 7 * DAY) == 0


async def test_without_the_three_days_it_would_tell_who_did_not_answer(
    database: Database, circle: Circle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The switch: what was not answered is known as long as an answer would be."""
    monkeypatch.setattr(rules, "_LEAST_DAYS", 365)
    async with database.transaction() as tx:
        await asked(tx, await begun(tx, circle.ana, kept_days=7))
        assert await left(tx, NOON + 4 * DAY) == 1


async def test_another_time_counts_for_what_is_there_and_none_erases_it(
    database: Database, circle: Circle
) -> None:
    async with database.transaction() as tx:
        own = await begun(tx, circle.ana, kept_days=7)
        round_id = await asked(tx, own)
        assert round_id
        await own_checkins.answer(tx, round_id, 7, word="still")
        await own_checkins.keep_for(tx, circle.ana, 90)
        assert await left(tx, NOON + 8 * DAY) == 1
        await own_checkins.keep_for(tx, circle.ana, 0)
        assert await own_checkins.history(tx, circle.ana) == []
        assert await left(tx, NOON + 8 * DAY) == 0


async def test_removing_it_takes_every_answer(database: Database, circle: Circle) -> None:
    async with database.transaction() as tx:
        for person_id in (circle.ana, circle.ben):
            round_id = await asked(tx, await begun(tx, person_id, kept_days=7))
            assert round_id
            await own_checkins.answer(tx, round_id, 7, word="still")
        await own_checkins.remove(tx, circle.ana)
        assert await own_checkins.get(tx, circle.ana) is None
        assert await own_checkins.history(tx, circle.ana) == []
        assert len(await own_checkins.history(tx, circle.ben)) == 1
