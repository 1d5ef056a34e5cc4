"""Before the transaction: what a batch needs that only a live answer can give.

Belongs here: reading the rows behind buttons and fields, and asking Telegram who the stewards are,
all at once and within 3 seconds. May not enter: decisions. What stays unknown is left out, and the
handlers fail closed.
"""

import asyncio
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import structlog
from telegram import Update
from telegram.error import TelegramError

from bot.wire import Wire
from domain.people import shown_name
from handlers.keyboards import token_of
from handlers.rights import Rights
from handlers.routes import FIELDS, GROUP_COMMANDS, LINKS, OPEN_TAPS, PRIVATE_COMMANDS, TAPS, Route
from handlers.signposts.request import of_change
from storage import buttons, fields, groups
from storage.buttons import Button
from storage.engine import Database, Transaction
from storage.fields import Field

log = structlog.get_logger()

PATIENCE = 3.0
"""Seconds for all live answers of a batch together (design: prepare)."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is known before deciding: rows by token, fields by person, admins and titles by chat."""

    buttons: dict[bytes, Button]
    fields: dict[int, Field]
    rights: Rights
    titles: dict[int, str]

    def button_of(self, update: Update) -> Button | None:
        """The row behind a tap or link, unless another update used it up."""
        token = _token(update)
        button = self.buttons.get(token) if token else None
        return button if button and button.used_by in (None, update.update_id) else None

    def field_of(self, update: Update) -> Field | None:
        """The field that a line in private belongs to, unless another line filled it."""
        author = _author(update)
        field = None if author is None else self.fields.get(author)
        return field if field and field.used_by in (None, update.update_id) else None


class Prepare:
    """Loads and asks. `clock`: UTC seconds."""

    def __init__(self, database: Database, wire: Wire, clock: Callable[[], float]) -> None:
        self._database = database
        self._wire = wire
        self._clock = clock

    async def batch(self, updates: Sequence[Update]) -> Prepared:
        """Everything a batch needs. Raises StorageError."""
        tokens = {token for update in updates if (token := _token(update))}
        authors = {author for update in updates if (author := _author(update)) is not None}
        async with self._database.transaction() as tx:
            found = await buttons.find(tx, list(tokens)) if tokens else {}
            opened = await fields.find(tx, authors, int(self._clock())) if authors else {}
            chats = await _chats_to_ask(tx, updates, found, opened)
            titled = await _chats_to_name(tx, updates, found)
        rights, titles = await asyncio.gather(self._rights(chats), self._titles(titled))
        return Prepared(found, opened, rights, titles)

    async def _rights(self, chats: Collection[int]) -> Rights:
        if not chats:
            return Rights()
        answers = await asyncio.gather(*(self._admins(chat_id) for chat_id in chats))
        return Rights({chat: admins for chat, admins in answers if admins is not None})

    async def _titles(self, chats: Collection[int]) -> dict[int, str]:
        answers = await asyncio.gather(*(self._title(chat_id) for chat_id in chats))
        return {chat: shown_name(title) for chat, title in answers if title}

    async def _title(self, chat_id: int) -> tuple[int, str]:
        try:
            async with asyncio.timeout(PATIENCE):
                return chat_id, await self._wire.title(chat_id)
        except (TelegramError, TimeoutError) as failure:
            log.warning("prepare.title_unknown", failure=type(failure).__name__)
            return chat_id, ""

    async def _admins(self, chat_id: int) -> tuple[int, frozenset[int] | None]:
        try:
            async with asyncio.timeout(PATIENCE):
                return chat_id, await self._wire.admins(chat_id)
        except (TelegramError, TimeoutError) as failure:
            log.warning("prepare.rights_unknown", failure=type(failure).__name__)
            return chat_id, None


def _token(update: Update) -> bytes | None:
    """The token of a tap, or of a link that opened the private chat."""
    if update.callback_query:
        return token_of(update.callback_query.data or "")
    line = _private_line(update)
    return token_of(line.removeprefix("/start ")) if line and line.startswith("/start ") else None


def _private_line(update: Update) -> str | None:
    """What was written in private; empty for a picture, None for anything else."""
    message = update.message
    return message.text or "" if message and message.chat.type == "private" else None


def _author(update: Update) -> int | None:
    """Who wrote a line in private."""
    if _private_line(update) is None or update.effective_user is None:
        return None
    return update.effective_user.id


async def _chats_to_ask(
    tx: Transaction,
    updates: Sequence[Update],
    found: dict[bytes, Button],
    opened: dict[int, Field],
) -> set[int]:
    """The groups whose stewards this batch turns on."""
    routes = TAPS | LINKS
    named = {row.group_id for row in found.values() if _asks(routes, row.action)}
    named |= {row.group_id for row in opened.values() if _asks(FIELDS, row.action)}
    rows = [await groups.get(tx, group_id) for group_id in named if group_id is not None]
    return {row.chat_id for row in rows if row} | _command_chats(updates) | _open_chats(updates)


def _open_chats(updates: Sequence[Update]) -> set[int]:
    """The groups in which buttons without a row were tapped that are for stewards."""
    taps = [update.callback_query for update in updates if update.callback_query]
    asking = [
        tap for tap in taps if (told := of_change(tap.data or "")) and _asks(OPEN_TAPS, told[0])
    ]
    chats = [tap.message.chat for tap in asking if tap.message]
    return {chat.id for chat in chats if chat.type != "private"}


async def _chats_to_name(
    tx: Transaction, updates: Sequence[Update], found: dict[bytes, Button]
) -> set[int]:
    """The groups of those whose screens name them."""
    asking = {
        update.effective_user.id
        for update in updates
        if update.effective_user and _names_groups(update, found)
    }
    return await groups.chats_of(tx, asking) if asking else set()


def _names_groups(update: Update, found: dict[bytes, Button]) -> bool:
    button = found.get(_token(update) or b"")
    if button is not None:
        route = (TAPS | LINKS).get(button.action)
    else:
        route = PRIVATE_COMMANDS.get(_command_name(_private_line(update)))
    return route is not None and route.titles


def _asks(routes: dict[str, Route], action: str) -> bool:
    route = routes.get(action)
    return route is not None and route.rights


def _command_chats(updates: Sequence[Update]) -> set[int]:
    messages = [update.message for update in updates if update.message]
    typed = [message for message in messages if message.chat.type != "private" and message.text]
    return {
        message.chat.id for message in typed if _asks(GROUP_COMMANDS, _command_name(message.text))
    }


def _command_name(line: str | None) -> str:
    """The name in "/name@bot and more"."""
    return (line or "/").split(maxsplit=1)[0].removeprefix("/").partition("@")[0].lower()
