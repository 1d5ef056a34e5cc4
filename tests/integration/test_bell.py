"""A post that one replica writes wakes the others (PostgreSQL alone)."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.delivery.bell import Bell
from domain.delivery import Fate, Lane
from storage import outbox
from storage.bell import CHANNEL, heard
from storage.engine import Database, build_engine
from storage.outbox import Wanted
from storage.vault import Vault
from tests import templates
from tests.integration.conftest import NOON

SOON = 20
"""Real seconds after which what was not heard counts as lost."""


class Rings:
    """Counts the rings."""

    def __init__(self) -> None:
        self.count = 0
        self._news = asyncio.Event()

    def __call__(self) -> None:
        self.count += 1
        self._news.set()

    async def come(self, count: int) -> None:
        """Wait until there were so many."""
        async with asyncio.timeout(SOON):
            while self.count < count:
                self._news.clear()
                await self._news.wait()


@pytest.fixture
async def writer(postgres_url: str, vault: Vault) -> AsyncIterator[Database]:
    """A replica that writes."""
    await templates.begin(postgres_url)
    database = await Database.open(postgres_url, vault, lock_wait=10)
    yield database
    await database.close()


@pytest.fixture
async def line(postgres_url: str) -> AsyncIterator[AsyncEngine]:
    """Another one's way to the same database."""
    engine = build_engine(postgres_url, lock_wait=10)
    yield engine
    await engine.dispose()


async def write(database: Database, number: int) -> None:
    """Ask for a post."""
    async with database.transaction() as tx:
        to = outbox.seal(tx, 777)
        await outbox.ask(
            tx, Wanted("erased", number, None, Lane.PRIVATE, NOON, NOON + 9, sealed_to=to)
        )


async def ring_by_hand(database: Database) -> None:
    """A ring that comes behind all before it."""
    async with database.transaction() as tx:
        await tx.execute(text(f"NOTIFY {CHANNEL}"))


async def test_a_post_rings_with_its_commit_and_what_becomes_of_it_does_not(
    writer: Database, line: AsyncEngine
) -> None:
    rings = Rings()
    async with heard(line, rings):
        await write(writer, 1)
        await rings.come(1)
        async with writer.transaction() as tx:
            [row] = await outbox.waiting(tx, NOON, 9)
            assert await outbox.claim(tx, row.id, NOON)
            await outbox.settle(tx, row.id, Fate("sent", message_id=4))
        await ring_by_hand(writer)
        await rings.come(2)
    assert rings.count == 2


async def test_without_the_trigger_nobody_hears_of_a_post(
    writer: Database, line: AsyncEngine
) -> None:
    """The switch: the same, with nothing in the database that rings."""
    async with writer.transaction() as tx:
        await tx.execute(text("DROP TRIGGER kith_ring ON outbox"))
    rings = Rings()
    async with heard(line, rings):
        await write(writer, 1)
        await ring_by_hand(writer)
        await rings.come(1)
    assert rings.count == 1


async def test_a_line_that_is_lost_is_dialled_again(
    writer: Database, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.bell.PAUSE", 0.01)
    rings, stopping = Rings(), asyncio.Event()
    listening = asyncio.create_task(Bell(postgres_url, rings, stopping).run())
    await rings.come(1)
    for number in range(1, 4):
        await lose_line(writer)
        await rings.come(2 * number)  # it has been dialled again, and looks
        await write(writer, number)
        await rings.come(2 * number + 1)
    stopping.set()
    await listening


async def lose_line(database: Database) -> None:
    """The server ends every other connection."""
    async with database.transaction() as tx:
        await tx.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> "
                "pg_backend_pid() AND datname = current_database()"
            )
        )


async def test_without_a_server_it_tries_again_and_ends_when_told(
    postgres_socket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.bell.PAUSE", 0.01)
    rings, stopping = Rings(), asyncio.Event()
    nowhere = f"postgresql+asyncpg://postgres@/nowhere?host={postgres_socket}/nowhere"
    listening = asyncio.create_task(Bell(nowhere, rings, stopping).run())
    await asyncio.sleep(0)
    stopping.set()
    async with asyncio.timeout(SOON):
        await listening
    assert rings.count == 0
