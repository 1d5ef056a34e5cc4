"""One replica at a time decides what time brings (PostgreSQL alone, decision 0152)."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import func, select, text

from bot.intake.tick import Tick
from domain.schedule import WORKDAYS, Schedule
from storage import checkins, groups
from storage.connect import IDLE
from storage.engine import Database
from storage.looks import alone
from storage.schema import checkins as table
from storage.vault import Vault
from tests import templates
from tests.integration.conftest import HOUR, NOON


@pytest.fixture
async def both(postgres_url: str, vault: Vault) -> AsyncIterator[tuple[Database, Database]]:
    """One database with a schedule that is due, opened by two programs."""
    await templates.begin(postgres_url)
    one, other = [await Database.open(postgres_url, vault, lock_wait=10) for _ in range(2)]
    rule = Schedule(WORKDAYS, NOON % 86_400 // 60, "UTC")
    async with one.transaction() as tx:
        group = await groups.add(tx, -1001, "UTC", "en", agreed_at=NOON - 1)
        at = NOON // 60 * 60
        await checkins.add_schedule(
            tx, group.id, kind="weather", rule=rule, window=HOUR, next_at=at
        )
    yield one, other
    await one.close()
    await other.close()


async def opened(database: Database) -> int:
    """How many check-ins there are."""
    async with database.transaction() as tx:
        return int((await tx.execute(select(func.count()).select_from(table))).scalar_one())


async def test_while_one_decides_the_other_does_not(both: tuple[Database, Database]) -> None:
    one, other = both
    async with one.transaction() as tx:
        assert await alone(tx)
        await Tick(other, lambda: NOON).run()
        assert await opened(other) == 0
    await Tick(other, lambda: NOON).run()
    assert await opened(other) == 1


async def test_without_the_lock_both_decide(
    both: tuple[Database, Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The switch."""

    async def always(_: object) -> bool:
        return True

    monkeypatch.setattr("bot.intake.tick.alone", always)
    one, other = both
    async with one.transaction() as tx:
        assert await alone(tx)
        await Tick(other, lambda: NOON).run()
        assert await opened(other) == 1


async def test_a_replica_that_is_lost_in_a_transaction_does_not_hold_it_for_ever(
    both: tuple[Database, Database],
) -> None:
    async with both[0].transaction() as tx:
        shown = (await tx.execute(text("SHOW idle_in_transaction_session_timeout"))).scalar_one()
    assert shown == f"{IDLE // 60}min"
