"""A bot as python-telegram-bot's own examples have it: `python -m benchmarks.stock_bot JSON`.

Belongs here: one handler of taps, which answers each, and where there is a file keeps it first,
with a commit of its own. May not enter: anything to make it look slower than it is.
"""

import json
import sys
from typing import Any

import aiosqlite
from telegram import Update
from telegram.ext import Application, ApplicationBuilder, CallbackQueryHandler, ContextTypes

_TABLE = "CREATE TABLE IF NOT EXISTS taps (person INTEGER PRIMARY KEY, word TEXT)"
_KEEP = "INSERT INTO taps VALUES (?, ?) ON CONFLICT (person) DO UPDATE SET word = excluded.word"


async def opened(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """Open the file, set as Kith sets its own: safe against a loss of power."""
    database = await aiosqlite.connect(application.bot_data["file"])
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        await database.execute(f"PRAGMA {pragma}")
    await database.execute(_TABLE)
    application.bot_data["database"] = database


async def tapped(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Keep it, and answer."""
    tap = update.callback_query
    assert tap is not None  # the handler is for taps
    database = context.bot_data.get("database")
    if database is not None:
        await database.execute(_KEEP, (tap.from_user.id, tap.data))
        await database.commit()
    await tap.answer("Seen by you alone.")


def main(order: dict[str, Any]) -> None:
    """Poll until killed."""
    builder = ApplicationBuilder().token(order["token"]).base_url(f"{order['api']}/bot")
    if order["file"]:
        builder = builder.post_init(opened)
    application = builder.build()
    application.bot_data["file"] = order["file"]
    application.add_handler(CallbackQueryHandler(tapped))
    application.run_polling()


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
