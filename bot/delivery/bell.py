"""Waking the outbox when another replica has written a post.

Belongs here: staying on the line, and dialling again when it is lost. May not enter: what is sent.
Without a line nothing is lost: the outbox looks each second by itself.
"""

import asyncio
from collections.abc import Callable

import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.bell import heard
from storage.connect import build_engine
from storage.errors import StorageError

log = structlog.get_logger()

PAUSE = 1.0
"""Seconds until a line that was lost is dialled again."""


class Bell:
    """Calls `wake` when a post was written to the database at `url`, by whomever."""

    def __init__(self, url: str, wake: Callable[[], None], stopping: asyncio.Event) -> None:
        self._url = url
        self._wake = wake
        self._stopping = stopping

    async def run(self) -> None:
        """Listen until stopped."""
        engine = build_engine(self._url, lock_wait=PAUSE)
        try:
            while not self._stopping.is_set():
                await self._listen(engine)
        finally:
            await engine.dispose()

    async def _listen(self, engine: AsyncEngine) -> None:
        """On one line, until it is lost or Kith is stopped; then a moment's pause."""
        try:
            async with heard(engine, self._wake) as lost:
                self._wake()  # what was written while nobody listened
                await _either(lost, self._stopping)
        except StorageError as failure:
            log.warning("bell.lost", failure=type(failure).__name__)
        await _either(self._stopping, timeout=PAUSE)


async def _either(*events: asyncio.Event, timeout: float | None = None) -> None:  # noqa: ASYNC109
    """Wait for the first of them, or for so many seconds."""
    waiting = [asyncio.create_task(each.wait()) for each in events]
    try:
        await asyncio.wait(waiting, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for each in waiting:
            each.cancel()
