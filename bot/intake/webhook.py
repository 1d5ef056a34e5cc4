"""Telegram calls: updates that come over HTTP, through the same turn as those that are asked for.

Belongs here: who may call and how, joining calls into a batch, and the server. May not enter: what
an update means. A call is answered 200 only after its turn; with anything else Telegram delivers
again, and the inserted ids make that harmless.

The path is no secret: who calls proves it with the header that setWebhook agreed on.
"""

import asyncio
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

import structlog
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.intake.privacy import Raw
from bot.listening import listening
from bot.wire import BATCH, Wire
from storage.errors import StorageError

log = structlog.get_logger()

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a name, not a secret
MOST_BYTES = 256 * 1024
"""Of one call; an update is far smaller."""
GATHERING = 0.005
"""Seconds in which calls join one batch; those that come during a turn join the next."""
GRACE = 8
"""Seconds for calls under way when the program is told to stop (I16: gone in under 10)."""


class Taker(Protocol):
    """The turn."""

    async def take(self, batch: Sequence[Raw]) -> None:
        """Carry a batch through. Raises StorageError when nothing was saved."""


class Guide(Protocol):
    """The signposts."""

    def take(self, batch: Sequence[Raw]) -> list[Raw]:
        """Begin to answer what asks for signposts; gives the rest."""
        ...

    async def finish(self) -> None:
        """Wait for the answers under way."""


@dataclass(frozen=True, slots=True)
class Door:
    """Where Telegram calls (`url`), where that arrives (`host`, `port`), and the secret."""

    url: str
    host: str
    port: int
    secret: str


class Gathering:
    """Joins calls into batches, and carries one batch at a time through the turn."""

    def __init__(self, turn: Taker) -> None:
        self._turn = turn
        self._one_at_a_time = asyncio.Lock()
        self._open: list[Raw] = []
        self._carrying: asyncio.Task[None] | None = None

    async def take(self, update: Raw) -> None:
        """Return once the update's batch is done. Raises StorageError: let it come again."""
        if self._carrying is None or len(self._open) >= BATCH:
            self._open = []
            self._carrying = asyncio.create_task(self._carry(self._open))
        self._open.append(update)
        await asyncio.shield(self._carrying)

    async def _carry(self, batch: list[Raw]) -> None:
        await asyncio.sleep(GATHERING)
        async with self._one_at_a_time:
            if batch is self._open:
                self._carrying = None
            await self._turn.take(batch)


def application(turn: Taker, signposts: Guide, path: str, secret: str) -> Starlette:
    """The ASGI application: POST with JSON and the secret to `path`, and nothing else.

    Signposts are answered before anything else, each call for itself.
    """
    gathering = Gathering(turn)

    async def call(request: Request) -> Response:
        _require_secret(request, secret)
        update = await _update(request)
        if not signposts.take([update]):
            await signposts.finish()
            return Response()
        try:
            await gathering.take(update)
        except StorageError as failure:
            log.error("intake.storage_failed", failure=type(failure).__name__)
            raise HTTPException(503) from failure
        return Response()

    return Starlette(routes=[Route(path, call, methods=["POST"])])


async def serve(
    wire: Wire, turn: Taker, signposts: Guide, door: Door, stopping: asyncio.Event
) -> None:
    """Listen, tell Telegram where to call, and serve until stopped; calls under way are finished.

    Raises CannotListen, or telegram.error.TelegramError when Telegram refuses the address.
    """
    answering = application(turn, signposts, urlsplit(door.url).path or "/", door.secret)
    async with listening(answering, door.host, door.port, grace=GRACE):
        await wire.set_webhook(door.url, door.secret)
        await stopping.wait()


def _require_secret(request: Request, secret: str) -> None:
    told = request.headers.get(SECRET_HEADER, "")
    if not hmac.compare_digest(told.encode(), secret.encode()):
        raise HTTPException(403)


async def _update(request: Request) -> Raw:
    """The update in the body. Raises HTTPException 415, 413 or 400."""
    if request.headers.get("Content-Type", "").partition(";")[0].strip() != "application/json":
        raise HTTPException(415)
    try:
        update = json.loads(await _body(request))
    except ValueError as failure:
        raise HTTPException(400) from failure
    if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
        raise HTTPException(400)
    return update


async def _body(request: Request) -> bytes:
    """Read no more than is allowed, whatever length the caller announced."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise HTTPException(413)
    return bytes(body)
