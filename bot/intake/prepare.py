"""Before the transaction: what a batch needs that only a live answer can give.

Belongs here: reading the rows behind buttons and fields, and asking Telegram who the stewards are,
all at once and within 3 seconds. May not enter: decisions. What stays unknown is left out, and the
handlers fail closed.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import structlog
from telegram import Update
from telegram.error import ChatMigrated, TelegramError

from bot.intake.hurry import ended
from bot.wire import Wire
from domain.few_words import MEMBER_SEEN
from domain.pairs.rules import NOT_PASSED_ON
from domain.people import shown_name
from domain.swap import LARGEST
from handlers.keyboards import token_of
from handlers.rights import Rights
from handlers.route import Route
from handlers.routes import FIELDS, GROUP_COMMANDS, LEFT, LINKS, OPEN_TAPS, PRIVATE_COMMANDS, TAPS
from handlers.signposts.request import of_change
from storage import buttons, fields, groups, stewards
from storage.buttons import Button
from storage.engine import Database, Transaction
from storage.errors import StorageError
from storage.fields import Field
from storage.pairs import relays

log = structlog.get_logger()

K = TypeVar("K")
T = TypeVar("T")
Asks = Callable[[Route], bool]

PATIENCE = 3.0
"""Seconds for all live answers of a batch together (design: prepare)."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is known before deciding: rows by token, fields and relays by person, chats by id."""

    buttons: dict[bytes, Button]
    fields: dict[int, Field]
    relays: dict[int, int]
    rights: Rights
    titles: Mapping[int, str]
    sizes: Mapping[int, int]
    files: Mapping[str, bytes]

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

    def file_of(self, update: Update) -> bytes | None:
        """What is in the file that a field waits for."""
        sent = update.message.document if update.message else None
        return self.files.get(sent.file_id) if sent else None

    def relay_of(self, update: Update) -> int | None:
        """The seat whose relay a line in private may be for."""
        author = _author(update)
        return None if author is None else self.relays.get(author)


class Prepare:
    """Loads and asks. `clock`: UTC seconds."""

    def __init__(self, database: Database, wire: Wire, clock: Callable[[], float]) -> None:
        self._database = database
        self._wire = wire
        self._clock = clock

    async def batch(self, updates: Sequence[Update], crowded: asyncio.Event) -> Prepared:
        """Everything a batch needs, as far as it comes in time. Raises StorageError."""
        tokens = {token for update in updates if (token := _token(update))}
        authors = {author for update in updates if (author := _author(update)) is not None}
        async with self._database.transaction() as tx:
            found = await buttons.find(tx, list(tokens)) if tokens else {}
            now = int(self._clock())
            opened = await fields.find(tx, authors, now) if authors else {}
            since = now - NOT_PASSED_ON
            seats = await relays.at_work(tx, authors, since) if authors else {}
            rights = await _chats_to_ask(tx, updates, found, opened, lambda route: route.rights)
            sizes = await _chats_to_ask(tx, updates, found, opened, lambda route: route.size)
            rights |= await _own_chats(tx, updates, found, lambda route: route.stewarded)
            chosen = await stewards.of_chats(tx, rights, now - MEMBER_SEEN) if rights else {}
            titled = await _own_chats(tx, updates, found, lambda route: route.titles)
        files = _files(updates, opened)
        admins, counts, titles, held = await asyncio.gather(
            self._ask(rights, self._wire.admins, crowded),
            self._ask(sizes, self._wire.size, crowded),
            self._ask(titled, self._wire.title, crowded),
            self._ask(files, self._wire.file, crowded),
        )
        named = {chat: shown_name(title) for chat, title in titles.items() if title}
        return Prepared(found, opened, seats, Rights(admins, chosen), named, counts, held)

    async def _ask(
        self, asked: Collection[K], ask: Callable[[K], Awaitable[T]], crowded: asyncio.Event
    ) -> dict[K, T]:
        """What Telegram says of each; where it does not answer in time, nothing is known."""
        asking = {each: asyncio.create_task(self._answer(ask, each)) for each in asked}
        try:
            await ended(asking.values(), crowded, PATIENCE)
            done = {each: task.result() for each, task in asking.items() if task.done()}
        finally:
            for task in asking.values():
                task.cancel()
        if len(done) < len(asking):
            log.warning("prepare.rights_unknown", failure="TimeoutError")
        return {each: answer for each, answer in done.items() if answer is not None}

    async def _answer(self, ask: Callable[[K], Awaitable[T]], asked: K) -> T | None:
        try:
            return await ask(asked)
        except ChatMigrated as moved:
            await self._move(asked, moved.new_chat_id)
            return None
        except TelegramError as failure:
            log.warning("prepare.rights_unknown", failure=type(failure).__name__)
            return None

    async def _move(self, old_chat_id: object, new_chat_id: int) -> None:
        """Telegram says in its refusal where the group is now; the next tap asks there (A5)."""
        assert isinstance(old_chat_id, int)  # files do not move
        try:
            async with self._database.transaction() as tx:
                await groups.migrate(tx, old_chat_id, new_chat_id)
        except StorageError as failure:
            log.warning("prepare.move_unknown", failure=type(failure).__name__)


