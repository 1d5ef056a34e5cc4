"""Connections and transactions: the only way to the database.

Belongs here: building the engine of either database, its settings, `Database`, `Transaction`.
May not enter: tables, a feature's statements (gateways), keys, retrying.
"""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Collection, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Self, TypeAlias, TypeVar

from sqlalchemy import Connection, CursorResult, Executable, Table, UpdateBase, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage.errors import StorageBusy, StorageError, on_driver_error, translated
from storage.vault import Vault

T = TypeVar("T")
Rows: TypeAlias = CursorResult[*tuple[Any, ...]]

SQLITE = "sqlite+aiosqlite"
POSTGRES = "postgresql+asyncpg"

# busy_timeout is set by the driver, from its argument `timeout`.
_PRAGMAS = {
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "secure_delete": "ON",
    "temp_store": "MEMORY",
}


class Transaction:
    """One transaction: everything in it is saved at its end, or nothing is.

    A `StorageError` dooms it: SQLite may have undone the whole transaction by itself then, and
    would commit what follows statement by statement. So whatever follows raises the error again.
    """

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self.vault = vault
        self._connection = connection
        self._doom: StorageError | None = None
        self.written: set[str] = set()
        """The tables that were written to, whether anything came of it or not."""

    async def execute(
        self,
        statement: Executable,
        parameters: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None,
    ) -> Rows:
        """Run one statement; a sequence of parameters runs it for each.

        Raises `StorageError` when the storage fails, SQLAlchemy's own errors for a bad statement.
        """
        if isinstance(statement, UpdateBase) and isinstance(statement.table, Table):
            self.written.add(statement.table.name)
        return await self._run(self._connection.execute(statement, parameters))

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
            if self._doom is None:
                await self._run(point.rollback())
            raise
        await self._run(point.commit())

    async def commit(self) -> None:
        """Save; raises `StorageError` when the storage failed, now or before."""
        await self._run(self._connection.commit())

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
        self._lock_wait = lock_wait
        self._writes: Counter[str] = Counter()
        self._refused_at = float("-inf")

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

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """A transaction that commits at a clean exit and else, also when cancelled, rolls back.

        On SQLite one runs at a time. On PostgreSQL they run side by side (READ COMMITTED): read
        then write must be one statement, or lock the row it read. Raises `StorageBusy` when
        others hold the database longer than the lock wait.
        """
        async with self._turn():
            connection = self._engine.connect()
            try:
                await self._begin(connection)
                transaction = Transaction(connection, self._vault)
                yield transaction
                await transaction.commit()
                self._writes.update(transaction.written)
            finally:
                await unbroken(_end(connection))

    async def _begin(self, connection: AsyncConnection) -> None:
        try:
            await unbroken(_begin(connection))
        except StorageBusy:
            self._refused_at = time.monotonic()
            raise

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


async def unbroken(call: Coroutine[Any, Any, T]) -> T:
    """Let a call to the database end before the task that waits for it is cancelled.

    Cut off in the middle, an INSERT ... RETURNING on SQLite kept the write lock of a connection
    that was closed, and a second cancel made closing it wait for ever (both measured).
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


def build_engine(url: str, *, lock_wait: float, foreign_keys: bool = True) -> AsyncEngine:
    """The engine for a database address; an SQLite file is created and made private (0600).

    `lock_wait` is in seconds. Raises `StorageError` for an address that cannot be used.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StorageError("The database address cannot be read. " + _ADDRESSES) from error
    engine = _engine(parsed, lock_wait, foreign_keys)
    event.listen(engine.sync_engine, "handle_error", on_driver_error)
    return engine


_ADDRESSES = f"Write {SQLITE}:///path/to/kith.db or {POSTGRES}://user@host/name."


def _engine(url: URL, lock_wait: float, foreign_keys: bool) -> AsyncEngine:
    if url.drivername == POSTGRES:
        return _postgres(url, lock_wait)
    if url.drivername == SQLITE and url.database not in (None, "", ":memory:"):
        return _sqlite(url, lock_wait, foreign_keys)
    raise StorageError("The database address is of a kind Kith does not know. " + _ADDRESSES)


def _postgres(url: URL, lock_wait: float) -> AsyncEngine:
    settings = {"lock_timeout": f"{lock_wait * 1000:.0f}ms"}
    return create_async_engine(
        url,
        hide_parameters=True,  # errors reach logs, values must not
        pool_timeout=lock_wait,
        connect_args={"server_settings": settings},
    )


def _sqlite(url: URL, lock_wait: float, foreign_keys: bool) -> AsyncEngine:
    with translated():
        make_private(Path(str(url.database)))
    engine = create_async_engine(
        url,
        hide_parameters=True,
        pool_timeout=lock_wait,
        # isolation_level None: the driver's own idea of when to begin loses updates (measured).
        connect_args={"isolation_level": None, "timeout": lock_wait},
    )
    pragmas = _PRAGMAS | {"foreign_keys": "ON" if foreign_keys else "OFF"}

    @event.listens_for(engine.sync_engine, "connect")
    def set_pragmas(connection: Any, _record: object) -> None:
        for name, value in pragmas.items():
            connection.execute(f"PRAGMA {name}={value}").close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin_immediate(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def make_private(path: Path) -> None:
    """Create the file if it is missing; it and SQLite's side files are for their owner (0600)."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)
    for suffix in ("", "-wal", "-shm"):
        part = path.with_name(path.name + suffix)
        if part.exists():
            part.chmod(0o600)
