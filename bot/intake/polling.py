"""Long polling: a batch is confirmed only after its turn.

Belongs here: the loop around the turn, and what it does when Telegram or the storage fails. May not
enter: a remembered offset. None is kept on disk: at start Telegram delivers whatever was not
confirmed, and the inserted ids make a second delivery harmless. Nor is one kept once it has done
its work: after a quiet week Telegram chooses new ids at random (Bot API, Update), and an old offset
would confirm, unseen, all that are lower.
"""

import asyncio
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any, TypeVar

import structlog
from telegram.error import (
    Conflict,
    EndPointNotFound,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.intake.signposts import Signposts
from bot.intake.turn import Turn
from bot.wire import BATCH, Raw, Wire, has_answered, seconds_of
from storage.errors import StorageError

log = structlog.get_logger()

T = TypeVar("T")

LONG_POLL = 50
"""Seconds that Telegram may hold a poll open while nothing happens."""
STORAGE_PAUSE = 0.25
"""Seconds before the same updates are asked for again while the storage fails (promise 5)."""
SLICE = 25
"""Updates of a full batch that one turn takes, so that soon more comes into sight behind it."""
LOOK = 0.25
"""Seconds of a turn after which the same updates are asked for again beside it: somebody may have
asked for signposts meanwhile."""
FIRST_PAUSE, LONGEST_PAUSE = 5.0, 60.0
"""Seconds to wait after Telegram failed, doubling from the first to the longest."""
REFUSED_LIFE = 600.0
"""Seconds of nothing but 401 and 404 after which this process leaves, for a supervisor to see."""


class TokenRefused(Exception):
    """Telegram has refused the token for ten minutes."""


class Poller:
    """Asks for updates until `stopping`. `monotonic`: seconds of a clock that nobody sets."""

    def __init__(
        self,
        wire: Wire,
        turn: Turn,
        signposts: Signposts,
        stopping: asyncio.Event,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._wire = wire
        self._turn = turn
        self._signposts = signposts
        self._stopping = stopping
        self._monotonic = monotonic
        self._offset: int | None = None
        self._pause = FIRST_PAUSE
        self._refused_since: float | None = None
        self.answered_at = monotonic()
        """When Telegram last answered a poll, be it with an error; the watchdog looks at it."""

    async def run(self) -> None:
        """Poll until stopped; a turn that is under way is finished first. Raises TokenRefused."""
        while not self._stopping.is_set():
            pause = await self.poll()
            if pause:
                await self._unless_stopped(asyncio.sleep(pause))
        await self._confirm_last()

    async def poll(self) -> float:
        """One batch; answers the seconds to wait before the next. Raises TokenRefused."""
        try:
            batch = await self._ask()
        except TelegramError as failure:
            return self._back_off(failure)
        if not batch:
            self._offset = self._offset if batch is None else None
            return 0.0
        is_full = len(batch) >= BATCH
        part = batch[:SLICE] if is_full else batch
        rest = self._signposts.take(batch)
        if not await self._is_saved(_until(rest, part[-1]), is_full=is_full):
            if not is_full:
                return STORAGE_PAUSE
            self._turn.decline(rest)
            part = batch
        log.debug("intake.confirming")
        self._offset = part[-1]["update_id"] + 1
        return 0.0

    async def _is_saved(self, rest: list[Raw], *, is_full: bool) -> bool:
        """Carry a part of a batch through the turn; whether the storage took it.

        Where more is hidden behind it, a storage that fails is not asked again: the outbox looks
        every second whether it still does.
        """
        if is_full and self._turn.storage_fails:
            return False
        try:
            await self._carry(rest, is_full=is_full)
        except StorageError as failure:
            log.error("intake.storage_failed", failure=type(failure).__name__)
            return False
        return True

    async def _carry(self, rest: list[Raw], *, is_full: bool) -> None:
        """Carry a part of a batch through the turn, and look ahead beside it. Raises StorageError.

        Behind a full batch Telegram shows nothing before some of it is confirmed.
        """
        crowded = asyncio.Event()
        if is_full:
            crowded.set()
        looking = asyncio.create_task(self._look_ahead(crowded))
        try:
            await self._turn.take(rest, crowded)
            await self._signposts.finish(crowded)
        finally:
            looking.cancel()
            await asyncio.gather(looking, return_exceptions=True)

    async def _look_ahead(self, crowded: asyncio.Event) -> None:
        """Ask for the same updates again and again, for signposts that were asked for meanwhile.

        Until more is waiting than can be seen: then the turn that is under way hurries.
        """
        while not crowded.is_set():
            await asyncio.sleep(LOOK)
            try:
                ahead = await self._wire.updates(self._offset, 0)
            except TelegramError as failure:
                log.warning("intake.failed", failure=type(failure).__name__)
                continue
            self.answered_at = self._monotonic()
            self._signposts.take(ahead)
            if len(ahead) >= BATCH:
                crowded.set()

    async def _ask(self) -> list[Raw] | None:
        """A batch, or None when stopped; the offset confirms the one before."""
        batch = await self._unless_stopped(self._wire.updates(self._offset, LONG_POLL))
        self.answered_at = self._monotonic()
        self._pause, self._refused_since = FIRST_PAUSE, None
        return batch

    async def _confirm_last(self) -> None:
        """What the last turn has done need not come again, and be answered twice."""
        if self._offset is not None:
            with suppress(TelegramError):
                await self._wire.updates(self._offset, 0)

    def _back_off(self, failure: TelegramError) -> float:
        """How long to wait after a failed poll. Raises TokenRefused."""
        event = "intake.other_poller" if isinstance(failure, Conflict) else "intake.failed"
        log.warning(event, failure=type(failure).__name__)
        if has_answered(failure):
            self.answered_at = self._monotonic()
        self._require_token(failure)
        if isinstance(failure, RetryAfter):
            wait = seconds_of(failure.retry_after)
            self.answered_at += wait  # this silence is Telegram's own wish
            return wait
        pause, self._pause = self._pause, min(self._pause * 2, LONGEST_PAUSE)
        return pause

    def _require_token(self, failure: TelegramError) -> None:
        if not isinstance(failure, InvalidToken | EndPointNotFound):
            self._refused_since = None
            return
        now = self._monotonic()
        self._refused_since = now if self._refused_since is None else self._refused_since
        if now - self._refused_since >= REFUSED_LIFE:
            raise TokenRefused

    async def _unless_stopped(self, work: Coroutine[Any, Any, T]) -> T | None:
        """The result, or None when stopped before it came."""
        working = asyncio.ensure_future(work)
        stopped = asyncio.ensure_future(self._stopping.wait())
        try:
            await asyncio.wait({working, stopped}, return_when=asyncio.FIRST_COMPLETED)
            return working.result() if working.done() else None
        finally:
            working.cancel()
            stopped.cancel()


def _until(updates: list[Raw], last: Raw) -> list[Raw]:
    """Those that are not later than the last."""
    return [each for each in updates if each["update_id"] <= last["update_id"]]
