"""A balancer: what comes to one port goes on to one of several, in turns.

Belongs here: connections. May not enter: what goes through them; it does not look. A replica that
does not listen is left out for that connection, as any balancer would.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from itertools import cycle, islice

Pipe = tuple[asyncio.StreamReader, asyncio.StreamWriter]
HOST = "127.0.0.1"
MOST = 65_536
"""Bytes that are passed on at once."""


@asynccontextmanager
async def balancing(ports: Sequence[int]) -> AsyncIterator[int]:
    """Balance while the block runs; gives the port to call."""
    turns = cycle(ports)

    async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there = await _first(list(islice(turns, len(ports) + 1))[1:])
        if there is None:
            writer.close()
            return
        await asyncio.gather(_pass_on(reader, there[1]), _pass_on(there[0], writer))

    server = await asyncio.start_server(meet, HOST, 0)
    try:
        yield int(server.sockets[0].getsockname()[1])
    finally:
        server.close()


async def _first(ports: Sequence[int]) -> Pipe | None:
    """A connection to the first of them that listens."""
    for port in ports:
        with suppress(OSError):
            return await asyncio.open_connection(HOST, port)
    return None


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Until one side hangs up."""
    with suppress(OSError):
        while heard := await reader.read(MOST):
            writer.write(heard)
            await writer.drain()
    writer.close()
