"""What lies in deploy/ fits the program: paths, settings, and the words to systemd."""

import asyncio
import re
import socket
from configparser import ConfigParser
from pathlib import Path

from bot.config import Settings
from bot.operate.supervised import MICROSECONDS
from sandbox.clock import Clock
from sandbox.server import serve
from sandbox.stage import Sandbox
from tests.project.process import READY, STOPPED, started
from tests.project.test_run import GOOD
from tests.project.tree import committed, text

CONTAINER, COMPOSE, UNIT = (
    text(Path("deploy") / name) for name in ("Containerfile", "compose.yaml", "kith.service")
)


def set_in(words: str) -> set[str]:
    """The settings that are named as variables of the environment."""
    return set(re.findall(r"\bKITH_[A-Z]+__[A-Z_]+\b", words))


def test_every_variable_is_a_setting() -> None:
    known = {
        f"KITH_{section}__{key}".upper()
        for section, table in Settings.model_fields.items()
        for key in getattr(table.annotation, "model_fields", {})
    }
    assert len(set_in(CONTAINER)) == 6
    for words in (CONTAINER, COMPOSE, UNIT):
        assert set_in(words) <= known


def test_the_image_is_made_of_what_is_there() -> None:
    copied = re.findall(r"^COPY (?!--)(.+) \S+$", CONTAINER, re.MULTILINE)
    names = {name for line in copied for name in line.split()}
    assert names >= {"uv.lock", "bot", "sandbox"}
    assert names <= {path.parts[0] for path in committed()}


def unit() -> dict[str, str]:
    parser = ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string(UNIT)
    return dict(parser["Service"])


def test_the_unit_waits_longer_than_kith_takes_to_stop() -> None:
    assert int(unit()["TimeoutStopSec"]) > STOPPED
    assert int(unit()["RestartPreventExitStatus"]) == 3


async def test_systemd_hears_that_it_is_ready_alive_and_stopping(tmp_path: Path) -> None:
    heard = await _heard(tmp_path, WATCHDOG_USEC=str(MICROSECONDS // 5))
    assert heard[0] == "READY=1"
    assert heard[-1] == "STOPPING=1"
    assert heard[1:-1]
    assert set(heard[1:-1]) == {"WATCHDOG=1"}


async def _heard(folder: Path, **env: str) -> list[str]:
    """What a supervisor hears of `kith run` from its start to its end."""
    sandbox = Sandbox(Clock(0, running=True))
    heard: list[str] = []
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(str(folder / "notify"))
        ear.setblocking(False)
        env["NOTIFY_SOCKET"] = str(folder / "notify")
        async with serve(sandbox) as address:
            settings = GOOD.format(token=sandbox.token, api=address)
            (folder / "kith.toml").write_text(settings)
            process = await started(
                folder, "run", "--config", "kith.toml", errors=asyncio.subprocess.DEVNULL, **env
            )
            async with asyncio.timeout(READY):
                while len(heard) < 3:
                    heard.append(await _next(ear))
            process.terminate()
            async with asyncio.timeout(STOPPED):
                await process.wait()
                while heard[-1] != "STOPPING=1":
                    heard.append(await _next(ear))
    return heard


async def _next(ear: socket.socket) -> str:
    return (await asyncio.get_running_loop().sock_recv(ear, 100)).decode()
