"""Telegram's side: the token, what the bot may do, the clock, and who else gets its updates.

Belongs here: asking, with calls that change nothing. May not enter: groups and people.
"""

import time
from collections.abc import AsyncIterator, Iterator
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from telegram import WebhookInfo
from telegram.error import Conflict, InvalidToken, TelegramError

from bot.client import Client, open_bot
from bot.clock import TOLERANCE
from bot.config import ConfigMistakes, Settings
from bot.operate.check.findings import Finding, fine, mend, note
from bot.operate.lock import is_held

RIVAL = 7
"""Seconds of listening for another program that asks for this bot's updates: it is cut off once by
our asking, waits a moment, and then cuts us off."""
MANY = 200
"""Waiting updates that tell of a bot which does not keep up, or is not running."""


class Dates:
    """The `Date` headers of Telegram's answers, against the clock of this machine."""

    def __init__(self) -> None:
        self.off_by = 0.0

    def hear(self, date: str | None) -> None:
        """One header."""
        if date:
            self.off_by = time.time() - parsedate_to_datetime(date).timestamp()


async def look(settings: Settings, _now: int) -> AsyncIterator[Finding]:
    """The bot as Telegram sees it."""
    dates = Dates()
    try:
        token = settings.token()
    except ConfigMistakes:
        return  # told of already
    try:
        async with open_bot(token, settings.telegram.api, dates.hear) as bot:
            for finding in (*_bot(bot), _clock(dates.off_by)):
                yield finding
            async for finding in _updates(settings, bot):
                yield finding
    except InvalidToken:
        do = "Copy it again, whole, from BotFather: /mybots, API Token."
        yield mend("token", "Telegram does not know this token.", do)
    except TelegramError as failure:
        do = "Look at telegram.api, and at this machine's way into the network."
        yield mend("telegram", f"It cannot be reached ({type(failure).__name__}).", do)


def _bot(bot: Client) -> Iterator[Finding]:
    """What BotFather has set."""
    yield fine("token", f"It belongs to @{bot.username}.")
    if bot.bot.can_read_all_group_messages:
        do = "At BotFather: /setprivacy, Enable. Then take Kith out of its groups and add it again."
        yield mend("privacy", "Privacy mode is off: Telegram hands Kith every message.", do)
    else:
        yield fine("privacy", "Privacy mode is on: Telegram hands Kith no talk of groups.")
    if not bot.bot.can_join_groups:
        do = "At BotFather: /setjoingroups, Enable."
        yield mend("groups", "No group can add this bot.", do)


def _clock(off_by: float) -> Finding:
    if abs(off_by) <= TOLERANCE:
        return fine("clock", "It agrees with Telegram's.")
    do = "Set it by the network: timedatectl set-ntp true. Until then Kith posts nothing."
    return mend("clock", f"It is {round(abs(off_by))} seconds from Telegram's.", do)


async def _updates(settings: Settings, bot: Client) -> AsyncIterator[Finding]:
    """Where the updates go."""
    info = await bot.get_webhook_info()
    for finding in _webhook(settings, info):
        yield finding
    if info.pending_update_count > MANY:
        says = f"{info.pending_update_count} updates are waiting."
        yield note("updates", says, "Is Kith running? Look into its log.")
    if settings.webhook.url is None and not info.url:
        yield await _rival(bot) if not is_held(settings.database_url) else _AT_WORK


def _webhook(settings: Settings, info: WebhookInfo) -> Iterator[Finding]:
    wanted = settings.webhook.url
    if wanted is None and info.url:
        do = "If no other program needs it: kith run --take-over. Else set webhook.url."
        yield mend("webhook", f"Updates are sent to {urlsplit(info.url).netloc}.", do)
    elif wanted is not None and info.url and info.url != wanted:
        do = "Another program may be using this bot. A start of Kith sets its own address again."
        yield mend("webhook", f"Updates are sent to {urlsplit(info.url).netloc} instead.", do)
    elif wanted is not None and not info.url:
        yield note("webhook", "It is not set yet.", "Start Kith: it sets it.")
    elif wanted is not None and info.last_error_message:
        do = "Look at the proxy, its certificate, and webhook.host and webhook.port."
        yield mend("webhook", f"Telegram's last call failed: {info.last_error_message}.", do)
    elif wanted is not None:
        yield fine("webhook", "Telegram calls it.")


_AT_WORK = fine("updates", "Kith is at work, and asks for them.")


async def _rival(bot: Client) -> Finding:
    """Whether somebody else asks for the updates, where no Kith is at work on this database."""
    try:
        # Without an offset nothing is confirmed: what waits, still waits.
        await bot.get_updates(limit=1, timeout=RIVAL)
    except Conflict:
        do = "Stop it, or make a new token at BotFather: /revoke."
        return mend("updates", "Another program asks for this bot's updates.", do)
    return fine("updates", "Nobody else asks for them.")
