"""The outbox: claim a row, commit, send, say what became of it.

Belongs here: the order of those. The claim is committed before the network call, so that a crash
leaves a row that says "claimed" and never one that is sent twice (I2, O2). May not enter: texts,
chat ids of people, or the rules of what happens after a failure (domain/delivery).

The next row is claimed when the one under way has its answer, or after a moment without one: so a
kill leaves hardly ever more than one post in doubt, and a chat that hangs delays nobody.

The log events claimed, sent and marked are where the torture bench kills the process.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from math import ceil

import structlog
from telegram.error import ChatMigrated, RetryAfter, TelegramError

from bot.delivery.faults import fault_of, is_done, never_left
from bot.delivery.learn import learn
from bot.delivery.pace import Pace
from bot.wire import Wire, seconds_of
from domain.delivery import PAUSE, Fate, Fault, after
from handlers import reading
from handlers.notes import Post, Removal
from handlers.posts import LETTERS, ONE_STANDS, Outgoing, sending_of
from storage import outbox, preferences, untidy
from storage.engine import Database, Transaction
from storage.errors import StorageError

log = structlog.get_logger()

CLAIM_LIFE = 120
"""Seconds after which a claim belongs to a process that died; no send takes that long."""
IDLE = 1.0
"""Seconds between looks at the outbox while nothing wakes it."""
MOMENT = 0.025
"""Seconds that a send may take before another is begun beside it: with the claim of the next, less
than a 25th of a second, so that a Telegram far away does not slow the pace."""
BESIDE = 16
"""Sends under way at once, at most."""
AT_ONCE = 50
"""Rows looked at together."""
STORAGE_PAUSE = 0.25
"""Seconds before a fate that could not be stored is stored again."""


class _NoRoom(Exception):
    """Other replicas have used up the pace: nothing of the claim is kept, and the row waits."""


class Outbox:
    """Sends what is due. `clock`: UTC seconds."""

    def __init__(
        self, database: Database, wire: Wire, pace: Pace, clock: Callable[[], float]
    ) -> None:
        self._database = database
        self._wire = wire
        self._pace = pace
        self._clock = clock
        self._awake = asyncio.Event()
        self._one_at_a_time = asyncio.Lock()
        self._stopped = False
        self._underway: set[asyncio.Task[None]] = set()

    def wake(self) -> None:
        """Look again now: something may have become due."""
        self._awake.set()

    def stop(self) -> None:
        """Begin nothing more."""
        self._stopped = True
        self.wake()

    async def run(self) -> None:
        """Send until stopped, and wait for what is under way then."""
        while not self._stopped:
            self._awake.clear()
            next_at = await self.deliver_due()
            pause = IDLE if next_at is None else min(IDLE, max(0.0, next_at - self._clock()))
            try:
                async with asyncio.timeout(pause):
                    await self._awake.wait()
            except TimeoutError:
                continue
        await self.finish()

    async def finish(self, patience: float | None = None) -> None:
        """Wait for the sends that are under way; after `patience` seconds they are cut off.

        What is cut off stays claimed, and is in doubt at the next start.
        """
        if self._underway:
            _, cut_off = await asyncio.wait(self._underway, timeout=patience)
            for sending in cut_off:
                sending.cancel()
            await asyncio.gather(*cut_off, return_exceptions=True)
        await self._pace.finish()

    async def deliver_due(self) -> float | None:
        """Begin to send everything that may go now.

        Answers when the pace lets more go (UTC seconds), or None when nothing waits for it. A
        failing storage only delays.
        """
        try:
            async with self._one_at_a_time:
                return await self._deliver_free()
        except StorageError as failure:
            log.error("delivery.storage_failed", failure=type(failure).__name__)
            return None

    async def _deliver_free(self) -> float | None:
        while not self._stopped:
            if self._pace.free_at() > self._clock():
                return self._pace.free_at()
            busy = self._pace.busy()
            rows = await self._waiting(int(self._clock()), busy)
            if not rows:
                return min(busy.values(), default=None)
            for row in rows:
                if self._stopped or self._pace.free_at() > self._clock():
                    break
                if self._pace.is_free(row.chat_id):
                    await self._begin(row)
        return None

    async def _begin(self, row: outbox.Waiting) -> None:
        """Claim, and send beside what is under way; wait a moment for it to be done."""
        try:
            claimed, post = await self._claim(row.id)
        except _NoRoom:
            return
        if claimed is None or post is None:
            return
        log.debug("delivery.claimed")
        sending = asyncio.create_task(self._deliver(claimed, post))
        self._underway.add(sending)
        sending.add_done_callback(self._underway.discard)
        await asyncio.wait({sending}, timeout=MOMENT)
        while len(self._underway) >= BESIDE:
            await asyncio.wait(self._underway, return_when=asyncio.FIRST_COMPLETED)

    async def _waiting(self, now: int, busy: Mapping[int, float]) -> list[outbox.Waiting]:
        async with self._database.transaction() as tx:
            if await untidy.is_untidy(tx, now, now - CLAIM_LIFE):
                await _tidy(tx, now)
            return await outbox.waiting(tx, now, AT_ONCE, busy)

    async def _claim(self, post_id: int) -> tuple[outbox.Post | None, Outgoing | None]:
        """Claim and render in one transaction; a row whose reason is gone is cancelled."""
        now = int(self._clock())
        async with self._database.transaction() as tx:
            claimed = await outbox.claim(tx, post_id, now)
            if claimed is None:
                return None, None
            quiet_until = await _quiet_until(tx, claimed, now)
            if quiet_until is not None:
                await outbox.settle(tx, claimed.id, Fate("due", quiet_until))
                return None, None
            try:
                async with tx.savepoint():
                    post = await _rendered(tx, claimed, now)
            except StorageError:
                raise
            except Exception as failure:
                # One row that cannot be rendered must not keep the others from going.
                log.error("delivery.not_rendered", failure=type(failure).__name__)
                await outbox.settle(tx, claimed.id, Fate("dead"))
                return None, None
            if post is None:
                await outbox.settle(tx, claimed.id, Fate("cancelled"))
            elif not isinstance(post, Removal) and not await self._pace.take(tx, post.chat_id):
                raise _NoRoom
        return claimed, post

    async def _deliver(self, claimed: outbox.Post, post: Outgoing) -> None:
        failure: TelegramError | None = None
        try:
            message_id = await self._send(post)
        except TelegramError as failed:
            failure, fate = failed, self._fate(claimed, post, failed)
        else:
            fate = Fate("sent", message_id=message_id)
            log.debug("delivery.sent")

        async def change(tx: Transaction) -> None:
            now = int(self._clock())
            if failure:
                await learn(tx, claimed, post.chat_id, failure, now)
            settled = await outbox.settle(tx, claimed.id, fate, post.chat_id)
            if fate.message_id and not settled and claimed.kind in ONE_STANDS:
                await outbox.ask_removal(tx, post.chat_id, fate.message_id, now)

        await self._store(change)
        log.debug("delivery.marked")

    async def _send(self, post: Outgoing) -> int | None:
        if isinstance(post, Post):
            return await self._wire.post(
                post.chat_id, post.text, post.keyboard, post.topic, times=post.times
            )
        try:
            if isinstance(post, Removal):
                await self._wire.remove(post.chat_id, post.message_id)
            else:
                await self._wire.edit(
                    post.chat_id, post.message_id, post.text, post.keyboard, times=post.times
                )
        except TelegramError as failure:
            if not is_done(failure):
                raise
        return None

    def _fate(self, claimed: outbox.Post, post: Outgoing, failure: TelegramError) -> Fate:
        fault, now = fault_of(failure), ceil(self._clock())
        log.warning("delivery.failed", failure=type(failure).__name__, fault=fault.name)
        if isinstance(failure, RetryAfter):
            wait = ceil(seconds_of(failure.retry_after))
            self._pace.park(post.chat_id, wait)
            return Fate("due", now + wait)
        if isinstance(failure, ChatMigrated):
            # In the chat that a group has moved out of, nothing can be changed or taken away.
            return Fate("due", now) if isinstance(post, Post) else Fate("cancelled")
        if never_left(failure):
            self._pace.park_all(PAUSE)
        return after(fault, sending_of(claimed.kind), claimed.doubts, now)

    async def _store(self, change: Callable[[Transaction], Awaitable[None]]) -> None:
        """Store what became of a row, however long it takes: nobody else knows it."""
        while True:
            try:
                async with self._database.transaction() as tx:
                    await change(tx)
                return
            except StorageError as trouble:
                log.error("delivery.storage_failed", failure=type(trouble).__name__)
                await asyncio.sleep(STORAGE_PAUSE)


async def _rendered(tx: Transaction, claimed: outbox.Post, now: int) -> Outgoing | None:
    """What the row says as of now, or None when its reason is gone."""
    if not claimed.is_letter:
        return await reading.render(tx, claimed, now)
    to = await outbox.addressee(tx, claimed)
    if to is None or await _is_away(tx, claimed, now):
        return None
    return await LETTERS[claimed.kind].render(tx, claimed.object_id, to, now)


async def _quiet_until(tx: Transaction, claimed: outbox.Post, now: int) -> int | None:
    """When the quiet hours end that a letter has to wait for, or None when it need not (C13)."""
    person_id = claimed.person_id
    if person_id is None or not LETTERS[claimed.kind].gentle:
        return None
    return (await preferences.get(tx, person_id)).quiet_until(now)


async def _is_away(tx: Transaction, claimed: outbox.Post, now: int) -> bool:
    """Whether its person wants nothing now that they did not just ask for (C9)."""
    person_id = claimed.person_id
    if person_id is None or not LETTERS[claimed.kind].gentle:
        return False
    return (await preferences.get(tx, person_id)).is_away(now)


async def _tidy(tx: Transaction, now: int) -> None:
    """Say "missed" of what is too late, and decide about what a dead process had claimed."""
    await untidy.late(tx, now)
    await untidy.forget_receipts(tx)
    for post in await untidy.abandoned(tx, now - CLAIM_LIFE):
        fate = after(Fault.UNKNOWN, sending_of(post.kind), post.doubts, now)
        await outbox.settle(tx, post.id, fate)
