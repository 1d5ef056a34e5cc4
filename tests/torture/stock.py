"""The test of the test: python-telegram-bot's own updater in place of Kith's intake.

Belongs here: the same turn, fed by the stock updater, which confirms updates before they are
handled. May not enter: anything to make it look worse than it is. The torture must find its losses.
"""

import asyncio

from telegram import Update
from telegram.ext import ExtBot, Updater

from bot.app import Kith


async def run_stock(kith: Kith, bot: ExtBot[None]) -> None:
    """Poll with the stock updater, and carry each update through a turn of its own."""
    queue: asyncio.Queue[object] = asyncio.Queue()
    async with Updater(bot, queue) as updater:
        await updater.start_polling(timeout=10, allowed_updates=Update.ALL_TYPES)
        async with asyncio.TaskGroup() as parts:
            parts.create_task(_carry(kith, queue))
            parts.create_task(kith.outbox.run())
            await kith.pass_time()


async def _carry(kith: Kith, queue: "asyncio.Queue[object]") -> None:
    while True:
        update = await queue.get()
        assert isinstance(update, Update)
        await kith.turn.take([update.to_dict()])
