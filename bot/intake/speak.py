"""After the commit: what each step noted is said to the one who acted.

Belongs here: saying notes in their order, chats side by side. May not enter: which way one reaches
its person (`ladder`), and anything others rely on; that is an outbox row. What is lost here,
Telegram's next delivery or the next tap says again.
"""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Sequence
from contextlib import suppress

import structlog
from telegram import Message
from telegram.error import TelegramError

from bot.intake.ladder import Asker, Ladder
from bot.intake.memory import Memory
from bot.intake.privacy import Raw
from bot.wire import Wire
from handlers import wording
from handlers.notes import Admit, Answer, Aside, Document, Note, Picker, Relayed, Screen
from handlers.step import Step

log = structlog.get_logger()

BESIDE = 8
"""Taps that are declined at once: signposts are answered between them."""
PATIENCE = 3.0
"""Seconds for everything that a batch wants to say (design: the turn)."""


class Speaker:
    """Says notes: chats side by side, one after the other within a chat."""

    def __init__(self, wire: Wire, ladder: Ladder, memory: Memory) -> None:
        self._wire = wire
        self._ladder = ladder
        self._memory = memory

    async def speak(self, steps: Sequence[Step]) -> None:
        """Say everything that was noted, or give up after 3 seconds; never raises."""
        chats: dict[int, list[Step]] = defaultdict(list)
        for step in steps:
            if step.notes:
                chats[step.chat.id].append(step)
        try:
            async with asyncio.timeout(PATIENCE):
                await asyncio.gather(*map(self._in_order, chats.values()))
        except TimeoutError:
            log.warning("speak.late")

    async def decline(self, taps: Sequence[Raw]) -> None:
        """Say over the buttons of these that nothing was saved; never raises."""
        waiting = iter(taps)

        async def answer() -> None:
            for tap in waiting:
                words = wording.text(self._language_of(tap), "not_saved")
                with suppress(TelegramError):
                    await self._wire.answer(tap["id"], words, alert=True)

        try:
            async with asyncio.timeout(PATIENCE):
                await asyncio.gather(*(answer() for _ in range(BESIDE)))
        except TimeoutError:
            log.warning("speak.late")

    def _language_of(self, tap: Raw) -> str:
        chat = tap.get("message", {}).get("chat", {}).get("id", 0)
        return self._memory.language(chat, tap["from"].get("language_code"))

    async def _in_order(self, steps: Sequence[Step]) -> None:
        for step in steps:
            asker, answered = asker_of(step), False
            person = step.update.effective_user
            language = self._memory.language(asker.chat, person.language_code if person else None)
            for note in step.notes:
                answered = await self._say(asker, note, language, answered=answered) or answered

    async def _say(self, asker: Asker, note: Note, language: str, *, answered: bool) -> bool:
        """Say one note; whether the tap was answered by it."""
        match note:
            case Answer(text, alert) if asker.tap_id and not answered:
                return await self._ladder.answer(asker, text, alert=alert)
            case Screen():
                return await self._ladder.say(asker, note, language)
            case Aside():
                await self._ladder.aside(asker, note)
            case Relayed():
                await self._pass_on(asker, note)
            case Document(name, content, words):
                await self._try(self._wire.document(asker.person, name, content, words))
            case Admit(chat_id, closed):
                if not await self._try(self._wire.admit(chat_id, asker.person)):
                    await self._try(self._wire.post(asker.person, closed, None, None))
            case Picker(text, label, request_id):
                await self._try(self._wire.ask_for_person(asker.person, text, label, request_id))
        return False

    async def _pass_on(self, asker: Asker, relayed: Relayed) -> None:
        """At most once; the one who wrote it hears when it may not have arrived.

        Why it did not is not told: whether somebody blocked Kith is theirs to know.
        """
        copied = None if relayed.copied is None else (asker.chat, relayed.copied)
        if not await self._try(self._wire.pass_on(relayed.chat_id, relayed.text, copied)):
            await self._try(self._wire.post(asker.person, relayed.doubt, None, None))

    async def _try(self, saying: Awaitable[object]) -> bool:
        """Say it; whether Telegram took it."""
        try:
            await saying
        except TelegramError as failure:
            log.warning("speak.failed", failure=type(failure).__name__)
            return False
        log.debug("speak.said")
        return True

    def said(self) -> list[tuple[int, int]]:
        """The numbers of what was written in private chats since the last call, with the chat."""
        said, self._wire.said = self._wire.said, []
        return said


def asker_of(step: Step) -> Asker:
    """Who acted in this step, and how they can be answered."""
    tap = step.update.callback_query
    message = tap.message if tap else step.update.message
    known = message if isinstance(message, Message) else None
    ephemeral = known.api_kwargs.get("ephemeral_message_id") if known else None
    return Asker(
        person=step.telegram_id,
        chat=step.chat.id,
        private=step.chat.type == "private",
        topic=known.message_thread_id if known and known.is_topic_message else None,
        tap_id=tap.id if tap else None,
        message_id=message.message_id if tap and message else None,
        ephemeral_id=ephemeral if tap else None,
        button=(tap.data or "") if tap else "",
        command_id=None if tap else ephemeral,
    )
