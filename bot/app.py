"""Kith, put together: the one place where the parts are joined.

Belongs here: opening, running and closing. May not enter: anything the parts decide.
Tests and the sandbox hand in a clock and another way to Telegram; nothing else differs.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import UTC
from pathlib import Path
from typing import Any

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.client import Dial, open_bot
from bot.clock import Clock
from bot.connections import Connections
from bot.delivery.bell import Bell
from bot.delivery.outbox import Outbox
from bot.delivery.pace import Pace
from bot.delivery.shared import SharedPace
from bot.intake import webhook
from bot.intake.asides import Asides
from bot.intake.ladder import Ladder
from bot.intake.memory import Memory
from bot.intake.polling import Poller
from bot.intake.prepare import Prepare
from bot.intake.signposts import Signposts
from bot.intake.speak import Speaker
from bot.intake.strangers import Strangers
from bot.intake.tick import Tick
from bot.intake.turn import App, Turn
from bot.intake.watchdog import Watchdog
from bot.intake.webhook import Door
from bot.opening import WebhookSet as WebhookSet
from bot.opening import application, require_no_webhook, set_menus, storage
from bot.operate import signposts
from bot.operate.backup import Backups, Nightly
from bot.operate.erasing import Erasing
from bot.operate.lock import file_of, only_one
from bot.wire import Wire
from domain.hosting import Host
from domain.signposts.lines import Directory
from storage.engine import Database

log = structlog.get_logger()

TICK = 1
"""Seconds between looks at the clock."""

LOOK_FOR_BACKUP = 600
"""Seconds between looks whether the night's backup is due."""

GRACE = 8.0
"""Seconds for what is under way when Kith is stopped, so that it ends in under ten (I16)."""


NOBODY = Host()
"""Nobody has named themselves."""


