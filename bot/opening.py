"""What `app` opens before it joins the parts: storage, the way to Telegram, the application.

Belongs here: opening each, and closing it again. May not enter: joining them.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import structlog
from telegram import (
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)
from telegram.ext import ApplicationBuilder, ContextTypes, ExtBot

from bot.intake.turn import App, keep_failure
from bot.mute import Mute
from bot.wire import Wire
from handlers import menus, wording
from handlers.routing import ptb_handlers
from handlers.step import Context
from storage.engine import Database
from storage.errors import StorageCorrupt, StorageError, StorageFull
from storage.keys import open_storage
from storage.shut import Shut
from storage.vault import KeyFileError

log = structlog.get_logger()

SHUT_PAUSE = 30.0
"""Seconds between two tries to open a database that is shut."""


class WebhookSet(Exception):
    """Telegram sends this bot's updates to a webhook, so that polling would get none."""


@asynccontextmanager
async def storage(url: str, key_file: Path) -> AsyncIterator[Database]:
    """The open storage, or a shut one where the file is damaged or its disk takes nothing."""
    try:
        database = await _opened(url, key_file)
    except (StorageCorrupt, StorageFull) as failure:
        log.error("storage.shut", failure=type(failure).__name__)
        database = Shut(failure)
    try:
        yield database
    finally:
        await database.close()


async def _opened(url: str, key_file: Path) -> Database:
    """The open storage; a copy that was made before a migration is told."""
    database, migration = await open_storage(url, key_file)
    if migration.copy:
        log.info("storage.migrated")
    return database


async def storage_opens(url: str, key_file: Path) -> None:
    """Wait until it can be opened again; nothing is written meanwhile."""
    while True:
        await asyncio.sleep(SHUT_PAUSE)
        with suppress(StorageError, KeyFileError):
            await (await _opened(url, key_file)).close()
            return


async def require_no_webhook(wire: Wire, *, take_over: bool) -> None:
    """Raise WebhookSet, or end the webhook without losing what waits for it."""
    if await wire.has_webhook():
        if not take_over:
            raise WebhookSet
        await wire.end_webhook()


@asynccontextmanager
async def application(token: str, bot: ExtBot[None]) -> AsyncIterator[App]:
    """python-telegram-bot's application, with a bot that cannot reach the network."""
    mute = ExtBot[None](token, request=Mute(bot.bot), get_updates_request=Mute(bot.bot))
    joined = (
        ApplicationBuilder()
        .bot(mute)
        .updater(None)
        .job_queue(None)
        .context_types(ContextTypes(context=Context))
        .build()
    )
    joined.add_handlers(ptb_handlers())
    joined.add_error_handler(keep_failure)
    async with joined:
        yield joined


async def set_menus(wire: Wire) -> None:
    """The commands that Telegram offers in each kind of chat, in each language of Kith's (A6)."""
    for names, scope in (
        (menus.PRIVATE, BotCommandScopeAllPrivateChats()),
        (menus.GROUP, BotCommandScopeAllGroupChats()),
        (menus.STEWARDS, BotCommandScopeAllChatAdministrators()),
    ):
        for language in wording.languages():
            menu = [(name, wording.text(language, f"command.{name}")) for name in names]
            # English is for everybody whose Telegram is in none of Kith's languages.
            to = None if language == wording.DEFAULT else language
            await wire.set_menu(menu, scope, to)
