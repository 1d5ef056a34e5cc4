"""Bringing the database to the schema of this program, at start.

Belongs here: running the migrations, guarding them, the copy made before. May not enter: the
migrations themselves (storage/migrations), backups (bot/operate).
"""

import asyncio
import os
import sqlite3
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.engine import build_engine, unbroken
from storage.errors import NewerDatabase, StorageCorrupt, storage_error, translated

SHIPPED = "storage:migrations"

# Another process may be migrating this database right now: that takes longer than a transaction.
_LOCK_WAIT = 60.0

# Any number of our own: the key of the advisory lock that lets one replica migrate at a time.
_POSTGRES_LOCK = 0x4B495448


@dataclass(frozen=True, slots=True)
class Migration:
    """What was done: the revision found (None: an empty database), the one reached, and the copy
    of the file that was made before (None: nothing to keep, or PostgreSQL)."""

    before: str | None
    after: str
    copy: Path | None


async def migrate(url: str, *, scripts: str = SHIPPED) -> Migration:
    """Bring the database at `url` to the newest revision, in one transaction; again is harmless.

    An SQLite file with tables is first copied beside itself, as `<name>.before-<revision>`.
    Raises `StorageCorrupt` for a damaged file, which stays as it is, `NewerDatabase` for a revision
    this program does not know, else `StorageError`.
    """
    # Foreign keys off: rebuilding a table, as SQLite must, would else erase what refers to it.
    engine = build_engine(url, lock_wait=_LOCK_WAIT, foreign_keys=False)
    try:
        with translated():
            return await unbroken(_migrate(engine, scripts))
    finally:
        await engine.dispose()


async def _migrate(engine: AsyncEngine, scripts: str) -> Migration:
    async with engine.begin() as connection:
        await _guard(connection)
        await _require_whole(connection)
        before = await connection.run_sync(revision_of)
        after = _target(scripts, before)
        copy = None
        if before != after:
            copy = await _copy(connection, after)
            await connection.run_sync(_upgrade, _config(scripts))
        return Migration(before, after, copy)


async def _guard(connection: AsyncConnection) -> None:
    """Let nobody else migrate until this transaction ends; on SQLite its begin did that."""
    if connection.dialect.name == "postgresql":
        await connection.execute(text(f"SELECT pg_advisory_xact_lock({_POSTGRES_LOCK})"))


async def _require_whole(connection: AsyncConnection) -> None:
    """Write nothing into a damaged file: it would be harder to mend, and look well for a while."""
    if connection.dialect.name == "sqlite":
        found = await connection.execute(text("PRAGMA quick_check(1)"))
        if found.scalar_one() != "ok":
            raise StorageCorrupt


def _config(scripts: str) -> Config:
    config = Config()
    config.set_main_option("script_location", scripts)
    return config


def prepared(connection: Connection, scripts: str) -> Config:
    """Alembic's configuration, to migrate what this connection is connected to."""
    config = _config(scripts)
    config.attributes["connection"] = connection
    return config


def known_revisions() -> set[str]:
    """The revisions that this program knows."""
    return {script.revision for script in _scripts(SHIPPED).walk_revisions()}


def newest_revision() -> str:
    """The revision that this program works with."""
    return str(_scripts(SHIPPED).get_current_head())


@cache
def _scripts(folder: str) -> ScriptDirectory:
    """The migrations of a folder, read once a process."""
    return ScriptDirectory.from_config(_config(folder))


def revision_of(connection: Connection) -> str | None:
    """The revision that a database is at; None: it is empty."""
    return MigrationContext.configure(connection).get_current_revision()


def _target(scripts: str, before: str | None) -> str:
    directory = _scripts(scripts)
    known = {script.revision for script in directory.walk_revisions()}
    if before is not None and before not in known:
        raise NewerDatabase
    return str(directory.get_current_head())


def _upgrade(connection: Connection, config: Config) -> None:
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    if connection.dialect.name == "sqlite" and connection.execute(_BROKEN).first():
        raise StorageCorrupt("The migration would leave rows without what they refer to.")


_BROKEN = text("PRAGMA foreign_key_check")


async def _copy(connection: AsyncConnection, revision: str) -> Path | None:
    """Copy the file as it is; our transaction keeps others from writing meanwhile."""
    if connection.dialect.name != "sqlite" or not await connection.run_sync(_has_tables):
        return None
    source = Path(str(connection.engine.url.database))
    copy = source.with_name(f"{source.name}.before-{revision}")
    await asyncio.to_thread(_back_up, source, copy)
    return copy


def _has_tables(connection: Connection) -> bool:
    return bool(inspect(connection).get_table_names())


def _back_up(source: Path, copy: Path) -> None:
    copy.unlink(missing_ok=True)  # left by a start that did not get further than this
    os.close(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    reading, writing = sqlite3.connect(source), sqlite3.connect(copy)
    try:
        reading.backup(writing)
    except sqlite3.Error as error:
        raise storage_error(error) or StorageCorrupt() from error
    finally:
        reading.close()
        writing.close()
