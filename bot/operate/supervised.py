"""Telling systemd how things are (https://www.freedesktop.org/software/systemd/man/sd_notify.html).

Belongs here: that it is ready, alive, stopping. May not enter: judging (`health`). Without systemd
nothing happens.
"""

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress

from bot.operate.health import Signs

MICROSECONDS = 1_000_000


@asynccontextmanager
async def supervised(
    signs: Signs, environment: Mapping[str, str] = os.environ
) -> AsyncIterator[None]:
    """While the block runs, systemd knows that Kith is ready and, as often as it wants, alive.

    A Kith that does not hear Telegram says nothing, so that systemd starts it anew.
    """
    address = environment.get("NOTIFY_SOCKET")
    if not address:
        yield
        return
    _tell(address, "READY=1")
    beating = asyncio.create_task(_beat(signs, address, _pause(environment)))
    try:
        yield
    finally:
        _tell(address, "STOPPING=1")
        beating.cancel()
        with suppress(asyncio.CancelledError):
            await beating


def _pause(environment: Mapping[str, str]) -> float:
    """Seconds between two signs of life: half of what systemd allows."""
    return int(environment.get("WATCHDOG_USEC", 120 * MICROSECONDS)) / MICROSECONDS / 2


async def _beat(signs: Signs, address: str, pause: float) -> None:
    while True:
        if signs.hears():
            _tell(address, "WATCHDOG=1")
        await asyncio.sleep(pause)


def _tell(address: str, state: str) -> None:
    # A leading @ stands for the abstract namespace, where names begin with a zero byte.
    name = f"\0{address[1:]}" if address.startswith("@") else address
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as to, suppress(OSError):
        to.sendto(state.encode(), name)