class Kith:
    """The joined parts. Made by `open_kith`."""

    def __init__(  # noqa: PLR0913, PLR0917 - the joint takes what is joined
        self,
        database: Database,
        wire: Wire,
        pace: Pace,
        application: App,
        clock: Clock,
        directory: Directory,
        *,
        open_to_all: bool,
        door: Door | None,
        host: Host,
        erasing: Erasing,
        nightly: Nightly,
        url: str,
    ) -> None:
        self.erasing = erasing
        self.nightly = nightly
        self.database = database
        self.wire = wire
        self.pace = pace
        self.clock = clock
        self.outbox = Outbox(database, wire, pace, clock)
        self.tick = Tick(database, clock)
        prepare = Prepare(database, wire, clock)
        self.strangers = Strangers(database, wire, clock, welcome=open_to_all)
        self.asides = Asides(database, wire, clock)
        username = application.bot.username
        ladder = Ladder(wire, self.asides, username, clock)
        self.memory = Memory(database, clock)
        self.signposts = Signposts(directory, self.memory, ladder, clock, username)
        speaker = Speaker(wire, ladder, self.memory)
        self.turn = Turn(
            database, application, prepare, speaker, self.memory, self.strangers, clock, host
        )
        self.stopping = asyncio.Event()
        self.poller = Poller(wire, self.turn, self.signposts, self.stopping)
        self.watchdog = Watchdog(self.poller, wire, self.stopping)
        self.bell = Bell(url, self.outbox.wake, self.stopping)
        self._door = door
        self._jobs: set[asyncio.Task[Any]] = set()

    async def pass_time(self) -> None:
        """Decide what the clock asks for; the outbox is woken to send it."""
        await self.memory.renew()
        if self.clock.agrees:
            await self.turn.remember()
            await self.tick.run()
            await self.erasing.finish()
            self.outbox.wake()

    async def catch_up(self) -> None:
        """Decide what the clock asks for, and send what may go now before this returns."""
        if self.clock.agrees:
            await self.tick.run()
            await self.erasing.finish()
            await self.outbox.deliver_due()
            await self.outbox.finish()
        await self.memory.renew()
        await self.asides.sweep()
        await self.strangers.leave()

    async def run(self) -> None:
        """Work until cancelled, and then end in order: what is under way is finished (I16).

        Raises TokenRefused or SilentDeath when only a new start can help, CannotListen or
        telegram.error.TelegramError when Telegram cannot call.
        """
        work = asyncio.create_task(self._work())
        try:
            await asyncio.shield(work)
        except asyncio.CancelledError:
            await self._end(work)
            raise
        except ExceptionGroup as failures:
            raise failures.exceptions[0] from None

    async def _end(self, work: "asyncio.Task[None]") -> None:
        """Let the parts finish what is under way, each for itself; what lasts longer is cut off."""
        self.stopping.set()
        self.outbox.stop()
        await asyncio.wait({work}, timeout=GRACE)
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)

    async def _work(self) -> None:
        scheduler = AsyncIOScheduler(timezone=UTC)
        for job in (self.pass_time, self.asides.sweep, self.strangers.leave):
            scheduler.add_job(
                self._known,
                "interval",
                args=[job],
                seconds=TICK,
                coalesce=True,
                max_instances=1,
                misfire_grace_time=None,
            )
        scheduler.add_job(self.nightly.run, "interval", seconds=LOOK_FOR_BACKUP, max_instances=1)
        scheduler.start()
        await self.pass_time()
        await self.nightly.run()
        try:
            async with asyncio.TaskGroup() as parts:
                for part in (*self._hear(), self.outbox.run(), *self._others()):
                    parts.create_task(part)
        finally:
            scheduler.shutdown(wait=False)
            if self._jobs:  # it cancels them without waiting; the database must not close first
                await asyncio.wait(self._jobs)

    async def _known(self, job: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Do a job of the scheduler; until it has ended, it is known to be under way."""
        task = asyncio.current_task()
        assert task is not None  # the scheduler runs coroutines as tasks
        self._jobs.add(task)
        try:
            await job()
        finally:
            self._jobs.discard(task)

    def _others(self) -> list[Coroutine[Any, Any, None]]:
        """What is to be heard of other replicas, where there can be any."""
        return [self.bell.run()] if self.database.is_shared else []

    def _hear(self) -> list[Coroutine[Any, Any, None]]:
        """How updates come in: Telegram is asked, or calls. Only asking can fall silent."""
        if self._door is None:
            return [self.poller.run(), self.watchdog.run()]
        calls = webhook.serve(self.wire, self.turn, self.signposts, self._door, self.stopping)
        return [calls, self.watchdog.beat()]


@asynccontextmanager
async def open_kith(  # noqa: PLR0913 - the composition root takes what differs
    *,
    token: str,
    api: str,
    database_url: str,
    key_file: Path,
    clock: Callable[[], float] = time.time,
    dial: Dial = Connections,
    open_to_all: bool = False,
    take_over: bool = False,
    door: Door | None = None,
    directory: Directory | None = None,
    host: Host = NOBODY,
    backups: Backups | None = None,
) -> AsyncIterator[Kith]:
    """Kith, ready to run.

    `dial`: another way to connect (tests). `open_to_all`: any group may add it, without a code
    (O8). `take_over`: end a webhook that is set. `door`: have Telegram call there, instead of
    asking it. `directory`: other signposts than the product's own. `host`: who runs it, for
    /privacy. `backups`: where they go; erasures are noted beside them. Raises AlreadyRunning,
    WebhookSet, StorageError, KeyFileError, or TelegramError.
    """
    agreed = Clock(clock)
    with only_one(database_url):
        async with (
            storage(database_url, key_file) as database,
            open_bot(token, api, agreed.hear, dial) as bot,
            application(token, bot) as joined,
        ):
            pace = SharedPace(agreed, database) if database.is_shared else Pace(agreed)
            wire = Wire(bot, pace)
            if door is None:
                await require_no_webhook(wire, take_over=take_over)
            await set_menus(wire)
            kith = Kith(
                database,
                wire,
                pace,
                joined,
                agreed,
                directory if directory is not None else signposts.directory(),
                open_to_all=open_to_all,
                door=door,
                host=host,
                erasing=Erasing(
                    database, file_of(database_url), backups.folder if backups else None, agreed
                ),
                nightly=Nightly(database, backups, agreed),
                url=database_url,
            )
            await kith.memory.renew()
            log.info("kith.ready")
            try:
                yield kith
            finally:
                await kith.turn.finish()
                await kith.signposts.close()
                await kith.outbox.finish(patience=0)
