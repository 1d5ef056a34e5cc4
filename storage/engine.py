"""Connections and transactions: the only way to the database.

Belongs here: `Database`, `Transaction`. May not enter: how a database is connected to (`connect`),
tables, a feature's statements (gateways), keys, retrying.
"""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Collection, Coroutine, Hashable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, Self, TypeAlias, TypeVar

from sqlalchemy import (
    CursorResult,
    Executable,
    Insert,
    SelectBase,
    Table,
    Update,
    UpdateBase,
    func,
    select,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.connect import build_engine as build_engine
from storage.errors import StorageBusy, StorageError, translated
from storage.vault import Vault

T = TypeVar("T")
Rows: TypeAlias = CursorResult[*tuple[Any, ...]]


class Transaction:
    """One transaction: everything in it is saved at its end, or nothing is.

    A `StorageError` dooms it: SQLite may have undone the whole transaction by itself then, and
    would commit what follows statement by statement. So whatever follows raises the error again.
    """

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self.vault = vault
        self._connection = connection
        self._doom: StorageError | None = None
        self.writes: Counter[str] = Counter()
        """By table, how many statements may have changed rows in it."""
        self.memory: dict[Hashable, tuple[Hashable, Any]] = {}
        """What reads have answered (`remembered`)."""
        self.set_aside: list[Exception] = []
        """What undid a savepoint and nothing else; whoever began the transaction logs it."""

    async def execute(
        self,
        statement: Executable,
        parameters: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None,
    ) -> Rows:
        """Run one statement; a sequence of parameters runs it for each.

        Raises `StorageError` when the storage fails, SQLAlchemy's own errors for a bad statement.
        """
        rows = await self._run(self._connection.execute(statement, parameters))
        table = statement.table if isinstance(statement, UpdateBase) else None
        # -1: the driver does not say; and some count no rows that are still to be fetched.
        if isinstance(table, Table) and (rows.returns_rows or rows.rowcount != 0):
            self.writes[table.name] += 1
        if not _is_plain(statement):
            self.memory.clear()
        return rows

    async def see_one_moment(self) -> None:
        """Let every statement of this transaction see the same moment; say so first of all."""
        if self._connection.dialect.name == "postgresql":
            await self.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))

    async def count_on_from(self, table: Table) -> None:
        """Let new rows be counted on from the greatest id there is; SQLite does by itself."""
        if self._connection.dialect.name != "postgresql" or "id" not in table.columns:
            return
        sequence = func.pg_get_serial_sequence(table.name, "id")
        greatest = select(func.max(table.c.id)).scalar_subquery()
        await self.execute(select(func.setval(sequence, greatest)).where(sequence.is_not(None)))

    def insert(self, table: Table) -> sqlite.Insert | postgresql.Insert:
        """An INSERT that knows ON CONFLICT, which SQLAlchemy has once for each database."""
        if self._connection.dialect.name == "sqlite":
            return sqlite.insert(table)
        return postgresql.insert(table)

    @asynccontextmanager
    async def savepoint(self) -> AsyncIterator[None]:
        """What is done inside is undone alone when an exception leaves the block."""
        point = self._connection.begin_nested()
        await self._run(point.start())
        try:
            yield
        except BaseException:
            self.memory.clear()
            if self._doom is None:
                await self._run(point.rollback())
            raise
        await self._run(point.commit())

    async def commit(self) -> None:
        """Save; raises `StorageError` when the storage failed, now or before.

        SQLite may leave a transaction open whose COMMIT failed, and SQLAlchemy would put the
        connection back without a rollback: no other transaction could begin on it (measured).
        """
        try:
            await self._run(self._connection.commit())
        except StorageError:
            await unbroken(self._connection.invalidate())
            raise

    async def _run(self, call: Coroutine[Any, Any, T]) -> T:
        return await unbroken(self._dooming(call))

    async def _dooming(self, call: Coroutine[Any, Any, T]) -> T:
        if self._doom is not None:
            call.close()
            raise self._doom
        try:
            return await call
        except StorageError as error:
            self._doom = error
            raise


