"""A webhook gets the updates as Telegram sends them, and only a 2xx confirms."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sandbox.clients import Words, say, tap
from sandbox.clock import Clock
from sandbox.messages import Message
from sandbox.population import Person
from sandbox.server import serve
from sandbox.stage import Sandbox
from sandbox.webhook import BACK_OFF, deliver

URL = "https://kith.example/updates"
SECRET = "a_Secret-1"


class Listener:
    """A bot behind a webhook: its ASGI application, what it got, and what it answers."""

    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.statuses: list[int] = []
        self.held: asyncio.Event | None = None
        self.at_once = 0
        self.most_at_once = 0
        self.app = Starlette(routes=[Route("/updates", self._take, methods=["POST"])])

    async def _take(self, request: Request) -> Response:
        self.headers.append(dict(request.headers))
        self.got.append(await request.json())
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        if self.held is not None:
            await self.held.wait()
        self.at_once -= 1
        return Response(status_code=self.statuses.pop(0) if self.statuses else 200)

    def ids(self) -> list[int]:
        return [each["update_id"] for each in self.got]


class Stage:
    """People in private chats, a group with a post, and a listener; no time is really waited."""

    def __init__(self) -> None:
        self.sandbox = Sandbox(Clock(1_800_000_000))
        self.world = self.sandbox.world
        self.people = [self.world.add_person(f"P{number}") for number in range(60)]
        group = self.world.add_group("Circle", members=self.people)
        self.post = self.world.post(Message(group, self.world.bot, 0, "How is it?"))
        self.listener = Listener()
        self.pauses: list[float] = []
        self.may_retry = asyncio.Event()
        self.may_retry.set()

    async def call(self, method: str, **params: Any) -> Any:
        """The result; of a refusal its description."""
        body = (await self.sandbox.call(method, params)).body
        assert body is not None
        return body["result"] if body["ok"] else body["description"]

    async def set(self, url: str = URL, **params: Any) -> Any:
        return await self.call("setWebhook", url=url, **params)

    def says(self, person: Person, text: str = "hi") -> int:
        update_id = say(self.world, person, self.world.chats[person.id], Words(text))
        assert update_id is not None
        return update_id

    def taps(self, person: Person) -> int:
        update_id = tap(self.world, person, self.post, "a").update_id
        assert update_id is not None
        return update_id

    async def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        await self.may_retry.wait()

    @asynccontextmanager
    async def delivering(
        self, transport: httpx.AsyncBaseTransport | None = None
    ) -> AsyncIterator[None]:
        transport = transport or httpx.ASGITransport(self.listener.app)
        async with httpx.AsyncClient(transport=transport) as client:
            task = asyncio.create_task(deliver(self.world, client, pause=self.pause))
            try:
                yield
            finally:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task

    async def settled(self) -> None:
        await until(lambda: not self.world.updates.waiting(self.world.now()))


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not true():
            await asyncio.sleep(0)


@pytest.fixture
def stage() -> Stage:
    return Stage()


async def test_updates_are_posted_with_the_secret_and_confirmed(stage: Stage) -> None:
    before = stage.says(stage.people[0], "/start")
    async with stage.delivering():
        assert await stage.set(secret_token=SECRET) is True
        await stage.settled()
        later = stage.taps(stage.people[1])
        await stage.settled()
    assert stage.listener.ids() == stage.sandbox.ledger.confirmed == [before, later]
    assert stage.listener.got[0]["message"]["text"] == "/start"
    assert stage.listener.got[1]["callback_query"]["data"] == "a"
    headers = stage.listener.headers[0]
    assert headers["x-telegram-bot-api-secret-token"] == SECRET
    assert headers["content-type"] == "application/json"


async def test_without_a_secret_there_is_no_header(stage: Stage) -> None:
    await stage.set()
    stage.says(stage.people[0])
    async with stage.delivering():
        await stage.settled()
    assert "x-telegram-bot-api-secret-token" not in stage.listener.headers[0]


async def test_only_a_2xx_confirms(stage: Stage) -> None:
    stage.listener.statuses = [503, 404, 204]
    await stage.set()
    said = stage.says(stage.people[0])
    async with stage.delivering():
        await until(lambda: len(stage.listener.got) == 2)
        assert stage.sandbox.ledger.confirmed == []
        await stage.settled()
    assert stage.listener.ids() == [said] * 3
    assert stage.pauses == [BACK_OFF] * 2
    assert stage.sandbox.ledger.confirmed == [said]
    info = await stage.call("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 404 Not Found"
    assert info["last_error_date"] == 1_800_000_000


async def test_one_chat_waits_for_its_failed_update_and_others_do_not(stage: Stage) -> None:
    ana, ben = stage.people[:2]
    stage.may_retry.clear()
    stage.listener.statuses = [500]
    await stage.set()
    first, second = stage.says(ana), stage.says(ana)
    other, tapped = stage.says(ben), stage.taps(ana)
    async with stage.delivering():
        await until(lambda: len(stage.sandbox.ledger.confirmed) == 2)
        assert sorted(stage.listener.ids()) == [first, other, tapped]
        stage.may_retry.set()
        await stage.settled()
    assert stage.listener.ids()[3:] == [first, second]


async def test_the_messages_of_a_group_keep_their_order_whoever_writes(stage: Stage) -> None:
    stage.listener.statuses = [500]
    await stage.set()
    group, words = stage.post.chat, Words("/help@kith_bot")
    written = [say(stage.world, each, group, words) for each in stage.people[:2]]
    async with stage.delivering():
        await stage.settled()
    assert stage.listener.ids() == [written[0], *written]


@pytest.mark.parametrize("connections", [1, 7, 40])
async def test_no_more_go_at_once_than_the_bot_allows(stage: Stage, connections: int) -> None:
    stage.listener.held = asyncio.Event()
    for person in stage.people:
        stage.says(person)
    async with stage.delivering():
        await stage.set(max_connections=connections)
        await until(lambda: len(stage.listener.got) == connections)
        stage.listener.held.set()
        await stage.settled()
    assert stage.listener.most_at_once == connections
    assert len(stage.listener.got) == len(stage.people)


async def test_a_bot_that_raises_has_answered_500(stage: Stage) -> None:
    async def fails(*_: Any) -> None:
        raise ValueError("a mistake of the bot")

    await stage.set()
    stage.says(stage.people[0])
    async with stage.delivering(httpx.ASGITransport(fails, raise_app_exceptions=False)):
        await until(lambda: bool(stage.pauses))
    info = await stage.call("getWebhookInfo")
    assert info["last_error_message"].endswith("500 Internal Server Error")
    assert info["pending_update_count"] == 1


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (httpx.ConnectError("no"), "Connection refused"),
        (httpx.ConnectTimeout("no"), "Connection timed out"),
        (httpx.ReadTimeout("no"), "Read timeout expired"),
        (httpx.RemoteProtocolError("no"), "Webhook connection closed"),
    ],
)
async def test_a_bot_that_is_not_there_is_tried_again(
    stage: Stage, failure: httpx.HTTPError, words: str
) -> None:
    answers: list[Exception | None] = [failure, failure, None]

    async def handle(_: httpx.Request) -> httpx.Response:
        if (answer := answers.pop(0)) is not None:
            raise answer
        return httpx.Response(200)

    await stage.set()
    stage.says(stage.people[0])
    async with stage.delivering(httpx.MockTransport(handle)):
        await stage.settled()
    assert stage.pauses == [BACK_OFF] * 2
    assert (await stage.call("getWebhookInfo"))["last_error_message"] == words


async def test_after_the_webhook_is_gone_nothing_is_sent(stage: Stage) -> None:
    await stage.set()
    async with stage.delivering():
        stage.says(stage.people[0])
        await stage.settled()
        await stage.call("deleteWebhook")
        left = stage.says(stage.people[0])
        await settle_tasks()
        assert len(stage.listener.got) == 1
        await stage.set()
        await stage.settled()
    assert stage.listener.ids()[1:] == [left]


async def settle_tasks() -> None:
    """Let whoever is ready run, many times over."""
    for _ in range(100):
        await asyncio.sleep(0)


async def test_an_update_dropped_on_its_way_is_gone(stage: Stage) -> None:
    stage.listener.held = asyncio.Event()
    await stage.set()
    stage.says(stage.people[0])
    async with stage.delivering():
        await until(lambda: bool(stage.listener.got))
        await stage.set(drop_pending_updates=True)
        stage.listener.held.set()
        later = stage.says(stage.people[0])
        await stage.settled()
    assert stage.listener.ids()[1:] == [later]


async def test_a_served_sandbox_sends_to_a_real_address(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")  # no detour over this machine's proxy
    monkeypatch.delenv("NO_PROXY", raising=False)
    async with serve(stage.sandbox), listening(stage.listener.app) as address:
        await stage.set(f"{address}/updates", secret_token=SECRET)
        said = stage.says(stage.people[0])
        await until_real(lambda: stage.sandbox.ledger.confirmed == [said])
    assert stage.listener.ids() == [said]


async def until_real(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not true():
            await asyncio.sleep(0.01)


@asynccontextmanager
async def listening(app: Callable[..., Awaitable[None]]) -> AsyncIterator[str]:
    """Serve the listener on a socket of its own."""
    server = uvicorn.Server(uvicorn.Config(app, lifespan="off", log_config=None, ws="none"))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        task = asyncio.create_task(server.serve([listener]))
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            await task
