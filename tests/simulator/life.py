"""A life of Kith in one thread: its parts joined, on a disk and a line that outlive it.

Belongs here: what `bot/app.py` does with threads and sockets, done without. May not enter: what it
lives through.
"""

from typing import Any

from telegram.request import BaseRequest

from bot.app import NOBODY, Kith
from bot.client import Client
from bot.clock import Clock as Agreed
from bot.delivery.pace import Pace
from bot.opening import application
from bot.operate.backup import Nightly
from bot.operate.erasing import Erasing
from bot.operate.signposts import directory
from bot.wire import Wire
from sandbox.clock import Clock
from sandbox.stage import Sandbox
from storage.engine import Database

LINES = directory()


async def born(
    sandbox: Sandbox, disk: Database, line: BaseRequest, clock: Clock
) -> tuple[Any, Kith]:
    """Kith, and what has to be kept as long as it lives; what it opens is in memory alone."""
    bot = Client(
        sandbox.token, base_url="http://sandbox/bot", request=line, get_updates_request=line
    )
    await bot.initialize()
    opened = application(sandbox.token, bot)
    joined = await opened.__aenter__()
    agreed = Agreed(clock)
    pace = Pace(agreed)
    return opened, Kith(
        disk,
        Wire(bot, pace),
        pace,
        joined,
        agreed,
        LINES,
        open_to_all=True,
        door=None,
        host=NOBODY,
        erasing=Erasing(disk, None, None, agreed),
        nightly=Nightly(disk, None, agreed),
        url="sqlite+aiosqlite:///nowhere",
    )
