"""Long polling: a batch is confirmed only after its turn.

Belongs here: the loop around the turn and what it does when Telegram or the storage fails. May not
enter: a remembered offset. None is kept on disk: at start Telegram delivers whatever was not
confirmed, and the inserted ids make a second delivery harmless.
"""

import asyncio
from datetime import timedelta

import structlog
from telegram.error import RetryAfter, TelegramError

from bot.intake.turn import Turn
from bot.wire import Wire
from storage.errors import StorageError

log = structlog.get_logger()

LONG_POLL = 50
"""Seconds that Telegram may hold a poll open while nothing happens."""
STORAGE_PAUSE = 0.25
"""Seconds before the same updates are asked for again while the storage fails (promise 5)."""
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
"""Seconds to wait after Telegram failed, doubling from the first to the longest."""


class Poller:
    """Asks for updates until cancelled."""

    def __init__(self, wire: Wire, turn: Turn) -> None:
        self._wire = wire
        self._turn = turn
        self._offset: int | None = None
        self._pause = FIRST_PAUSE

    async def run(self) -> None:
        """Poll for ever; ends by cancellation."""
        while True:
            pause = await self.poll()
            await asyncio.sleep(pause)

    async def poll(self) -> float:
        """One batch; answers the seconds to wait before the next."""
        try:
            batch = await self._wire.updates(self._offset, LONG_POLL)
            await self._turn.take(batch)
        except StorageError as failure:
            log.error("intake.storage_failed", failure=type(failure).__name__)
            return STORAGE_PAUSE
        except TelegramError as failure:
            return self._back_off(failure)
        self._pause = FIRST_PAUSE
        if batch:
            log.debug("intake.confirming")
            self._offset = batch[-1]["update_id"] + 1
        return 0.0

    def _back_off(self, failure: TelegramError) -> float:
        log.warning("intake.telegram_failed", failure=type(failure).__name__)
        if isinstance(failure, RetryAfter):
            return _seconds(failure.retry_after)
        pause, self._pause = self._pause, min(self._pause * 2, LONGEST_PAUSE)
        return pause


def _seconds(span: int | timedelta) -> float:
    return span.total_seconds() if isinstance(span, timedelta) else float(span)
