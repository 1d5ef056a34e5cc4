"""The PostgreSQL of the tests leaves nothing behind (docs/decisions/0002)."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import asyncpg
import pytest

from tests import postgres
from tests.project.tree import ROOT

KILLED = """
import os, pathlib, signal
from tests import postgres
with postgres.running() as server:
    folder = server.socket
    print(folder, pathlib.Path(folder, "data/postmaster.pid").read_text().split()[0], flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


async def ended(process: int) -> None:
    """Wait until there is no such process; raises TimeoutError."""
    async with asyncio.timeout(10):
        while True:
            try:
                os.kill(process, 0)
            except ProcessLookupError:
                return
            await asyncio.sleep(0.01)


async def connect(url: str) -> asyncpg.Connection:
    return await asyncpg.connect(url.replace("+asyncpg", ""))


@pytest.fixture
def killed() -> subprocess.CompletedProcess[str]:
    """Tests that were killed. Their server's keeper has the same error stream: it has ended too."""
    return subprocess.run(
        [sys.executable, "-c", KILLED], cwd=ROOT, capture_output=True, text=True, check=False
    )


async def test_killed_tests_leave_no_server_and_no_folder(
    killed: subprocess.CompletedProcess[str],
) -> None:
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    folder, server = killed.stdout.split()
    assert not Path(folder).exists()
    await ended(int(server))


async def test_a_database_is_empty_and_gone_afterwards(postgres_socket: str) -> None:
    async with postgres.empty_database(postgres_socket) as url:
        connection = await connect(url)
        tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        assert await connection.fetchval(tables) == 0
        await connection.close()
    with pytest.raises(asyncpg.InvalidCatalogNameError):
        await connect(url)
