"""A link with which one group may add Kith: the operator's one-time code (O8).

Belongs here: making the code and its link. May not enter: who used it; that is kept nowhere.
"""

import secrets
import time

from bot.client import open_bot
from bot.config import Settings
from domain.groups import INVITE_LIFE
from handlers.keyboards import TOKEN_BYTES, token_text
from storage import invites
from storage.engine import Database
from storage.keys import open_storage


async def make_invite(settings: Settings) -> str:
    """A new link for the bot of these settings, also while `kith run` is at work.

    Raises ConfigMistakes, StorageError, KeyFileError, or telegram.error.TelegramError.
    """
    async with open_bot(settings.token(), settings.telegram.api, lambda _: None) as bot:
        username = bot.username
    database, _ = await open_storage(settings.database_url, settings.storage.key_file)
    try:
        return await new_link(database, username, int(time.time()))
    finally:
        await database.close()


async def new_link(database: Database, username: str, now: int) -> str:
    """A link that works once, for 7 days from `now` (UTC seconds).

    Opened, it asks for a group; then Telegram adds the bot and sends "/start@bot CODE" there
    (core.telegram.org/api/links, "Bot links", startgroup).
    """
    code = secrets.token_bytes(TOKEN_BYTES)
    async with database.transaction() as tx:
        await invites.add(tx, code, now + INVITE_LIFE)
    return f"https://t.me/{username}?startgroup={token_text(code)}"
