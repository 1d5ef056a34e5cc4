"""The sandbox over HTTP: Bot API, control interface and page.

Belongs here: the ASGI application and the server that runs it. May not enter: what a call means.

In process, the application is used without a socket (httpx.ASGITransport). Time-outs of httpx do
not reach an application in process: a call that is planned to hang, or to meet a half-open
connection, ends when it is cancelled; a reset is a ConnectionResetError there. And it sends nothing
to a webhook: `webhook.deliver` does, beside it.
"""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from email.utils import formatdate
from functools import partial
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from sandbox import webhook
from sandbox.clock import Clock
from sandbox.control import control_error, control_routes
from sandbox.page import page_routes
from sandbox.parameters import parameters
from sandbox.refusals import ControlError, Refused, unauthorized
from sandbox.stage import Outcome, Sandbox

_CONNECTION = "sandbox.connection"


def application(sandbox: Sandbox) -> Starlette:
    """The ASGI application: `/bot<token>/<method>`, `/sandbox...` and the page at `/`."""

    async def bot_call(request: Request) -> Response:
        outcome = await _call(sandbox, request)
        return _SILENCES[outcome.silence]() if outcome.silence else _answer(outcome)

    return Starlette(
        routes=[
            Route("/bot{token}/{method}", bot_call, methods=["GET", "POST"]),
            Route("/file/bot{token}/documents/{file_id}", partial(_fetched, sandbox)),
            *control_routes(sandbox),
            *page_routes(),
        ],
        exception_handlers={ControlError: control_error},
        middleware=[Middleware(_VirtualDate, clock=sandbox.clock)],
    )


@asynccontextmanager
async def serve(sandbox: Sandbox, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
    """Serve on a socket while the block runs; gives the address, `http://host:port`.

    Port 0 takes a free one. Connections are accepted as soon as the block begins; updates are sent
    to a webhook that is set. Raises OSError when the port is taken. Leaving the block drops what is
    still connected.
    """
    listener = _listen(host, port)
    server = _Server(
        uvicorn.Config(
            application(sandbox),
            http=_OpenHTTP,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            date_header=False,
            server_header=False,
            timeout_graceful_shutdown=2,
        )
    )
    running = asyncio.create_task(server.serve([listener]))
    try:
        async with _delivering(sandbox):
            yield f"http://{host}:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        while not running.done():
            for connection in list(server.server_state.connections):
                connection.transport.abort()
            await asyncio.wait({running}, timeout=0.05)
        listener.close()
        running.result()


@asynccontextmanager
async def _delivering(sandbox: Sandbox) -> AsyncIterator[None]:
    async with webhook.open_client() as client:
        delivering = asyncio.create_task(webhook.deliver(sandbox.world, client))
        try:
            yield
        finally:
            delivering.cancel()
            with suppress(asyncio.CancelledError):
                await delivering


def _listen(host: str, port: int) -> socket.socket:
    # Only where the protocol is named does asyncio switch Nagle's algorithm off; with it, every
    # answer over a kept connection takes 40 ms (measured).
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()
    except OSError:
        listener.close()
        raise
    return listener


async def _call(sandbox: Sandbox, request: Request) -> Outcome:
    if request.path_params["token"] != sandbox.token:
        return Outcome(unauthorized().body())
    try:
        raw = await parameters(request)
    except ClientDisconnect:  # the bot died while it was speaking
        return Outcome(None, "hang")
    except Refused as refusal:
        return sandbox.refuse(request.path_params["method"], {}, refusal)
    return await _while_connected(request, sandbox, raw)


async def _while_connected(request: Request, sandbox: Sandbox, raw: dict[str, Any]) -> Outcome:
    """A long poll ends with its client, so that a killed bot leaves none behind."""
    method = request.path_params["method"]
    if method.lower() != "getupdates":
        return await sandbox.call(method, raw)
    poll = asyncio.create_task(sandbox.call(method, raw))
    gone = asyncio.create_task(_disconnected(request.receive))
    try:
        await asyncio.wait({poll, gone}, return_when=asyncio.FIRST_COMPLETED)
        return poll.result() if poll.done() else Outcome(None, "hang")
    finally:
        poll.cancel()
        gone.cancel()


async def _fetched(sandbox: Sandbox, request: Request) -> Response:
    """What is in a file that a person has sent."""
    content = sandbox.world.files.get(request.path_params["file_id"])
    if request.path_params["token"] != sandbox.token or content is None:
        return Response(status_code=404)
    return Response(content, media_type="application/octet-stream")


def _answer(outcome: Outcome) -> Response:
    return JSONResponse(outcome.body, outcome.status)


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


class _Hang(Response):
    """No answer, until the client gives up."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        await _disconnected(receive)


class _Reset(Response):
    """No answer, and the connection is gone."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        connection = scope.get("extensions", {}).get(_CONNECTION)
        if connection is None:
            raise ConnectionResetError("dropped by the sandbox, as planned")
        connection.abort()
        await _disconnected(receive)


class _HalfOpen(Response):
    """No answer; the connection stays and nobody reads from it, so that no end is seen either."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        connection = scope.get("extensions", {}).get(_CONNECTION)
        if connection is not None:
            connection.pause_reading()
        await _disconnected(receive)


_SILENCES: dict[str, type[Response]] = {"hang": _Hang, "reset": _Reset, "half_open": _HalfOpen}


class _VirtualDate:
    """Gives every response a `Date` header of the virtual time."""

    def __init__(self, app: ASGIApp, clock: Clock) -> None:
        self._app = app
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def dated(message: Message) -> None:
            if message["type"] == "http.response.start":
                date = formatdate(self._clock.now(), usegmt=True).encode()
                message["headers"] = [*message["headers"], (b"date", date)]
            await send(message)

        await self._app(scope, receive, dated)


class _OpenHTTP(H11Protocol):
    """Lets the application have its connection."""

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        app = self.app

        async def connected(scope: Any, receive: Any, send: Any) -> None:
            scope["extensions"] = {_CONNECTION: transport}
            await app(scope, receive, send)

        self.app = connected


class _Server(uvicorn.Server):
    """Leaves signals to whoever runs the sandbox."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
