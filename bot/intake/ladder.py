"""The ladder: how what is meant for one person reaches them, and nobody else (S10).

Belongs here: the rungs and their order. May not enter: what is said, and who may know it.

A message that only they see, in the group; a word over the button they tapped; their private chat;
a button that opens it; and for a command by somebody Kith cannot write to, one neutral line in the
group. What is said never stands where others could read it.

Telegram tells nobody that a client is too old to show the first of them. While that is not known of
a phone, few words are said over the button as well, and more than that goes to the next rung when
the same button is soon tapped again; the first tap says so.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum

import structlog
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.fitting import ANSWER
from bot.intake.asides import Asides
from bot.intake.phones import Phones
from bot.wire import Occasion, Wire
from domain.writing import units
from handlers import wording
from handlers.keyboards import opening_link
from handlers.notes import Aside, Screen
from handlers.rights import IMPERSONAL

log = structlog.get_logger()

Rung = Callable[[], Awaitable[None]]

RUNG = 1.5
"""Seconds that one rung may take before the next one is tried."""
PAUSE = 1.0
"""Seconds between two tries of a rung that nobody refused."""


class Reached(Enum):
    """Where somebody was reached."""

    HERE = "where they acted"
    PRIVATE = "in their private chat"
    NOWHERE = "not at all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Who acted, where, and how they can be answered there.

    `tap_id`: of their tap, on the message `message_id`, or on `ephemeral_id` where only they see
    it, with what the button sends. `command_id`: the ephemeral id of their command, where only Kith
    saw it.
    """

    person: int
    chat: int
    private: bool
    topic: int | None = None
    tap_id: str | None = None
    message_id: int | None = None
    ephemeral_id: int | None = None
    button: str = ""
    command_id: int | None = None

    @property
    def on_own_screen(self) -> bool:
        """Whether they tapped on something that they alone see."""
        return self.tap_id is not None and (self.private or self.ephemeral_id is not None)


