"""A damaged database: said at once, left as it is, and the signposts answer still (I11, I13).

Belongs here: `kith run` as a process on a file that cannot be used. May not enter: storage that
fails while Kith is at work (tests/torture/test_disk.py).
"""

import asyncio
import os
import shutil
import signal
import time
from asyncio.subprocess import STDOUT, Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.cli.running import run_shut
from bot.config import load
from sandbox import clients
from sandbox.clients import Words
from sandbox.clock import Clock
from sandbox.server import serve
from sandbox.stage import Sandbox
from storage.errors import StorageError
from storage.shut import Shut
from tests import payloads, templates
from tests.e2e.scene import ADDRESS, opened
from tests.project.process import READY, STOPPED, started
from tests.project.test_run import GOOD

SAID = "The database is damaged. Stop the program and restore a backup."
PAGE = 4096


def noise(file: Path) -> None:
    """Nothing of it is a database any more."""
    file.write_bytes(os.urandom(3 * PAGE))


def torn(file: Path) -> None:
    """One page in the middle is another's; the head of the file is as it should be."""
    with file.open("r+b") as database:
        database.seek(5 * PAGE)
        database.write(b"\x0d" + os.urandom(PAGE - 1))


@asynccontextmanager
async def kith_run(folder: Path, sandbox: Sandbox) -> AsyncIterator[Process]:
    """`kith run` in that folder; it logs and speaks to one pipe."""
    async with serve(sandbox) as address:
        (folder / "kith.toml").write_text(GOOD.format(token=sandbox.token, api=address))
        process = await started(folder, "run", "--config", "kith.toml", errors=STDOUT)
        try:
            yield process
        finally:
            if process.returncode is None:
                process.send_signal(signal.SIGKILL)
            await process.communicate()
    payloads.check(sandbox.ledger.calls)


async def told(process: Process, words: str) -> str:
    """All lines until one has these words."""
    lines: list[str] = []
    assert process.stdout is not None
    async with asyncio.timeout(READY):
        while not lines or words not in lines[-1]:
            line = await process.stdout.readline()
            assert line, f"it ended without {words!r}: {''.join(lines)}"
            lines.append(line.decode())
    return "".join(lines)


async def answered(sandbox: Sandbox, person: int) -> str:
    """What Kith has written to that person, once it has."""
    async with asyncio.timeout(READY):
        while True:
            for each in sandbox.ledger.delivered:
                if each["chat"] == person:
                    return str(each["text"])
            await asyncio.sleep(0.02)


@pytest.mark.parametrize("damage", [noise, torn])
async def test_a_damaged_file_is_told_and_kept_and_signposts_answer(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    file = tmp_path / "kith.db"
    await templates.sqlite(file)
    damage(file)
    before = file.read_bytes()
    sandbox = Sandbox(Clock(time.time(), running=True))
    ana = sandbox.world.add_person("Ana")
    async with kith_run(tmp_path, sandbox) as process:
        assert "Traceback" not in await told(process, SAID)
        clients.say(sandbox.world, ana, sandbox.world.chats[ana.id], Words("/crisis"))
        assert "If a life is in danger" in await answered(sandbox, ana.id)
        process.terminate()
        async with asyncio.timeout(STOPPED):
            assert await process.wait() == 0
    assert file.read_bytes() == before
    left = {each.name for each in tmp_path.iterdir()} - {"kith.toml", "kith.key", "kith.db.lock"}
    assert {each for each in left if (tmp_path / each).stat().st_size} == {"kith.db"}


async def test_once_the_file_is_mended_kith_leaves_to_be_started_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("bot.opening.SHUT_PAUSE", 0.05)
    await templates.sqlite(tmp_path / "whole")
    noise(tmp_path / "kith.db")
    async with opened(tmp_path) as scene:
        assert isinstance(scene.kith.database, Shut)
        (tmp_path / "kith.toml").write_text(GOOD.format(token=scene.sandbox.token, api=ADDRESS))
        monkeypatch.chdir(tmp_path)
        shut = run_shut(scene.kith, scene.kith.database.reason, load(tmp_path / "kith.toml"))
        running = asyncio.create_task(shut)
        await asyncio.sleep(0.2)
        assert not running.done()
        shutil.copy(tmp_path / "whole", tmp_path / "kith.db")
        with pytest.raises(StorageError, match="can be opened now"):
            await running
    assert SAID in capsys.readouterr().err


async def test_without_a_look_at_every_page_a_torn_file_would_be_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def trusts(_: object) -> None:
        pass

    monkeypatch.setattr("storage.migrate._require_whole", trusts)
    await templates.sqlite(tmp_path / "kith.db")
    torn(tmp_path / "kith.db")
    before = (tmp_path / "kith.db").read_bytes()
    async with opened(tmp_path) as scene:
        assert not isinstance(scene.kith.database, Shut)
    assert (tmp_path / "kith.db").read_bytes() != before
