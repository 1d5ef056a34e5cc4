"""After the commit: what each step noted is said to the one who acted.

Belongs here: which way a note reaches its person (the ladder of the design: their own screen
edited, a message only they see, their private chat). May not enter: anything others rely on; that
is an outbox row. What is lost here, Telegram's next delivery or the next tap says again.
"""

import asyncio
from collections import defaultdict
from collections.abc import Sequence

import structlog
from telegram import CallbackQuery, MaybeInaccessibleMessage, Message
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.wire import Occasion, Wire
from handlers import wording
from handlers.notes import Answer, Note, Screen
from handlers.step import Step

log = structlog.get_logger()

PATIENCE = 3.0
"""Seconds for everything that a batch wants to say (design: the turn)."""


class Speaker:
    """Says notes: chats side by side, one after the other within a chat."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

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

    async def decline(self, tap_ids: Sequence[str]) -> None:
        """Say over these buttons that nothing was saved; never raises."""
        words = wording.text(wording.DEFAULT, "not_saved")
        answers = [self._wire.answer(tap_id, words, alert=True) for tap_id in tap_ids]
        try:
            async with asyncio.timeout(PATIENCE):
                await asyncio.gather(*answers, return_exceptions=True)
        except TimeoutError:
            log.warning("speak.late")

    async def _in_order(self, steps: Sequence[Step]) -> None:
        for step in steps:
            for note in step.notes:
                try:
                    await self._say(step, note)
                    log.debug("speak.said")
                except TelegramError as failure:
                    log.warning("speak.failed", failure=type(failure).__name__)

    async def _say(self, step: Step, note: Note) -> None:
        tap = step.update.callback_query
        match note:
            case Answer(text, alert) if tap:
                await self._wire.answer(tap.id, text, alert=alert)
            case Screen() if tap and _own_screen(tap):
                await self._edit(step, tap, note)
            case Screen() if step.chat.type == "private":
                await self._wire.post(step.chat.id, note.text, note.keyboard, None)
            case Screen():
                await self._whisper(step, tap, note)

    async def _edit(self, step: Step, tap: CallbackQuery, screen: Screen) -> None:
        assert tap.message is not None  # the privacy filter lets no tap in without one
        chat_id, ephemeral = step.chat.id, _ephemeral_id(tap.message)
        try:
            if ephemeral is None:
                await self._wire.edit(chat_id, tap.message.message_id, screen.text, screen.keyboard)
            else:
                await self._wire.edit_whisper(
                    chat_id, step.telegram_id, ephemeral, screen.text, screen.keyboard
                )
        except BadRequest as failure:
            if "not modified" not in failure.message:
                raise

    async def _whisper(self, step: Step, tap: CallbackQuery | None, screen: Screen) -> None:
        occasion = Occasion(
            step.telegram_id, tap.id if tap else None, _ephemeral_id(step.update.message)
        )
        try:
            await self._wire.whisper(step.chat.id, screen.text, screen.keyboard, occasion)
        except (BadRequest, Forbidden):
            await self._wire.post(step.telegram_id, screen.text, screen.keyboard, None)


def _own_screen(tap: CallbackQuery) -> bool:
    """Whether the tapped message is seen by the one who tapped and nobody else."""
    message = tap.message
    if message is None:
        return False
    return message.chat.type == "private" or _ephemeral_id(message) is not None


def _ephemeral_id(message: MaybeInaccessibleMessage | None) -> int | None:
    """Bot API 10.3: the identity of a message that one member sees, with chat and receiver."""
    if not isinstance(message, Message):
        return None
    return message.api_kwargs.get("ephemeral_message_id")
