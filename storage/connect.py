"""Engines: how either database is connected to, and set.

Belongs here: an engine for an address, the settings of its connections, the mode of its files. May
not enter: transactions (`engine`), tables, keys.
"""

from pathlib import Path
from typing import Any

import aiosqlite
from sqlalchemy import Connection, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage import trips
from storage.errors import StorageError, on_driver_error, translated

SQLITE = "sqlite+aiosqlite"
POSTGRES = "postgresql+asyncpg"

IDLE = 60
"""Seconds after which PostgreSQL ends a transaction in which nothing is asked any more."""

# busy_timeout is set by the driver, from its argument `timeout`.
_PRAGMAS = {
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "secure_delete": "ON",
    "temp_store": "MEMORY",
}


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
    settings = {
        "lock_timeout": f"{lock_wait * 1000:.0f}ms",
        # What a replica holds that is cut off in the middle of a transaction must not stay held.
        "idle_in_transaction_session_timeout": f"{IDLE}s",
    }
    return create_async_engine(
        url,
        hide_parameters=True,  # errors reach logs, values must not
        pool_timeout=lock_wait,
        connect_args={"server_settings": settings},
    )


def _sqlite(url: URL, lock_wait: float, foreign_keys: bool) -> AsyncEngine:
    with translated():
        make_private(Path(str(url.database)))
    file = Path(str(url.database))

    async def connect() -> aiosqlite.Connection:
        return await trips.connection(file, lock_wait)

    engine = create_async_engine(
        url, hide_parameters=True, pool_timeout=lock_wait, async_creator=connect
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
