"""The same broadcast with python-telegram-bot, as its documentation has it.

Belongs here: with its AIORateLimiter, and one chat after the other without it. May not enter:
anything to make it look slower than it is: updates are handled side by side, and what Telegram
asks to wait for is sent again.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import RetryAfter
from telegram.ext import (
    AIORateLimiter,
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ContextTypes,
)

from benchmarks.stage import Stage
from bot.wire import seconds_of
from tests.torture.broadcast import flood

App = Application[Any, Any, Any, Any, Any, Any]
WORDS = "How is your weather today?"
SCREENS = ("One", "Another")
TRIES = 1_000
"""How often the limiter sends again what was refused; as it comes, it gives up at once."""
_BACK = InlineKeyboardMarkup([[InlineKeyboardButton("Back", callback_data="back")]])


async def limited(stage: Stage, count: int) -> None:
    """All at once, and the limiter sees to the pace."""
    application = _built(stage, AIORateLimiter(max_retries=TRIES))
    await _played(stage, application, count, _all_at_once, asked_once)


async def one_by_one(stage: Stage, count: int) -> None:
    """One after the other, waiting where Telegram asks for it."""
    await _played(stage, _built(stage, None), count, _in_turn, again)


async def asked_once(call: Callable[[], Awaitable[object]]) -> None:
    """The limiter sends again by itself."""
    await call()


async def again(call: Callable[[], Awaitable[object]]) -> None:
    """Until Telegram takes it."""
    while True:
        try:
            await call()
            return
        except RetryAfter as failure:
            await asyncio.sleep(seconds_of(failure.retry_after))


Send = Callable[[Callable[[], Awaitable[object]]], Awaitable[None]]


async def _all_at_once(application: App, chats: list[int], send: Send) -> None:
    await asyncio.gather(*(_post(application, chat, send) for chat in chats))


async def _in_turn(application: App, chats: list[int], send: Send) -> None:
    for chat in chats:
        await _post(application, chat, send)


async def _post(application: App, chat: int, send: Send) -> None:
    await send(lambda: application.bot.send_message(chat, WORDS, reply_markup=_BACK))


def _built(stage: Stage, limiter: AIORateLimiter | None) -> App:
    builder = ApplicationBuilder().token(stage.sandbox.token).base_url("http://sandbox/bot")
    builder = builder.request(stage.line).get_updates_request(stage.line).concurrent_updates(True)
    return (builder.rate_limiter(limiter) if limiter else builder).build()


async def _played(
    stage: Stage,
    application: App,
    count: int,
    broadcast: Callable[[App, list[int], Send], Coroutine[Any, Any, None]],
    send: Send,
) -> None:
    async def tapped(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        tap = update.callback_query
        assert tap is not None
        assert tap.message is not None
        other = SCREENS[getattr(tap.message, "text", None) == SCREENS[0]]
        await send(tap.answer)
        await send(lambda: tap.edit_message_text(other, reply_markup=_BACK))

    application.add_handler(CallbackQueryHandler(tapped))
    async with application:
        await _screens(stage, application)
        await application.start()
        assert application.updater is not None
        await application.updater.start_polling()
        chats = [stage.sandbox.world.add_group("Circle").id for _ in range(count)]
        flood(stage.sandbox, chats)
        sending = asyncio.create_task(broadcast(application, chats, send))
        await stage.broadcast(chats)
        await sending
        await application.updater.stop()
        await application.stop()


async def _screens(stage: Stage, application: App) -> None:
    """Everybody has a screen, long before."""
    for person in stage.sandbox.crowd.free:
        person.started = True
        await application.bot.send_message(person.id, SCREENS[0], reply_markup=_BACK)
    await asyncio.sleep(120)
