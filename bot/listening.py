"""Serving HTTP: on a port, until told to stop, with what is under way finished first.

Belongs here: the socket and the server. May not enter: what is answered.
"""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.applications import Starlette


class CannotListen(Exception):
    """The port cannot be used; the text says why."""


@asynccontextmanager
async def listening(
    application: Starlette, host: str, port: int, *, grace: int
) -> AsyncIterator[None]:
    """Serve while the block runs. `grace`: seconds for calls under way at its end.

    Raises CannotListen.
    """
    server = _Server(
        uvicorn.Config(
            application,
            http="h11",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=grace,
        )
    )
    serving = asyncio.create_task(server.serve([_listener(host, port)]))
    try:
        yield
    finally:
        server.should_exit = True
        await serving


class _Server(uvicorn.Server):
    """Leaves signals to the command line."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _listener(host: str, port: int) -> socket.socket:
    """A listening socket. Raises CannotListen."""
    try:
        return _bound(host, port)
    except OSError as failure:
        raise CannotListen(failure.strerror or "") from failure


def _bound(host: str, port: int) -> socket.socket:
    # With the protocol named, as getaddrinfo does, asyncio switches Nagle's algorithm off; else
    # every answer over a kept connection takes 40 ms (measured for the sandbox).
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen()
    except OSError:
        listener.close()
        raise
    return listener
