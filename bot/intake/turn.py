"""The turn: take a batch, decide, commit once, speak. (The caller confirms.)

Belongs here: the order of those, and nothing else may change it: what Kith has said it saved is
saved, because it speaks after the commit, and Telegram delivers again whatever was not confirmed.
May not enter: what any update means; the handlers decide.

The log events read, prepared, stepped, decided, committed and spoken name the points in between;
the torture bench kills the process at each of them.
"""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

import structlog
from telegram import Update
from telegram.ext import Application

from bot.intake.hurry import HURRY, ended
from bot.intake.memory import Memory
from bot.intake.prepare import Prepare, Prepared
from bot.intake.privacy import Raw, admit, bare
from bot.intake.speak import Speaker
from bot.intake.strangers import Strangers
from domain.hosting import Host
from domain.refusals import Refusal
from handlers.language import spoken_to
from handlers.notes import Answer
from handlers.refusals import sentence, trouble
from handlers.routing import carry_run, runs
from handlers.step import Context, Step
from storage import groups, spoken
from storage import updates as stored_updates
from storage.engine import Database, Transaction
from storage.errors import StorageError

log = structlog.get_logger()

App = Application[Any, Any, Any, Any, Any, Any]


class Turn:
    """Carries batches of updates through the handlers, one batch at a time."""

    def __init__(  # noqa: PLR0913, PLR0917 - the conductor takes its parts
        self,
        database: Database,
        application: App,
        prepare: Prepare,
        speaker: Speaker,
        memory: Memory,
        strangers: Strangers,
        clock: Callable[[], float],
        host: Host,
    ) -> None:
        self._host = host
        self._database = database
        self.application = application
        self._prepare = prepare
        self._speaker = speaker
        self._memory = memory
        self._strangers = strangers
        self._clock = clock
        self._speaking: set[asyncio.Task[None]] = set()

    @property
    def storage_fails(self) -> bool:
        """Whether the storage failed when it was last used, by a turn or by anything else."""
        return self._database.fails

    async def take(self, batch: Sequence[Raw], crowded: asyncio.Event | None = None) -> None:
        """One whole turn. Raises StorageError when nothing was saved: do not confirm then.

        `crowded`: set when more is waiting than Telegram shows at once, and signposts may be asked
        for in it; what was saved may be confirmed then before everything has been said.
        """
        crowded = crowded or asyncio.Event()
        log.debug("turn.read", updates=len(batch))
        bot = self.application.bot
        admitted = [Update.de_json(bare(raw), bot) for raw in batch if admit(raw, bot.username)]
        if not admitted:
            return
        prepared = await self._prepare.batch(admitted, crowded)
        log.debug("turn.prepared")
        steps = await self._decide(admitted, prepared)
        log.debug("turn.committed")
        await self._memory.renew()
        await ended([self._aside(self._speak(steps))], crowded)

    def decline(self, batch: Sequence[Raw]) -> None:
        """Say of each tap that nothing was saved: the storage fails, and more is waiting."""
        taps = [raw["callback_query"] for raw in batch if "callback_query" in raw]
        self._aside(self._speaker.decline(taps))

    async def finish(self) -> None:
        """Wait a moment for what is being said beside the turns; what lasts longer is cut off."""
        if self._speaking:
            _, late = await asyncio.wait(self._speaking, timeout=HURRY)
            for speaking in late:
                speaking.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _speak(self, steps: Sequence[Step]) -> None:
        await self._speaker.speak(steps)
        await self.remember()
        log.debug("turn.spoken")

    async def remember(self) -> None:
        """Keep the numbers of private messages, so that an erasure can take them away (D4)."""
        said = self._speaker.said()
        if not said:
            return
        try:
            async with self._database.transaction() as tx:
                await spoken.keep(tx, said, int(self._clock()))
        except StorageError as failure:
            log.warning("turn.not_remembered", failure=type(failure).__name__)

    def _aside(self, saying: Coroutine[Any, Any, None]) -> "asyncio.Task[None]":
        """Speak beside whatever comes next."""
        speaking = asyncio.create_task(saying)
        self._speaking.add(speaking)
        speaking.add_done_callback(self._speaking.discard)
        return speaking

    async def _decide(self, updates: Sequence[Update], prepared: Prepared) -> list[Step]:
        now = int(self._clock())
        async with self._database.transaction() as tx:
            fresh = await stored_updates.fresh(tx, [update.update_id for update in updates], now)
            steps = [self._step(tx, now, update, prepared, fresh) for update in updates]
            await groups.foresee(tx, {step.chat.id for step in steps if step.update.effective_chat})
            for run in runs(steps):
                await self._carry(run)
            await self._strangers.meet(tx, updates)
            log.debug("turn.decided")
        return steps

    def _step(
        self, tx: Transaction, now: int, update: Update, prepared: Prepared, fresh: set[int]
    ) -> Step:
        return Step(
            tx=tx,
            now=now,
            update=update,
            username=self.application.bot.username,
            open_to_all=self._strangers.welcome,
            repeated=update.update_id not in fresh,
            button=prepared.button_of(update),
            opened=prepared.field_of(update),
            host=self._host,
            titles=prepared.titles,
            rights=prepared.rights,
            relay=prepared.relay_of(update),
            sizes=prepared.sizes,
            file=prepared.file_of(update),
        )

    async def _carry(self, run: Sequence[Step]) -> None:
        """Carry what goes together in one savepoint; where one fails, each in its own.

        A handler that fails loses only what it did itself.
        """
        try:
            async with run[0].tx.savepoint():
                await self._attempt(run)
        except StorageError:
            raise
        except Exception as failure:
            if len(run) > 1:
                log.info("turn.parted", steps=len(run), failure=type(failure).__name__)
                for step in run:
                    step.begin_anew()
                    await self._carry([step])
            else:
                await _refuse(run[0], failure)
                log.debug("turn.stepped")
            return
        for step in run:
            _end_waiting(step)
            log.debug("turn.stepped")

    async def _attempt(self, run: Sequence[Step]) -> None:
        for step in run:
            reset = Context.current.set(step)
            try:
                await self.application.process_update(step.update)
            finally:
                Context.current.reset(reset)
            # process_update swallows exceptions; the error handler kept this one for us.
            if step.failure is not None:
                raise step.failure
        await carry_run(run)


async def _refuse(step: Step, failure: Exception) -> None:
    """Say what came instead."""
    tapped = step.update.callback_query is not None
    language = await spoken_to(step)
    if isinstance(failure, Refusal):
        log.info("turn.refused", reason=failure.reason)
        step.notes = [sentence(language, failure, tapped=tapped)]
    else:
        log.error("turn.failed", failure=type(failure).__name__)
        step.notes = [trouble(language, tapped=tapped)]
    _end_waiting(step)


def _end_waiting(step: Step) -> None:
    """A tap that nothing answers ends the waiting at its button all the same."""
    tapped = step.update.callback_query is not None
    if tapped and not any(isinstance(note, Answer) for note in step.notes):
        step.notes.append(Answer())


async def keep_failure(_: object, context: Context) -> None:
    """The error handler for python-telegram-bot: mark the step, so that the turn rolls it back."""
    step = context.step
    failure = context.error
    step.failure = failure if failure is not None else RuntimeError("no reason given")
