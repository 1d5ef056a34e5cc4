"""Start-up and memory, at rest and after many taps: Kith beside a bot of PTB's examples.

Belongs here: both processes, and what each is asked. May not enter: how taps are made (`growth`).
CPU seconds from the start of the process; memory as the system counts it (RSS).
Run it with `python -m benchmarks.memory`.
"""

import argparse
import asyncio
import json
import tempfile
import time
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from benchmarks.lines import Line, limit
from benchmarks.process import Numbers, alone, rss

GROUPS = 10
TAPS = {False: 20_000, True: 1_000_000}
BATCH = 25
GROWTH, MOST, READY = 1.1, 150.0, 2.0
"""Times the memory at rest that many taps may leave; MB; seconds until it is ready."""


async def kith(folder: Path, taps: int) -> Numbers:
    """On a file with a few groups, taps on one check-in. Filled by the process that asks."""
    from benchmarks.growth import opened  # noqa: PLC0415 - a peer's process is not to carry it
    from bot.operate.logs import set_up  # noqa: PLC0415

    set_up("CRITICAL")
    async with AsyncExitStack() as stack:
        place = await opened(stack, folder, GROUPS)
        ready, rest = time.process_time(), rss()
        for _ in range(taps // BATCH):
            await place.taps()
        return {"ready": ready, "rest": rest, "after": rss()}


async def ptb(taps: int) -> Numbers:
    """Its application, which answers each tap and keeps nothing."""
    from telegram import Update  # noqa: PLC0415
    from telegram.ext import ApplicationBuilder, CallbackQueryHandler  # noqa: PLC0415

    from benchmarks.nod import Nod  # noqa: PLC0415
    from benchmarks.stock_bot import tapped  # noqa: PLC0415

    application: Any = ApplicationBuilder().token("1:x").request(Nod()).updater(None).build()
    application.add_handler(CallbackQueryHandler(tapped))
    async with application:
        ready, rest = time.process_time(), rss()
        for number in range(taps):
            person = {"id": number % 50 + 1, "is_bot": False, "first_name": "P"}
            tap = {"id": str(number), "from": person, "chat_instance": "1", "data": "word"}
            chat = {"id": -1, "type": "supergroup", "title": "Circle"}
            message = {"message_id": 1, "date": 1, "chat": chat, "text": "Weather"}
            raw = {"update_id": number, "callback_query": tap | {"message": message}}
            await application.process_update(Update.de_json(raw, application.bot))
        return {"ready": ready, "rest": rest, "after": rss()}


def process(name: str, taps: int) -> Numbers:
    """One of them, alone."""
    with tempfile.TemporaryDirectory(prefix="kith-") as folder:
        if name == "Kith":
            from benchmarks.filled import fill  # noqa: PLC0415

            fill(Path(folder), GROUPS, 1)
        return alone("memory", [name, folder, taps])


def main() -> None:
    """Print both, and one line of JSON a number."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--long", action="store_true")
    options.add_argument("--taps", type=int)
    options.add_argument("--one", help=argparse.SUPPRESS)
    asked = options.parse_args()
    if asked.one:
        name, folder, taps = json.loads(asked.one)
        work = kith(Path(folder), taps) if name == "Kith" else ptb(taps)
        print(json.dumps(asyncio.run(work)))
        return
    taps = asked.taps or TAPS[asked.long]
    found = {}
    for name in ("Kith", "PTB"):
        found[name] = process(name, taps)
        said = ", ".join(f"{key} {value:.4g}" for key, value in found[name].items())
        print(f"{name}, {taps} taps: {said}", flush=True)
    ours, theirs = found["Kith"], found["PTB"]
    for line in (
        limit("memory/ready", ours["ready"], "s", READY),
        Line("memory/ready", ours["ready"], "s", "PTB", theirs["ready"]),
        limit("memory/rest", ours["rest"], "MB", MOST),
        Line("memory/rest", ours["rest"], "MB", "PTB", theirs["rest"]),
        Line(f"memory/{taps} taps", ours["after"], "MB", "at rest", ours["rest"], f"<= {GROWTH}"),
        Line(f"memory/{taps} taps", ours["after"], "MB", "PTB", theirs["after"]),
    ):
        print(line.json())


if __name__ == "__main__":
    main()
