"""The watchdog: a bot that hears nothing must not look alive (I17).

Belongs here: how long a silence may last, and what is done then. May not enter: what is heard.
Silence is measured on a clock that nobody sets. Telegram's long poll ends by itself within a
minute, so ninety seconds without any answer mean that the connection is lost without a word.
"""

import asyncio
import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Literal

import structlog

from bot.intake.polling import Poller
from bot.wire import Wire

log = structlog.get_logger()

REBUILD, LEAVE = 90.0, 180.0
"""Seconds of silence after which the connections are made anew, and the process leaves."""
LOOK = 5.0
"""Seconds between two looks."""

Step = Literal["wait", "rebuild", "leave"]


class SilentDeath(Exception):
    """Telegram has not answered for three minutes, on new connections neither."""


def decide(silent_for: float) -> Step:
    """What a silence of so many seconds asks for."""
    if silent_for >= LEAVE:
        return "leave"
    return "rebuild" if silent_for >= REBUILD else "wait"


class Watchdog:
    """Looks at the poller. `monotonic`: seconds of a clock that nobody sets."""

    def __init__(
        self,
        poller: Poller,
        wire: Wire,
        stopping: asyncio.Event,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._poller = poller
        self._wire = wire
        self._stopping = stopping
        self._monotonic = monotonic
        self._rebuilt_for: float | None = None
        self.beat_at = monotonic()
        """When the event loop last came round; the thread looks at it."""

    async def run(self) -> None:
        """Look until stopped. Raises SilentDeath."""
        while not self._stopping.is_set():
            await self.look()
            await self._pause()

    async def beat(self) -> None:
        """Only show that the loop comes round, until stopped: to a webhook silence is usual."""
        while not self._stopping.is_set():
            self.beat_at = self._monotonic()
            await self._pause()

    async def _pause(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(LOOK):
                await self._stopping.wait()

    async def look(self) -> Step:
        """One look. Raises SilentDeath."""
        self.beat_at = self._monotonic()
        heard_at = self._poller.answered_at
        step = decide(self.beat_at - heard_at)
        if step == "leave":
            log.error("watchdog.leaving")
            raise SilentDeath
        if step == "rebuild" and self._rebuilt_for != heard_at:
            self._rebuilt_for = heard_at  # once for each silence
            log.warning("watchdog.rebuilding")
            await self._wire.rebuild()
        return step

    def watch_loop(
        self, exit_code: int, leave: Callable[[int], object] = os._exit
    ) -> threading.Thread:
        """From a thread of its own: leave when the event loop itself no longer comes round."""

        def watch() -> None:
            pause = threading.Event()
            while self._monotonic() - self.beat_at < LEAVE:
                pause.wait(LOOK)
            leave(exit_code)

        thread = threading.Thread(target=watch, name="watchdog", daemon=True)
        thread.start()
        return thread
