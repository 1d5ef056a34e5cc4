"""The outbox: claim a row, commit, send, say what became of it.

Belongs here: the order of those. The claim is committed before the network call, so that a crash
leaves a row that says "claimed" and never one that is sent twice (I2, O2). One row is under way at
a time: a kill can leave at most one post in doubt. May not enter: texts, or chat ids of people.

The log events claimed, sent and marked are where the torture bench kills the process.
"""

import asyncio
from collections.abc import Callable

import structlog
from telegram.error import TelegramError

from bot.delivery.faults import NOT_SENT, outcome
from bot.wire import Wire
from handlers.notes import Post
from handlers.posts import RENDER
from storage import outbox
from storage.engine import Database
from storage.errors import StorageError
from storage.schema import State

log = structlog.get_logger()

CLAIM_LIFE = 120
"""Seconds after which a claim belongs to a process that died; no send takes that long."""
IDLE = 1.0
"""Seconds between looks at the outbox while nothing wakes it."""
PAUSE = 5
"""Seconds before a row that was certainly not sent is tried again."""


class Outbox:
    """Sends what is due. `clock`: UTC seconds."""

    def __init__(self, database: Database, wire: Wire, clock: Callable[[], float]) -> None:
        self._database = database
        self._wire = wire
        self._clock = clock
        self._awake = asyncio.Event()
        self._one_at_a_time = asyncio.Lock()

    def wake(self) -> None:
        """Look again now: something may have become due."""
        self._awake.set()

    async def run(self) -> None:
        """Send for ever; ends by cancellation."""
        while True:
            self._awake.clear()
            await self.deliver_due()
            try:
                async with asyncio.timeout(IDLE):
                    await self._awake.wait()
            except TimeoutError:
                continue

    async def deliver_due(self) -> None:
        """Send everything that is due now; a failing storage only delays."""
        try:
            async with self._one_at_a_time:
                await self._tidy()
                while await self._deliver_one():
                    pass
        except StorageError as failure:
            log.error("delivery.storage_failed", failure=type(failure).__name__)

    async def _tidy(self) -> None:
        """Say "missed" of what is too late, and "unknown" of what a dead process had claimed."""
        now = int(self._clock())
        async with self._database.transaction() as tx:
            await outbox.late(tx, now)
            for abandoned in await outbox.abandoned(tx, now - CLAIM_LIFE):
                await outbox.mark(tx, abandoned.id, "unknown")

    async def _deliver_one(self) -> bool:
        claimed, post = await self._claim()
        if claimed is None:
            return False
        if post is not None:
            log.debug("delivery.claimed")
            await self._mark(claimed, *await self._send(post))
        return True

    async def _claim(self) -> tuple[outbox.Post | None, Post | None]:
        """Claim and render in one transaction; a row whose reason is gone is cancelled."""
        now = int(self._clock())
        async with self._database.transaction() as tx:
            rows = await outbox.claim(tx, now, 1)
            if not rows:
                return None, None
            post = await RENDER[rows[0].kind](tx, rows[0].object_id, now)
            if post is None:
                await outbox.mark(tx, rows[0].id, "cancelled")
        return rows[0], post

    async def _send(self, post: Post) -> tuple[State, int | None]:
        try:
            message_id = await self._wire.post(post.chat_id, post.text, post.keyboard, post.topic)
        except TelegramError as failure:
            state = outcome(failure)
            log.warning("delivery.failed", failure=type(failure).__name__, state=state)
            return state, None
        log.debug("delivery.sent")
        return "sent", message_id

    async def _mark(self, row: outbox.Post, state: State, message_id: int | None) -> None:
        async with self._database.transaction() as tx:
            if state == NOT_SENT:
                await outbox.postpone(tx, row.id, int(self._clock()) + PAUSE)
            else:
                await outbox.mark(tx, row.id, state, message_id)
        log.debug("delivery.marked")