class Database:
    """The open database and the vault that seals what is stored in it."""

    def __init__(
        self, engine: AsyncEngine, vault: Vault, writer: asyncio.Lock | None, lock_wait: float
    ) -> None:
        self._engine = engine
        self._vault = vault
        self._writer = writer
        self.is_shared = writer is None
        """Whether other processes may be at work in it too."""
        self._lock_wait = lock_wait
        self._writes: Counter[str] = Counter()
        self._refused_at = float("-inf")
        self.fails = False
        """Whether the transaction that ended last did so because the storage failed."""

    def writes_to(self, tables: Collection[str]) -> int:
        """How many commits of this process have written to these tables: what a copy goes by."""
        return sum(self._writes[name] for name in tables)

    @classmethod
    async def open(cls, url: str, vault: Vault, *, lock_wait: float = 1.0) -> Self:
        """Open the migrated database at `url` and connect once.

        `lock_wait`: seconds a transaction waits for other writers. Raises `StorageError`.
        """
        engine = build_engine(url, lock_wait=lock_wait)
        # SQLite has one writer: waiting here in order is cheaper and fairer than its busy loop.
        writer = asyncio.Lock() if engine.dialect.name == "sqlite" else None
        database = cls(engine, vault, writer, lock_wait)
        try:
            async with database.transaction():
                return database
        except BaseException:
            await database.close()
            raise

    async def close(self) -> None:
        """Close all connections; no transaction may be running."""
        await self._engine.dispose()

    def use_key(self, fingerprint: bytes) -> None:
        """Seal with that one of the key file's keys from now on."""
        self._vault = self._vault.of(fingerprint) or self._vault

    def require_key(self, fingerprint: bytes, missing: type[StorageError]) -> None:
        """Raise `missing` unless the key file holds that key."""
        if self._vault.of(fingerprint) is None:
            raise missing

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """A transaction that commits at a clean exit and else, also when cancelled, rolls back.

        On SQLite one runs at a time. On PostgreSQL they run side by side (READ COMMITTED): read
        then write must be one statement, or lock the row it read. Raises `StorageBusy` when
        others hold the database longer than the lock wait.
        """
        try:
            async with self._turn(), self._connected() as connection:
                transaction = Transaction(connection, self._vault)
                yield transaction
                await transaction.commit()
        except StorageError:
            self.fails = True
            raise
        self.fails = False
        self._writes.update(transaction.writes.keys())

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[AsyncConnection]:
        connection = self._engine.connect()
        try:
            await self._begin(connection)
            yield connection
        finally:
            await unbroken(_end(connection))

    async def _begin(self, connection: AsyncConnection) -> None:
        try:
            await unbroken(_begin(connection))
        except StorageBusy:
            self._refused_at = time.monotonic()
            raise

    async def checkpoint(self) -> bool:
        """Empty the log of SQLite, in which erased rows can still be read (D4).

        False while a reader is in the way: SQLite says so in the row it returns, and in no other
        way (sqlite.org/pragma.html, wal_checkpoint). On PostgreSQL there is nothing to do here.
        """
        if self._writer is None:
            return True
        async with self._turn():
            return await unbroken(self._checkpoint())

    async def _checkpoint(self) -> bool:
        with translated():
            return await self._truncate()

    async def _truncate(self) -> bool:
        async with self._engine.connect() as connection:
            driver: Any = (await connection.get_raw_connection()).driver_connection
            async with driver.execute("PRAGMA wal_checkpoint(TRUNCATE)") as cursor:
                busy, *_ = await cursor.fetchone()
        return not busy

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        if self._writer is None:
            yield
            return
        came_at = time.monotonic()
        try:
            async with asyncio.timeout(self._lock_wait):
                await self._writer.acquire()
        except TimeoutError as error:
            raise StorageBusy from error
        try:
            if self._refused_at > came_at:
                raise StorageBusy  # the one before waited in vain; together that was long enough
            yield
        finally:
            self._writer.release()


def _is_plain(statement: Executable) -> bool:
    """Whether it leaves all rows but those of its table as they are, and waits for nobody.

    A row that goes takes others along; whoever locks a row wants to see it as it is then.
    """
    if isinstance(statement, SelectBase):
        return getattr(statement, "_for_update_arg", None) is None
    return isinstance(statement, Insert | Update)


async def unbroken(call: Coroutine[Any, Any, T]) -> T:
    """Let a call to the database end before the task that waits for it is cancelled.

    Cut off in the middle, what was under way in the driver's thread outlived the connection, and a
    second cancel made closing it wait for ever (measured).
    """
    task = asyncio.create_task(call)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None and not task.cancelled():
        task.exception()  # the cancellation goes first; asyncio would report this one as forgotten
        raise cancelled
    return task.result()


async def _begin(connection: AsyncConnection) -> None:
    with translated():
        await connection.start()
    await connection.begin()


async def _end(connection: AsyncConnection) -> None:
    """Give the connection back; what was not committed is rolled back."""
    if connection.sync_connection is not None:
        await connection.close()
