"""`kith run`: what a host hears when something is wrong, and how it ends."""

import asyncio
import socket
import time
import tomllib
from asyncio.subprocess import PIPE
from pathlib import Path

import httpx
import pytest

from sandbox.clock import Clock
from sandbox.server import serve
from sandbox.stage import Sandbox
from storage.vault import create_key_file
from tests import payloads
from tests.project.process import READY, STOPPED, finished, started

BROKEN = """\
[telegram]
token = "half-a-token"
api = "api.telegram.org"

[log]
colour = "red"
"""

GOOD = """\
[telegram]
token = "{token}"
api = "{api}"
[storage]
database = "kith.db"
key_file = "kith.key"
"""
TOKEN = "123456:" + "A" * 35
NOWHERE = "http://127.0.0.1:9"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """Settings that load; nothing answers at their address."""
    path = tmp_path / "kith.toml"
    path.write_text(GOOD.format(token=TOKEN, api=NOWHERE))
    return path


async def test_all_mistakes_are_told_at_once_with_line_and_key(tmp_path: Path) -> None:
    (tmp_path / "kith.toml").write_text(BROKEN)
    code, told = await finished(tmp_path, "run", "--config", "kith.toml")
    assert code == 3
    for place in ("line 2, telegram.token: ", "line 3, telegram.api: ", "line 6, log.colour: "):
        assert place in told
    assert "half-a-token" not in told  # a token must not be repeated, not even a wrong one


async def test_a_key_file_that_others_can_read_is_refused(config: Path, tmp_path: Path) -> None:
    create_key_file(tmp_path / "kith.key")
    (tmp_path / "kith.key").chmod(0o644)
    code, told = await finished(tmp_path, "run", "--config", "kith.toml")
    assert code == 4
    assert "Run: chmod 600 kith.key" in told


async def test_a_telegram_that_does_not_answer_is_told(config: Path, tmp_path: Path) -> None:
    code, told = await finished(tmp_path, "run", "--config", "kith.toml")
    assert code == 5
    assert "telegram.api" in told
    assert TOKEN not in told


async def test_a_token_that_telegram_does_not_know_is_told(tmp_path: Path) -> None:
    async with serve(Sandbox(Clock(0))) as address:
        (tmp_path / "kith.toml").write_text(GOOD.format(token=TOKEN, api=address))
        code, told = await finished(tmp_path, "run", "--config", "kith.toml")
    assert code == 5
    assert "BotFather" in told
    assert TOKEN not in told


async def test_it_works_until_it_is_told_to_stop(tmp_path: Path) -> None:
    sandbox = Sandbox(Clock(0, running=True))
    async with serve(sandbox) as address:
        (tmp_path / "kith.toml").write_text(GOOD.format(token=sandbox.token, api=address))
        process = await started(tmp_path, "run", "--config", "kith.toml", errors=PIPE)
        assert process.stderr is not None
        async with asyncio.timeout(READY):
            while b"kith.ready" not in (line := await process.stderr.readline()):
                assert line, "it ended before it was ready"
        process.terminate()
        async with asyncio.timeout(STOPPED):
            _, told = await process.communicate()
    assert process.returncode == 0
    assert sandbox.token.encode() not in told
    payloads.check(sandbox.ledger.calls)


async def test_others_can_ask_whether_it_is_well(tmp_path: Path) -> None:
    sandbox = Sandbox(Clock(time.time(), running=True))
    async with serve(sandbox) as address:
        health = f"[health]\nport = {_free_port()}\nmetrics = true\n"
        settings = GOOD.format(token=sandbox.token, api=address) + health
        (tmp_path / "kith.toml").write_text(settings)
        process = await started(tmp_path, "run", "--config", "kith.toml", errors=None)
        try:
            async with asyncio.timeout(READY), httpx.AsyncClient() as client:
                while (ready := await _asked(client, settings)) is None:
                    assert process.returncode is None, "it ended before it was ready"
        finally:
            process.terminate()
            await process.wait()
    assert ready.json() == {"telegram": True, "storage": True, "clock": True}


async def _asked(client: httpx.AsyncClient, settings: str) -> httpx.Response | None:
    port = tomllib.loads(settings)["health"]["port"]
    try:
        return await client.get(f"http://127.0.0.1:{port}/readyz")
    except httpx.ConnectError:
        await asyncio.sleep(0.05)
        return None


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
