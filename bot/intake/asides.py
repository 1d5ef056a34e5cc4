"""The one line that stands in a group for a minute, when somebody could not be answered unseen.

Belongs here: saying it, once at a time in a group, and seeing to it that it goes. May not enter:
whom it was for, or what they asked: its words are the same for every command. A row of the outbox
takes it away, also after a restart; where none can be written, memory does, as long as it lasts.
"""

from collections.abc import Callable
from dataclasses import dataclass

import structlog
from telegram.error import TelegramError

from bot.wire import Wire
from handlers.asides import LIFE
from handlers.notes import Aside
from storage import asides, groups
from storage.engine import Database
from storage.errors import StorageError

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Standing:
    """A line that stands; `until` in UTC seconds. `stored`: a row takes it away."""

    chat: int
    topic: int | None
    about: str
    message_id: int
    until: int
    stored: bool


class Asides:
    """The lines that stand. `clock`: UTC seconds."""

    def __init__(self, database: Database, wire: Wire, clock: Callable[[], float]) -> None:
        self._database = database
        self._wire = wire
        self._clock = clock
        self._standing: list[Standing] = []

    async def say(self, chat: int, topic: int | None, aside: Aside) -> bool:
        """Say it, unless it stands there; whether it does now."""
        place = (chat, topic, aside.about)
        if any((each.chat, each.topic, each.about) == place for each in self._standing):
            return True
        try:
            message_id = await self._wire.post(chat, aside.text, aside.keyboard, topic)
        except TelegramError as failure:
            log.warning("asides.failed", failure=type(failure).__name__)
            return False
        until = int(self._clock()) + LIFE
        stored = await self._store(chat, message_id, until)
        self._standing.append(Standing(*place, message_id, until, stored))
        return True

    async def _store(self, chat: int, message_id: int, until: int) -> bool:
        """Whether a row will take it away; of a group that Kith does not know nothing is stored."""
        try:
            async with self._database.transaction() as tx:
                group = await groups.by_chat(tx, chat)
                if group is not None:
                    await asides.stand(tx, group.id, message_id, until)
        except StorageError as failure:
            log.error("asides.storage_failed", failure=type(failure).__name__)
            return False
        return group is not None

    async def sweep(self) -> None:
        """Take away what has stood long enough."""
        now = self._clock()
        over = [each for each in self._standing if each.until <= now and not each.stored]
        self._standing = [each for each in self._standing if each.until > now]
        for each in over:
            try:
                await self._wire.remove(each.chat, each.message_id)
            except TelegramError as failure:
                log.warning("asides.failed", failure=type(failure).__name__)
