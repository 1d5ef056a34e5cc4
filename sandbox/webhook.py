"""Sending updates to the webhook that the bot has set.

Belongs here: what Telegram does about a webhook by itself
(https://core.telegram.org/bots/api#setwebhook). May not enter: setting one (`methods.webhook`), the
queue's own rules (`updates`).

As Telegram's server does (github.com/tdlib/telegram-bot-api, WebhookActor.cpp): updates of one line
go one after the other, lines side by side; only an answer 2xx confirms, anything else brings the
update back later. A method call in the answer's body is not carried out.
"""

import asyncio
from asyncio import TaskGroup
from collections.abc import Awaitable, Callable

# The sandbox's one client. Starlette has none, the standard library none for asyncio;
# python-telegram-bot brings this one.
import httpx

from sandbox.updates import Pending, Webhook
from sandbox.world import World

Line = tuple[str, int]
Pause = Callable[[float], Awaitable[None]]

BACK_OFF = 1.0
"""Seconds after which an update is sent again. Telegram's grow with each failure."""

PATIENCE = 60.0
"""Real seconds without an answer after which Telegram closes the connection."""

_FAILURES: tuple[tuple[type[httpx.HTTPError], str], ...] = (
    (httpx.ConnectTimeout, "Connection timed out"),
    (httpx.ConnectError, "Connection refused"),
    (httpx.TimeoutException, "Read timeout expired"),
    (httpx.HTTPError, "Webhook connection closed"),
)


def open_client() -> httpx.AsyncClient:
    """A client that sends straight to where the webhook is, with Telegram's patience."""
    return httpx.AsyncClient(timeout=PATIENCE, trust_env=False)


async def deliver(world: World, client: httpx.AsyncClient, *, pause: Pause = asyncio.sleep) -> None:
    """Send what waits, whenever a webhook is set, until cancelled.

    `pause` lets BACK_OFF seconds pass. In process, give a client with an
    `ASGITransport(app, raise_app_exceptions=False)`: so a bot that fails answers 500.
    """
    await _Delivery(world, client, pause).run()


class _Delivery:
    """What is on its way: its lines, those that wait to be sent again among them."""

    def __init__(self, world: World, client: httpx.AsyncClient, pause: Pause) -> None:
        self._world = world
        self._client = client
        self._pause = pause
        self._busy: set[Line] = set()
        self._connections = 0
        self._news = asyncio.Event()
        world.updates.on_change(self._news.set)

    async def run(self) -> None:
        async with TaskGroup() as tasks:
            while True:
                self._news.clear()
                if (webhook := self._world.updates.webhook) is not None:
                    self._send(webhook, tasks)
                await self._news.wait()

    def _send(self, webhook: Webhook, tasks: TaskGroup) -> None:
        # Telegram loads no more than this; so a long queue costs no more than a short one.
        for pending in self._world.updates.take(2 * webhook.max_connections, self._world.now()):
            line = _line(pending)
            if line not in self._busy and self._connections < webhook.max_connections:
                self._busy.add(line)
                self._connections += 1
                tasks.create_task(self._carry(webhook, line, pending))

    async def _carry(self, webhook: Webhook, line: Line, pending: Pending) -> None:
        failure = await self._failure(webhook, pending)
        self._connections -= 1
        self._news.set()
        if failure is None:
            self._world.updates.settle(pending)
            self._world.ledger.confirm([pending.update_id])
        else:
            webhook.last_error = failure, self._world.now()
            await self._pause(BACK_OFF)
        self._busy.discard(line)
        self._news.set()

    async def _failure(self, webhook: Webhook, pending: Pending) -> str | None:
        """Send one update; answers what went wrong, in Telegram's words."""
        secret = {"X-Telegram-Bot-Api-Secret-Token": webhook.secret_token or ""}
        headers = secret if webhook.secret_token else {}
        try:
            answer = await self._client.post(webhook.url, json=pending.shape(), headers=headers)
        except httpx.HTTPError as failure:
            return next(words for kind, words in _FAILURES if isinstance(failure, kind))
        if answer.is_success:
            return None
        return f"Wrong response from the webhook: {answer.status_code} {answer.reason_phrase}"


def _line(pending: Pending) -> Line:
    """What keeps its order: the messages of a chat, or what one person does of another kind."""
    whose = "chat" if pending.kind == "message" else "from"
    return pending.kind, pending.body[whose]["id"]
