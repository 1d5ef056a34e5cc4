"""Chats that added Kith and that nobody let it into: it says so, and leaves (O8).

Belongs here: remembering them for the grace in which an operator's code may arrive, and leaving.
May not enter: storing anything about them. A restart forgets them; whatever comes from such a chat
next begins the grace again. They are spoken to in the language of whoever was first heard there.
"""

import asyncio
from collections.abc import Callable, Sequence

import structlog
from telegram import Update
from telegram.error import TelegramError

from bot.wire import Wire
from domain.groups import GRACE
from handlers import wording
from handlers.groups import is_present
from storage import groups
from storage.engine import Database, Transaction
from storage.errors import StorageError

log = structlog.get_logger()


class Strangers:
    """The chats, each with the time of its first update, and the language to leave it in.

    `clock`: UTC seconds. `welcome`: any group may add Kith, without a code.
    """

    def __init__(
        self, database: Database, wire: Wire, clock: Callable[[], float], *, welcome: bool
    ) -> None:
        self.welcome = welcome
        self._database = database
        self._wire = wire
        self._clock = clock
        self._since: dict[int, tuple[float, str]] = {}

    async def meet(self, tx: Transaction, updates: Sequence[Update]) -> None:
        """Begin the grace of chats that are unknown after these updates. Raises StorageError."""
        heard = {
            chat_id: wording.spoken(_language_tag(update))
            for update in reversed(updates)
            if (chat_id := _group_of(update)) is not None
        }
        if heard:
            for chat_id in await groups.strangers(tx, set(heard)):
                self._since.setdefault(chat_id, (self._clock(), heard[chat_id]))

    async def leave(self) -> None:
        """Leave the chats whose grace is over and that are still unknown."""
        now = self._clock()
        over = [chat for chat, (since, _) in self._since.items() if now >= since + GRACE]
        if not over:
            return
        try:
            async with self._database.transaction() as tx:
                unknown = await groups.strangers(tx, over)
        except StorageError as failure:
            log.error("strangers.storage_failed", failure=type(failure).__name__)
            return
        languages = {chat_id: self._since.pop(chat_id)[1] for chat_id in over}
        await asyncio.gather(*(self._leave(each, languages[each]) for each in unknown))

    async def _leave(self, chat_id: int, language: str) -> None:
        """Say why, and go, also where nothing can be said; if that fails, grace begins again."""
        why = wording.text(language, "group.stranger")
        for act in (self._wire.post(chat_id, why, None, None), self._wire.leave_chat(chat_id)):
            try:
                await act
            except TelegramError as failure:
                log.warning("strangers.failed", failure=type(failure).__name__)


def _language_tag(update: Update) -> str | None:
    person = update.effective_user
    return person.language_code if person else None


def _group_of(update: Update) -> int | None:
    """The chat that this comes from, if Kith is in it together with others."""
    chat, change = update.effective_chat, update.my_chat_member
    if chat is None or chat.type == "private" or (change and not is_present(change)):
        return None
    return chat.id
