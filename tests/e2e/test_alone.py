"""Where something fails for one group, the others go on, and so does Kith (I11).

Belongs here: a row that breaks what reads it, and what the other group sees. May not enter: faults
of Telegram (test_delivery) or of the storage (test_turn).
"""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from sqlalchemy import update
from structlog.testing import capture_logs

from handlers.ticks import TICKS, Chore
from storage import checkins
from storage.engine import Transaction
from storage.looks import Looks
from storage.schema import schedules
from tests.e2e.scene import Person, Scene

WEATHER = "How is the weather"


@pytest.fixture
async def other(scene: Scene, ben: Person) -> int:
    """A second circle, whose check-in is due in the same minute."""
    return await scene.group("Thursday circle", [ben], [])


async def test_a_post_that_cannot_be_written_is_visible_and_keeps_nobody_else_waiting(
    scene: Scene, dee: Person, ben: Person, other: int
) -> None:
    async with scene.kith.database.transaction() as tx:
        broken = update(schedules).where(schedules.c.id == 1)
        await tx.execute(broken.values(words=b"\x01 not what was sealed"))
    with capture_logs() as logs:
        await scene.passes(minutes=6)
    assert "delivery.not_rendered" in [each["event"] for each in logs]
    await ben.sees(WEATHER, at=other)
    await dee.sees_nothing_of(WEATHER)
    async with scene.kith.database.transaction() as tx:
        await tx.execute(update(schedules).values(words=None))
    await dee.says("/checkins", ephemeral=True)
    await dee.sees("may not have appeared")


async def breaks_for_the_first(tx: Transaction, schedule_id: int, *rest: Any) -> None:
    """A mistake that shows in one group only."""
    if schedule_id == 1:
        raise ValueError("a mistake")
    await NOTE_NEXT(tx, schedule_id, *rest)


NOTE_NEXT = checkins.set_next


async def test_a_check_in_that_cannot_be_opened_keeps_no_other_from_opening(
    scene: Scene, ben: Person, other: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.checkins.set_next", breaks_for_the_first)
    with capture_logs() as logs:
        await scene.passes(minutes=6)
    assert "tick.failed" in [each["event"] for each in logs]
    await ben.sees(WEATHER, at=other)
    await ben.sees_nothing_of(WEATHER)


async def test_without_a_savepoint_for_each_the_other_group_would_wait_in_vain(
    scene: Scene, ben: Person, other: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def all_or_none(
        tx: Transaction, rows: Sequence[Any], act: Callable[..., Any], now: int
    ) -> int:
        return len([await act(tx, row, now) for row in rows])

    monkeypatch.setattr("storage.checkins.set_next", breaks_for_the_first)
    monkeypatch.setattr("handlers.checkins.rounds.for_each", all_or_none)
    await scene.passes(minutes=6)
    await ben.sees_nothing_of(WEATHER, at=other)


async def test_a_feature_that_fails_as_time_passes_keeps_no_other_from_its_work(
    scene: Scene, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_: object) -> int:
        raise ValueError("a mistake")

    chores = (Chore(fails, TICKS[1].looks), *TICKS)
    monkeypatch.setattr("bot.intake.tick.TICKS", chores)
    monkeypatch.setattr("bot.intake.tick.looks", lambda: Looks([each.looks for each in chores]))
    await scene.passes(minutes=6)
    await ana.sees(WEATHER)
