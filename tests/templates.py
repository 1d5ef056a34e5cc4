"""Migrated databases, made once a run and then copied: migrating takes longer than most tests do.

Belongs here: the copies. May not enter: tests of migrating; they begin with nothing.
"""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

import asyncpg
from sqlalchemy.engine import URL, make_url

from storage.migrate import migrate

POSTGRES = "kith_template"


async def begin(url: str) -> None:
    """Bring an empty database to the newest revision."""
    parsed = make_url(url)
    if parsed.drivername == "postgresql+asyncpg":
        await _postgres(parsed)
    else:
        await sqlite(Path(str(parsed.database)))


async def sqlite(path: Path) -> None:
    """Put a migrated file there, unless there is a file already."""
    template = _folder() / "kith.db"
    if not template.exists():
        await migrate(f"sqlite+aiosqlite:///{template}")
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(template, path)


@cache
def _folder() -> Path:
    folder = tempfile.mkdtemp(prefix="kith-template-")
    atexit.register(shutil.rmtree, folder)
    return Path(folder)


async def _postgres(url: URL) -> None:
    server = await asyncpg.connect(
        host=str(url.query["host"]), user=url.username, database="postgres"
    )
    try:
        known = await server.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", POSTGRES)
        if not known:
            await server.execute(f"CREATE DATABASE {POSTGRES}")
            await migrate(url.set(database=POSTGRES).render_as_string())
        await server.execute(f"DROP DATABASE {url.database}")
        await server.execute(f"CREATE DATABASE {url.database} TEMPLATE {POSTGRES}")
    finally:
        await server.close()
