"""Telegram calls: who may, what is kept, and what is answered when nothing can be (O7, I1)."""

import asyncio
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.intake.privacy import Raw
from bot.intake.webhook import (
    MOST_BYTES,
    SECRET_HEADER,
    Door,
    Taker,
    application,
    serve,
)
from bot.listening import CannotListen
from sandbox.webhook import deliver
from storage.errors import StorageBusy
from tests.e2e.scene import Person, Scene, opened
from tests.e2e.test_turn import answered, locked, pending, stored, taps_unheard

PATH = "/telegram"
URL = f"https://kith.example{PATH}"
SECRET = "s" * 43


class Counting:
    """The turn, and how large its batches were."""

    def __init__(self, turn: Taker) -> None:
        self.sizes: list[int] = []
        self._turn = turn

    async def take(self, batch: Sequence[Raw]) -> None:
        self.sizes.append(len(batch))
        await self._turn.take(batch)


class Hasty:
    """The switch: it says that all is well before the turn is done."""

    def __init__(self, turn: Taker) -> None:
        self._turn = turn

    async def take(self, batch: Sequence[Raw]) -> None:
        self.later = asyncio.create_task(self._turn.take(batch))


@asynccontextmanager
async def telegram(scene: Scene, turn: Taker) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody who can call the webhook, with the right secret unless told otherwise."""
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(application(turn, scene.kith.signposts, PATH, SECRET)),
        base_url="https://kith.example",
        headers={SECRET_HEADER: SECRET},
    ) as client:
        yield client


@pytest.mark.parametrize(
    ("method", "path", "headers", "body", "code"),
    [
        ("POST", PATH, {SECRET_HEADER: "s" * 42}, b'{"update_id": 1}', 403),
        ("POST", PATH, {SECRET_HEADER: ""}, b'{"update_id": 1}', 403),
        ("POST", PATH, {SECRET_HEADER: "\u00fc"}, b'{"update_id": 1}', 403),
        ("GET", PATH, {}, b"", 405),
        ("PUT", PATH, {}, b'{"update_id": 1}', 405),
        ("POST", "/", {}, b'{"update_id": 1}', 404),
        ("POST", PATH, {"Content-Type": "text/plain"}, b'{"update_id": 1}', 415),
        ("POST", PATH, {}, b" " * (MOST_BYTES + 1), 413),
        ("POST", PATH, {}, b"{", 400),
        ("POST", PATH, {}, b"\xff", 400),
        ("POST", PATH, {}, b"[1]", 400),
        ("POST", PATH, {}, b"{}", 400),
    ],
)
async def test_whoever_is_not_telegram_changes_nothing(
    scene: Scene, *, method: str, path: str, headers: dict[str, str], body: bytes, code: int
) -> None:
    turn = Counting(scene.kith.turn)
    async with telegram(scene, turn) as client:
        json = {"Content-Type": "application/json"}
        encoded = [(k.encode(), v.encode()) for k, v in (json | headers).items()]
        answer = await client.request(method, path, headers=encoded, content=body)
    assert (answer.status_code, turn.sizes) == (code, [])


async def test_a_tap_that_is_called_in_is_kept_and_answered_before_the_200(
    scene: Scene, ana: Person
) -> None:
    await scene.passes(minutes=6)
    windy = await taps_unheard(scene, ana, "Windy")
    async with telegram(scene, scene.kith.turn) as client:
        for _ in range(2):  # Telegram may deliver it again
            assert (await client.post(PATH, json=windy)).status_code == 200
            assert await stored(scene) == ["windy"]
            assert "Windy" in answered(scene)[-1]


async def test_calls_of_a_moment_are_one_batch_and_those_during_its_turn_the_next(
    scene: Scene, ana: Person, ben: Person
) -> None:
    await scene.passes(minutes=6)
    await taps_unheard(scene, ana, "Windy")
    await taps_unheard(scene, ben, "Foggy")
    await taps_unheard(scene, ana, "Clear")
    first, second, third = pending(scene)[-3:]
    turn = Counting(scene.kith.turn)
    async with telegram(scene, turn) as client:
        with_the_first = asyncio.gather(*(client.post(PATH, json=each) for each in (first, second)))
        while not turn.sizes:
            await asyncio.sleep(0)
        assert (await client.post(PATH, json=third)).status_code == 200
        assert [each.status_code for each in await with_the_first] == [200, 200]
    assert turn.sizes == [2, 1]
    assert sorted(await stored(scene)) == ["clear", "foggy"]


async def test_no_batch_is_larger_than_one_that_is_asked_for(scene: Scene) -> None:
    turn = Counting(scene.kith.turn)
    async with telegram(scene, turn) as client:
        calls = (client.post(PATH, json={"update_id": number}) for number in range(250))
        assert {each.status_code for each in await asyncio.gather(*calls)} == {200}
    assert turn.sizes == [100, 100, 50]


async def test_while_the_storage_is_locked_telegram_is_asked_to_come_again(
    scene: Scene, ana: Person, tmp_path: Path
) -> None:
    await scene.passes(minutes=6)
    windy = await taps_unheard(scene, ana, "Windy")
    async with telegram(scene, scene.kith.turn) as client:
        async with locked(tmp_path):
            assert (await client.post(PATH, json=windy)).status_code == 503
        assert answered(scene) == []
        assert (await client.post(PATH, json=windy)).status_code == 200
    assert await stored(scene) == ["windy"]


async def test_a_200_before_the_commit_would_lose_the_tap(
    scene: Scene, ana: Person, tmp_path: Path
) -> None:
    await scene.passes(minutes=6)
    windy = await taps_unheard(scene, ana, "Windy")
    turn = Hasty(scene.kith.turn)
    async with telegram(scene, turn) as client, locked(tmp_path):
        assert (await client.post(PATH, json=windy)).status_code == 200
        with pytest.raises(StorageBusy):
            await turn.later
    assert await stored(scene) == []


async def test_telegram_brings_everything_to_the_webhook_that_kith_has_set(
    scene: Scene, ana: Person, ben: Person
) -> None:
    await scene.goes_deaf()
    await scene.passes(minutes=6)
    await scene.kith.wire.set_webhook(URL, SECRET)
    async with telegram(scene, scene.kith.turn) as client, delivering(scene, client):
        await ana.taps("Windy")
        ana.hears("Windy")
        await ben.taps("Foggy")
        ben.hears("Foggy")
    assert await stored(scene) == ["windy", "foggy"]
    assert not pending(scene)


@asynccontextmanager
async def delivering(scene: Scene, client: httpx.AsyncClient) -> AsyncIterator[None]:
    """Telegram sends what waits; it brings its own secret."""
    del client.headers[SECRET_HEADER]
    sending = asyncio.create_task(deliver(scene.sandbox.world, client))
    try:
        yield
    finally:
        sending.cancel()
        with suppress(asyncio.CancelledError):
            await sending


class Slow:
    """A turn that lasts until it is let go."""

    def __init__(self) -> None:
        self.begun, self.may_end = asyncio.Event(), asyncio.Event()

    async def take(self, _: Sequence[Raw]) -> None:
        self.begun.set()
        await self.may_end.wait()


async def test_who_stops_finishes_the_calls_under_way(scene: Scene) -> None:
    await scene.goes_deaf()
    turn, stopping, port = Slow(), asyncio.Event(), free_port()
    door = Door(URL, "127.0.0.1", port, SECRET)
    signposts = scene.kith.signposts
    serving = asyncio.create_task(serve(scene.kith.wire, turn, signposts, door, stopping))
    while scene.sandbox.world.updates.webhook is None:
        await asyncio.sleep(0)
    async with httpx.AsyncClient(headers={SECRET_HEADER: SECRET}, trust_env=False) as client:
        address = f"http://127.0.0.1:{port}{PATH}"
        call = asyncio.create_task(client.post(address, json={"update_id": 1}))
        await turn.begun.wait()
        stopping.set()
        turn.may_end.set()
        assert (await call).status_code == 200
        await serving
        with pytest.raises(httpx.ConnectError):
            await client.post(address, json={"update_id": 2})
    calls = [each for each in scene.sandbox.ledger.calls if each["method"] == "setWebhook"]
    told: dict[str, Any] = calls[-1]["params"]
    assert (told["url"], told["secret_token"]) == (URL, SECRET)
    assert not told.get("drop_pending_updates")


async def test_kith_is_called_until_it_is_stopped_and_waits_for_calls_the_next_time(
    tmp_path: Path,
) -> None:
    door = Door(URL, "127.0.0.1", free_port(), SECRET)
    async with opened(tmp_path, webhook="https://kith.example/earlier", door=door) as scene:
        await scene.goes_deaf()
        ana = await scene.person("Ana")
        await scene.post("say", **{"from": ana.id, "chat": ana.id, "text": "hello"})
        running = asyncio.create_task(scene.kith.run())
        while (hook := scene.sandbox.world.updates.webhook) is None or hook.url != URL:
            await asyncio.sleep(0)
        async with httpx.AsyncClient(trust_env=False) as client:
            address = f"http://127.0.0.1:{door.port}{PATH}"
            told = {SECRET_HEADER: SECRET}
            answer = await client.post(address, json=pending(scene)[-1], headers=told)
        assert answer.status_code == 200
        await ana.sees("Nobody has read", at=ana.id)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        assert scene.sandbox.world.updates.webhook is not None


async def test_a_port_that_is_taken_is_said_before_telegram_is_told(scene: Scene) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        door = Door(URL, "127.0.0.1", taken.getsockname()[1], SECRET)
        kith = scene.kith
        with pytest.raises(CannotListen, match="in use"):
            await serve(kith.wire, kith.turn, kith.signposts, door, asyncio.Event())
    assert scene.sandbox.world.updates.webhook is None


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
