"""The traps of transactions, each measured before (design: Storage), and that we are out of them.

A trap on SQLite is shown twice: with our engine nothing is lost, with the engine built the way
that comes first to mind the loss is there. So the tests are known to be able to fail.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import StaticPool

from storage import updates
from storage.engine import Database, Transaction, build_engine
from storage.errors import StorageBusy, StorageFull
from storage.schema import updates as table
from storage.vault import Vault
from tests.integration.conftest import NOON, stored

Opener = Callable[[str, Vault], Awaitable[Database]]


async def as_built(url: str, vault: Vault) -> Database:
    return await Database.open(url, vault, lock_wait=20)


async def default_transactions(url: str, vault: Vault) -> Database:
    """The driver begins when it thinks fit."""
    return Database(create_async_engine(url), vault, asyncio.Lock(), 20)


async def one_shared_connection(url: str, vault: Vault) -> Database:
    """All tasks use one connection, and none waits for another."""
    return Database(create_async_engine(url, poolclass=StaticPool), vault, None, 20)


@pytest.mark.parametrize(("opener", "loses"), [(as_built, False), (default_transactions, True)])
async def test_increments_of_two_processes_are_all_kept(
    sqlite: Database, sqlite_url: str, vault: Vault, opener: Opener, loses: bool
) -> None:
    """100 times read, then write, from two databases opened on one file, as by two processes."""
    async with sqlite.transaction() as tx:
        await updates.fresh(tx, [1], 0)
    processes = [await opener(sqlite_url, vault) for _ in range(2)]

    async def increment(database: Database) -> None:
        async with database.transaction() as tx:
            count = (await tx.execute(select(table.c.seen_at))).scalar_one()
            await tx.execute(update(table).values(seen_at=count + 1))

    await asyncio.gather(*(increment(process) for process in processes for _ in range(50)))
    async with sqlite.transaction() as tx:
        count = (await tx.execute(select(table.c.seen_at))).scalar_one()
    for process in processes:
        await process.close()
    assert (count < 100) is loses


async def insert_beside_a_rollback(database: Database) -> None:
    """One task inserts 1, and commits after another task has inserted 2 and rolled back."""
    inserted = asyncio.Event()

    async def rolls_back() -> None:
        await inserted.wait()
        with suppress(ZeroDivisionError, StorageBusy):
            async with database.transaction() as tx:
                await updates.fresh(tx, [2], NOON)
                raise ZeroDivisionError

    other = asyncio.create_task(rolls_back())
    async with database.transaction() as tx:
        await updates.fresh(tx, [1], NOON)
        inserted.set()
        await other


async def test_a_rollback_erases_nothing_of_another_task(
    url: str, database: Database, vault: Vault
) -> None:
    impatient = await Database.open(url, vault, lock_wait=0.1)
    await insert_beside_a_rollback(impatient)
    await impatient.close()
    assert await stored(database) == {1}


async def test_on_a_shared_connection_a_rollback_does_erase_it(
    sqlite: Database, sqlite_url: str, vault: Vault
) -> None:
    shared = await one_shared_connection(sqlite_url, vault)
    await insert_beside_a_rollback(shared)
    await shared.close()
    assert await stored(sqlite) == set()


async def test_a_savepoint_undoes_only_itself(database: Database) -> None:
    async with database.transaction() as tx:
        await updates.fresh(tx, [1], NOON)
        with suppress(ZeroDivisionError):
            async with tx.savepoint():
                await updates.fresh(tx, [2], NOON)
                raise ZeroDivisionError
        async with tx.savepoint():
            await updates.fresh(tx, [3], NOON)
    assert await stored(database) == {1, 3}


async def savepoint_in_a_rollback(database: Database) -> None:
    with suppress(ZeroDivisionError):
        async with database.transaction() as tx:
            async with tx.savepoint():
                await updates.fresh(tx, [1], NOON)
            raise ZeroDivisionError


async def test_a_savepoint_goes_with_its_transaction(database: Database) -> None:
    await savepoint_in_a_rollback(database)
    assert await stored(database) == set()


async def test_with_default_transactions_a_savepoint_commits_by_itself(
    sqlite: Database, sqlite_url: str, vault: Vault
) -> None:
    database = await default_transactions(sqlite_url, vault)
    await savepoint_in_a_rollback(database)
    await database.close()
    assert await stored(sqlite) == {1}


class Forgiving(Transaction):
    """Goes on after the storage failed."""

    async def _dooming(self, call: Coroutine[Any, Any, Any]) -> Any:
        return await call

    @asynccontextmanager
    async def savepoint(self) -> AsyncIterator[None]:
        yield


@pytest.mark.parametrize(("kind", "loses"), [(Transaction, False), (Forgiving, True)])
async def test_nothing_is_half_saved_when_the_disk_fills(
    sqlite: Database, sqlite_url: str, vault: Vault, kind: type[Transaction], loses: bool
) -> None:
    """SQLite undoes the whole transaction when the disk is full; what a handler that swallows
    the error saves after it would be committed alone, and what came before it is lost."""
    engine = build_engine(sqlite_url, lock_wait=1)
    with suppress(StorageFull):
        async with engine.begin() as connection:
            tx = kind(connection, vault)
            await updates.fresh(tx, [1], NOON)
            with suppress(StorageFull):
                async with tx.savepoint():
                    await fill_the_disk(tx)
            await updates.fresh(tx, [2], NOON)
            await tx.commit()
    await engine.dispose()
    assert await stored(sqlite) == ({2} if loses else set())


async def fill_the_disk(tx: Transaction) -> None:
    await tx.execute(text("PRAGMA max_page_count=1"))
    await tx.execute(text("INSERT INTO people VALUES (1, x'00', zeroblob(1000000), 0)"))
