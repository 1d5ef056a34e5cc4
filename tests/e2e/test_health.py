"""Others can ask whether Kith is well, and hear nothing of anybody (O6)."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
import structlog
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.listening import listening
from bot.operate import numbers
from bot.operate.health import SILENT, Signs, application, ping, told
from bot.operate.logs import set_up
from bot.operate.supervised import supervised
from tests.e2e.scene import Person, Scene
from tests.e2e.test_turn import locked


def signs_of(scene: Scene, *, silent_for: float = 0) -> Signs:
    """The signs of the Kith at work, when Telegram was last heard so long ago."""
    poller = scene.kith.poller
    return Signs(
        scene.kith.database,
        lambda: poller.answered_at,
        lambda: scene.kith.clock.agrees,
        lambda: poller.answered_at + silent_for,
    )


async def ask(signs: Signs, path: str) -> httpx.Response:
    transport = httpx.ASGITransport(application(signs))
    async with httpx.AsyncClient(transport=transport, base_url="http://kith") as client:
        return await client.get(path)


async def test_all_is_well(scene: Scene) -> None:
    signs = signs_of(scene)
    assert (await ask(signs, "/healthz")).text == "ok"
    ready = await ask(signs, "/readyz")
    assert (ready.status_code, set(ready.json().values())) == (200, {True})
    assert (await ask(signs, "/metrics")).status_code == 404  # only where they are wanted


async def test_a_telegram_that_is_silent_is_told(scene: Scene) -> None:
    signs = signs_of(scene, silent_for=SILENT)
    assert (await ask(signs, "/healthz")).status_code == 503
    assert (await ask(signs, "/readyz")).json()["telegram"] is False
    calls = Signs(signs.database, None, signs.agrees)  # where Telegram calls, silence is usual
    assert (await ask(calls, "/healthz")).status_code == 200


async def test_a_storage_that_takes_nothing_is_told_and_no_reason_to_start_again(
    scene: Scene, tmp_path: Path
) -> None:
    async with locked(tmp_path):
        ready = await ask(signs_of(scene), "/readyz")
        assert (await ask(signs_of(scene), "/healthz")).status_code == 200
    assert (ready.status_code, ready.json()["storage"]) == (503, False)


async def test_a_clock_that_telegram_does_not_share_is_told(scene: Scene) -> None:
    signs = replace(signs_of(scene), agrees=lambda: False)
    assert (await ask(signs, "/readyz")).json()["clock"] is False


@asynccontextmanager
async def watcher() -> AsyncIterator[tuple[str, list[str]]]:
    """Somebody elsewhere who waits for calls: their address, and the calls that came."""
    came: list[str] = []

    async def called(request: Request) -> Response:
        came.append(request.url.query)
        return Response()

    port = _free_port()
    async with listening(Starlette(routes=[Route("/kith", called)]), "127.0.0.1", port, grace=1):
        yield f"http://127.0.0.1:{port}/kith", came


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


async def test_a_watcher_hears_kith_while_it_is_well_and_then_a_silence(scene: Scene) -> None:
    heard: list[int] = []

    async def a_minute_passes(_: float) -> None:
        heard.append(len(came))
        if len(heard) == 4:
            raise asyncio.CancelledError

    signs = replace(signs_of(scene), agrees=lambda: len(heard) != 2)  # not in the third minute
    async with watcher() as (url, came):
        with pytest.raises(asyncio.CancelledError):
            await ping(signs, url, a_minute_passes)
    assert heard == [1, 2, 2, 3]
    assert set(came) == {""}  # nothing but the call itself


async def test_a_watcher_that_is_gone_does_no_harm(scene: Scene) -> None:
    async def a_minute_passes(_: float) -> None:
        raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await ping(signs_of(scene), f"http://127.0.0.1:{_free_port()}/kith", a_minute_passes)


@pytest.fixture
def counted() -> Iterator[None]:
    """Numbers are kept, as `health.metrics` asks for, while errors alone are written."""
    set_up("ERROR", numbers.count)
    yield
    structlog.reset_defaults()


async def test_numbers_are_of_events_and_of_nobody(
    counted: None, scene: Scene, ana: Person, capfd: pytest.CaptureFixture[str]
) -> None:
    port = _free_port()
    before = numbers.text()
    async with told(signs_of(scene), host="127.0.0.1", port=port, url=None, numbers=numbers.text):
        await scene.passes(minutes=6)
        await ana.taps("Windy")
        async with httpx.AsyncClient() as client:
            found = (await client.get(f"http://127.0.0.1:{port}/metrics")).text
    assert 'kith_events_total{event="delivery.sent"}' in found
    assert found.encode() != before
    assert not [each for each in ("Ana", "Windy", str(ana.id), str(scene.circle)) if each in found]
    assert "delivery.sent" not in capfd.readouterr().err


@pytest.mark.parametrize(("silent_for", "alive"), [(0, ["WATCHDOG=1"]), (SILENT, [])])
async def test_systemd_hears_only_of_a_kith_that_hears(
    scene: Scene, tmp_path: Path, silent_for: float, alive: list[str]
) -> None:
    signs = signs_of(scene, silent_for=silent_for)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(str(tmp_path / "notify"))
        ear.setblocking(False)
        async with supervised(signs, {"NOTIFY_SOCKET": str(tmp_path / "notify")}):
            await signs.all()  # meanwhile the first sign of life is given, if it is
        heard = [ear.recv(100).decode() for _ in range(2 + len(alive))]
        with pytest.raises(BlockingIOError):
            ear.recv(100)
    assert heard == ["READY=1", *alive, "STOPPING=1"]
