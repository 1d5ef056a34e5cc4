"""Chats that added Kith and that nobody let it into: it says so, and leaves (O8).

Belongs here: remembering them for the grace in which an operator's code may arrive, and leaving.
May not enter: storing anything about them. A restart forgets them; whatever comes from such a chat
next begins the grace again.
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
    """The chats, each with the time of its first update.

    `clock`: UTC seconds. `welcome`: any group may add Kith, without a code.
    """

    def __init__(
        self, database: Database, wire: Wire, clock: Callable[[], float], *, welcome: bool
    ) -> None:
        self.welcome = welcome
        self._database = database
        self._wire = wire
        self._clock = clock
        self._since: dict[int, float] = {}

    async def meet(self, tx: Transaction, updates: Sequence[Update]) -> None:
        """Begin the grace of chats that are unknown after these updates. Raises StorageError."""
        chats = {chat_id for update in updates if (chat_id := _group_of(update)) is not None}
        if chats:
            for chat_id in await groups.strangers(tx, chats):
                self._since.setdefault(chat_id, self._clock())

    async def leave(self) -> None:
        """Leave the chats whose grace is over and that are still unknown."""
        over = [chat for chat, since in self._since.items() if self._clock() >= since + GRACE]
        if not over:
            return
        try:
            async with self._database.transaction() as tx:
                unknown = await groups.strangers(tx, over)
        except StorageError as failure:
            log.error("strangers.storage_failed", failure=type(failure).__name__)
            return
        for chat_id in over:
            del self._since[chat_id]
        await asyncio.gather(*map(self._leave, unknown))

    async def _leave(self, chat_id: int) -> None:
        """Say why, and go, also where nothing can be said; if that fails, grace begins again."""
        why = wording.text(wording.DEFAULT, "group.stranger")
        for act in (self._wire.post(chat_id, why, None, None), self._wire.leave_chat(chat_id)):
            try:
                await act
            except TelegramError as failure:
                log.warning("strangers.failed", failure=type(failure).__name__)


def _group_of(update: Update) -> int | None:
    """The chat that this comes from, if Kith is in it together with others."""
    chat, change = update.effective_chat, update.my_chat_member
    if chat is None or chat.type == "private" or (change and not is_present(change)):
        return None
    return chat.id
