"""Looking at a database without changing it: not even its schema, its mode or its side files.

Belongs here: which program it fits, with which key it is sealed, whether it is whole. May not
enter: what is in it.
"""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, event, inspect, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.connect import SQLITE
from storage.errors import StorageError, on_driver_error, translated
from storage.migrate import newest_revision, revision_of
from storage.schema import keys


@dataclass(frozen=True, slots=True)
class Seen:
    """`revision`: of its schema; None: it is empty. `newest`: what this program makes of it.

    `fingerprint`: of the key it is sealed with, if it is. `whole`: SQLite finds no damage.
    """

    revision: str | None
    newest: str
    fingerprint: bytes | None
    whole: bool


async def look(url: str) -> Seen:
    """What can be seen of the database there. Raises StorageError."""
    engine = _engine(url)
    event.listen(engine.sync_engine, "handle_error", on_driver_error)
    try:
        with translated():
            async with engine.connect() as connection:
                return await connection.run_sync(_seen)
    finally:
        await engine.dispose()


def _engine(url: str) -> AsyncEngine:
    parsed = make_url(url)
    if parsed.drivername != SQLITE:
        return create_async_engine(url, hide_parameters=True)
    file = Path(str(parsed.database)).absolute()
    if not file.exists():
        raise StorageError
    read_only = parsed.set(database=file.as_uri(), query={"mode": "ro", "uri": "true"})
    return create_async_engine(read_only, hide_parameters=True)


def _seen(connection: Connection) -> Seen:
    whole = True
    if connection.dialect.name == "sqlite":
        whole = connection.execute(text("PRAGMA quick_check(1)")).scalar_one() == "ok"
    has_keys = whole and inspect(connection).has_table(keys.name)
    sealed = connection.execute(select(keys.c.fingerprint)).scalar() if has_keys else None
    revision = revision_of(connection) if whole else None
    return Seen(revision, newest_revision(), sealed, whole)
