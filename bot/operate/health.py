"""Whether Kith is well: for a supervisor, a balancer, a watcher far away (O6).

Belongs here: the questions that others may ask over HTTP, and the ping that tells somebody
elsewhere. May not enter: anything of a person or a group. Numbers are of log events, which hold
none (`logs`); signposts log nothing when they are asked for, so they are not in the numbers either.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import httpx
import structlog
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.listening import listening
from storage.engine import Database
from storage.errors import StorageError

log = structlog.get_logger()

SILENT = 90.0
"""Seconds without an answer to a poll after which Kith is not well; the watchdog acts then too."""
PING = 60.0
"""Seconds between two pings: a watcher that expects one every five minutes sees a silence soon."""
PATIENCE = 10.0
GRACE = 1


@dataclass(frozen=True, slots=True)
class Signs:
    """What tells whether Kith is well.

    `heard_at`: when Telegram last answered a poll, in `monotonic` seconds; None where Telegram
    calls by itself, and silence says nothing. `agrees`: whether the clock is Telegram's.
    """

    database: Database
    heard_at: Callable[[], float] | None
    agrees: Callable[[], bool]
    monotonic: Callable[[], float] = time.monotonic

    def hears(self) -> bool:
        """Whether Telegram was heard lately."""
        return self.heard_at is None or self.monotonic() - self.heard_at() < SILENT

    async def stores(self) -> bool:
        """Whether the storage takes a transaction, within the second that it may wait for one."""
        try:
            async with self.database.transaction():
                return True
        except StorageError:
            return False

    async def all(self) -> dict[str, bool]:
        """Each sign by its name."""
        stores = await self.stores()
        return {"telegram": self.hears(), "storage": stores, "clock": self.agrees()}


def application(signs: Signs, numbers: Callable[[], bytes] | None = None) -> Starlette:
    """`/healthz`: is this process alive, or should it be started again? `/readyz`: can it work?

    `/metrics`, where `numbers` are kept: the text that Prometheus reads.
    """

    async def healthz(_: Request) -> Response:
        alive = signs.hears()
        return PlainTextResponse("ok" if alive else "silent", 200 if alive else 503)

    async def readyz(_: Request) -> Response:
        found = await signs.all()
        return JSONResponse(found, 200 if all(found.values()) else 503)

    async def metrics(_: Request) -> Response:
        return Response(numbers() if numbers else b"", media_type="text/plain; version=0.0.4")

    routes = [Route("/healthz", healthz), Route("/readyz", readyz)]
    return Starlette(routes=routes + ([Route("/metrics", metrics)] if numbers else []))


async def ping(
    signs: Signs, url: str, pause: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> None:
    """Tell a watcher elsewhere, each minute, as long as all is well: then silence tells it too."""
    async with httpx.AsyncClient(timeout=PATIENCE) as client:
        while True:
            if all((await signs.all()).values()):
                try:
                    (await client.get(url)).raise_for_status()
                except httpx.HTTPError as failure:
                    log.warning("health.not_pinged", failure=type(failure).__name__)
            await pause(PING)


@asynccontextmanager
async def told(
    signs: Signs,
    *,
    host: str,
    port: int | None,
    url: str | None,
    numbers: Callable[[], bytes] | None,
) -> AsyncIterator[None]:
    """While the block runs, answer at `port` and ping `url`, where they are set.

    Raises CannotListen.
    """
    pinging = asyncio.create_task(ping(signs, url)) if url else None
    try:
        if port is None:
            yield
        else:
            async with listening(application(signs, numbers), host, port, grace=GRACE):
                yield
    finally:
        if pinging is not None:
            pinging.cancel()
            with suppress(asyncio.CancelledError):
                await pinging