def _files(updates: Sequence[Update], opened: Mapping[int, Field]) -> set[str]:
    """The files that were sent into a field that waits for one, and are not too large for it."""
    waiting = {name for name, route in FIELDS.items() if route.file}
    sent = [
        update.message.document
        for update in updates
        if update.message and (field := opened.get(_author(update) or 0))
        if field.action in waiting and field.used_by in (None, update.update_id)
    ]
    return {each.file_id for each in sent if each and (each.file_size or LARGEST + 1) <= LARGEST}


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
    asks: Asks,
) -> set[int]:
    """The groups about which routes of this batch ask something."""
    taken = {name: route for name, route in (TAPS | LINKS).items() if asks(route)}
    named = {row.group_id for row in found.values() if row.action in taken}
    filled = {name for name, route in FIELDS.items() if asks(route)}
    named |= {row.group_id for row in opened.values() if row.action in filled}
    rows = [await groups.get(tx, group_id) for group_id in named if group_id is not None]
    there = _command_chats(updates, asks) | _left_chats(updates, asks)
    # A message of the chat that a group has moved out of keeps its buttons (A5).
    pressed = _open_chats(updates, asks)
    moved = await groups.moved_to(tx, pressed) if pressed else set()
    return {row.chat_id for row in rows if row} | there | moved


def _open_chats(updates: Sequence[Update], asks: Asks) -> set[int]:
    """The groups in which buttons without a row were tapped, of routes that ask."""
    taken = {name for name, route in OPEN_TAPS.items() if asks(route)}
    taps = [update.callback_query for update in updates if update.callback_query]
    asking = [tap for tap in taps if (told := of_change(tap.data or "")) and told[0] in taken]
    chats = [tap.message.chat for tap in asking if tap.message]
    return {chat.id for chat in chats if chat.type != "private"}


def _left_chats(updates: Sequence[Update], asks: Asks) -> set[int]:
    """The groups that somebody left."""
    messages = [update.message for update in updates if update.message and asks(LEFT)]
    return {message.chat.id for message in messages if message.left_chat_member}


async def _own_chats(
    tx: Transaction, updates: Sequence[Update], found: dict[bytes, Button], asks: Asks
) -> set[int]:
    """The groups of those whose screens are about all of their groups."""
    asking = {
        update.effective_user.id
        for update in updates
        if update.effective_user and _is_of_own(update, found, asks)
    }
    return await groups.chats_of(tx, asking) if asking else set()


def _is_of_own(update: Update, found: dict[bytes, Button], asks: Asks) -> bool:
    button = found.get(_token(update) or b"")
    if button is not None:
        route = (TAPS | LINKS).get(button.action)
    else:
        route = PRIVATE_COMMANDS.get(_command_name(_private_line(update)))
    return route is not None and asks(route)


def _command_chats(updates: Sequence[Update], asks: Asks) -> set[int]:
    messages = [update.message for update in updates if update.message]
    typed = [message for message in messages if message.chat.type != "private" and message.text]
    names = {name for name, route in GROUP_COMMANDS.items() if asks(route)}
    return {message.chat.id for message in typed if _command_name(message.text) in names}


def _command_name(line: str | None) -> str:
    """The name in "/name@bot and more"."""
    return (line or "/").split(maxsplit=1)[0].removeprefix("/").partition("@")[0].lower()