class Ladder:
    """Climbs. `username`: the bot's own; `clock`: UTC seconds."""

    def __init__(
        self, wire: Wire, asides: Asides, username: str, clock: Callable[[], float]
    ) -> None:
        self._wire = wire
        self._asides = asides
        self._username = username
        self._phones = Phones(clock)

    def asks_again(self, asker: Asker) -> bool:
        """Whether they tap as if nothing had come, on a phone that may not show what has."""
        return not asker.on_own_screen and self._phones.asks_again(asker.person, asker.button)

    async def show(
        self, asker: Asker, screen: Screen, tries: int = 1, *, again: bool = False
    ) -> Reached:
        """Show a screen as near as it can be; `tries`: for each rung, while nobody refuses it.

        Telegram does not promise that a message for one arrives: this knows only of refusals, and
        of who asks `again`.
        """
        if asker.person in IMPERSONAL:
            return Reached.NOWHERE
        if asker.command_id is not None or asker.ephemeral_id is not None:
            self._phones.shown(asker.person)
        if asker.on_own_screen and await self._climb(lambda: self._edit(asker, screen)):
            return Reached.HERE
        # A command that all saw is how an old Telegram gives it; an admin's answer would be lost.
        new_enough = asker.tap_id is not None or self._phones.shows(asker.person)
        whispers = new_enough and not asker.private and not again
        if whispers and await self._climb(lambda: self._whisper(asker, screen)):
            return Reached.HERE
        if await self._climb(lambda: self._write(asker, screen), tries):
            return Reached.HERE if asker.private else Reached.PRIVATE
        return Reached.NOWHERE

    async def answer(self, asker: Asker, words: str | None, *, alert: bool = False) -> bool:
        """A word over the tapped button, or the end of waiting; whether it was taken."""
        tap_id = asker.tap_id
        if tap_id is None:
            return False
        return await self._climb(lambda: self._wire.answer(tap_id, words, alert=alert))

    async def point(self, asker: Asker, language: str) -> bool:
        """Show the way into the private chat to somebody who could not be reached.

        Who tapped gets it opened; after a command one neutral line stands in the group for a while.
        """
        tap_id, url = asker.tap_id, opening_link(self._username)
        if tap_id is not None and await self._climb(lambda: self._wire.open(tap_id, url)):
            return True
        if asker.private:
            return False
        label = wording.text(language, "button.answers_in_private")
        keyboard = InlineKeyboardMarkup([[InlineKeyboardButton(label, url=url)]])
        words = wording.text(language, "group.answers_in_private")
        return await self.aside(asker, Aside(words, keyboard))

    async def aside(self, asker: Asker, aside: Aside) -> bool:
        """Let one line stand where they acted, for a minute; whether it does."""
        return await self._asides.say(asker.chat, asker.topic, aside)

    async def say(self, asker: Asker, screen: Screen, language: str) -> bool:
        """Show a screen by the whole ladder; whether the tap was answered on the way."""
        if asker.tap_id is None:
            if await self.show(asker, screen) is Reached.NOWHERE:
                await self.point(asker, language)
            return False
        if asker.on_own_screen:
            return await self._tell(asker, await self.show(asker, screen), language)
        again = self.asks_again(asker)
        if _fits_over_button(screen):
            return await self._say_few(asker, screen, language, again=again)
        return await self._tell(asker, await self.show(asker, screen, again=again), language)

    async def _tell(self, asker: Asker, reached: Reached, language: str) -> bool:
        """A word over the button of where the answer is; whether there was one to say."""
        if reached is Reached.NOWHERE:
            return await self.point(asker, language)
        if reached is Reached.PRIVATE:
            words = wording.text(language, "private.written_to_you")
            return await self.answer(asker, words, alert=True)
        if asker.on_own_screen or self._phones.shows(asker.person):
            return False
        return await self.answer(asker, wording.text(language, "private.below"))

    async def _say_few(self, asker: Asker, screen: Screen, language: str, *, again: bool) -> bool:
        """For few words without buttons: the second rung is the word over the button."""
        whispered = not again and await self._climb(lambda: self._whisper(asker, screen))
        if whispered and self._phones.shows(asker.person):
            return False
        if await self.answer(asker, screen.text, alert=not whispered):
            return True
        if whispered:
            return False
        return await self._tell(asker, await self.show(asker, screen, again=True), language)

    # The rungs

    async def _edit(self, asker: Asker, screen: Screen) -> None:
        try:
            if asker.ephemeral_id is not None:
                await self._wire.edit_whisper(
                    asker.chat,
                    asker.person,
                    asker.ephemeral_id,
                    screen.text,
                    screen.keyboard,
                    times=screen.times,
                )
            elif asker.message_id is not None:
                await self._wire.edit(
                    asker.chat, asker.message_id, screen.text, screen.keyboard, times=screen.times
                )
        except BadRequest as failure:
            if "not modified" not in failure.message:
                raise

    async def _whisper(self, asker: Asker, screen: Screen) -> None:
        occasion = Occasion(asker.person, asker.tap_id, asker.command_id)
        await self._wire.whisper(
            asker.chat, screen.text, screen.keyboard, occasion, asker.topic, times=screen.times
        )

    async def _write(self, asker: Asker, screen: Screen) -> None:
        keyboard = None if screen.only_here else screen.keyboard
        await self._wire.post(asker.person, screen.text, keyboard, None, times=screen.times)

    async def _climb(self, rung: Rung, tries: int = 1) -> bool:
        """Try a rung; whether it was taken. Who refused it once is not asked again."""
        for left in reversed(range(tries)):
            try:
                async with asyncio.timeout(RUNG):
                    await rung()
                log.debug("speak.said")
                return True
            except (BadRequest, Forbidden) as refusal:
                log.warning("speak.failed", failure=type(refusal).__name__)
                return False
            except (TelegramError, TimeoutError) as failure:
                log.warning("speak.failed", failure=type(failure).__name__)
            if left:
                await asyncio.sleep(PAUSE)
        return False


def _fits_over_button(screen: Screen) -> bool:
    return screen.keyboard is None and units(screen.text) <= ANSWER
