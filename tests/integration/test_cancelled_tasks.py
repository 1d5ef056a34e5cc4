"""A cancelled task leaves neither a lock nor an open transaction, wherever it was.

The trap is shown: `Database` is out of it, and the way that comes first to mind is not.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress

import pytest
from sqlalchemy import Connection, Engine, event

from storage import updates
from storage.engine import Database, Transaction, build_engine
from storage.errors import StorageBusy
from storage.migrate import migrate
from storage.vault import Vault
from tests.integration.conftest import NOON, stored


class Forgetful(Database):
    """Ends its transactions by hand, and thinks of errors but not of cancelled tasks."""

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        assert self._writer
        try:
            async with asyncio.timeout(self._lock_wait):
                await self._writer.acquire()
        except TimeoutError as error:
            raise StorageBusy from error
        async with self._engine.begin() as connection:
            yield Transaction(connection, self._vault)
        self._writer.release()


@contextmanager
def at(point: str, act: Callable[[], object]) -> Iterator[None]:
    """Run `act` at one of SQLAlchemy's events, or before a statement that starts so."""

    def on_statement(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith(point):
            act()

    def on_event(_connection: Connection) -> None:
        act()

    heard = {"begin": on_event, "commit": on_event}.get(point, on_statement)
    name = point if heard is on_event else "before_cursor_execute"
    event.listen(Engine, name, heard)
    try:
        yield
    finally:
        event.remove(Engine, name, heard)


async def cancel(database: Database, point: str) -> asyncio.Task[None]:
    """Cancel a task at one point of its transaction, which stores the updates 1 and 2."""

    async def work() -> None:
        async with database.transaction() as tx:
            await updates.fresh(tx, [1], NOON)
            async with tx.savepoint():
                await updates.fresh(tx, [2], NOON)
                if point == "body":
                    task.cancel()
                    await asyncio.Event().wait()

    task = asyncio.create_task(work())
    with at(point, task.cancel):
        await asyncio.wait({task})
    assert task.cancelled()
    return task


POINTS = ["begin", "INSERT", "SAVEPOINT", "body", "RELEASE"]


@pytest.mark.parametrize("point", POINTS)
async def test_a_cancelled_task_leaves_no_lock_and_no_transaction(
    url: str, database: Database, vault: Vault, point: str
) -> None:
    await cancel(database, point)
    impatient = await Database.open(url, vault, lock_wait=0.5)
    for after in (database, impatient):
        assert await stored(after) == set()
    async with impatient.transaction() as tx:
        assert await updates.fresh(tx, [1, 2], NOON) == {1, 2}
    await impatient.close()


async def test_a_task_cancelled_twice_ends(database: Database) -> None:
    """As by a time limit, and then by the end of the program."""

    async def work() -> None:
        async with database.transaction() as tx:
            await updates.fresh(tx, [1], NOON)

    for turns in range(40):
        task = asyncio.create_task(work())
        for _ in range(2):
            for _ in range(turns):
                await asyncio.sleep(0)
            task.cancel()
        assert (await asyncio.wait({task}, timeout=10))[0]
    assert await stored(database) <= {1}


async def test_a_time_limit_inside_a_transaction_undoes_nothing(database: Database) -> None:
    async with database.transaction() as tx:
        await updates.fresh(tx, [1], NOON)
        with suppress(TimeoutError):
            async with asyncio.timeout(0):
                await updates.fresh(tx, [2], NOON)
        await updates.fresh(tx, [3], NOON)
    assert await stored(database) >= {1, 3}


async def test_a_task_cancelled_while_committing_leaves_all_or_nothing(database: Database) -> None:
    await cancel(database, "commit")
    assert await stored(database) in (set(), {1, 2})


async def test_a_task_cancelled_while_waiting_for_its_turn_leaves_the_lock(
    sqlite: Database,
) -> None:
    async with sqlite.transaction() as tx:
        waiting = asyncio.create_task(stored(sqlite))
        await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        await updates.fresh(tx, [1], NOON)
    assert await stored(sqlite) == {1}


async def test_otherwise_a_cancelled_task_does_leave_a_lock(sqlite_url: str, vault: Vault) -> None:
    """Forgetful keeps the lock of its process. That of the file was kept too, by an INSERT ...
    RETURNING that was read by half, while a statement took several trips (`storage/trips`)."""
    await migrate(sqlite_url)
    database = Forgetful(build_engine(sqlite_url, lock_wait=0.1), vault, asyncio.Lock(), 0.1)
    cancelled = await cancel(database, "body")
    with pytest.raises(StorageBusy):
        await stored(database)
    assert cancelled.cancelled()
    await database.close()
