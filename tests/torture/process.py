"""The bot as a process that dies where it is told to: `python -m tests.torture.process JSON`.

Belongs here: starting Kith as `kith run` does, and killing it at a named point. May not enter:
anything that Kith would do differently. The points are Kith's own log events, so the program under
test has no hook for its tests.
"""

import asyncio
import json
import os
import signal
import sys
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import structlog

from bot.app import open_kith
from bot.cli.ending import Exit, until_stopped
from bot.client import open_bot
from bot.intake.webhook import Door
from bot.operate.logs import set_up
from storage.errors import StorageError
from tests.torture.stock import run_stock
from tests.torture.unclaimed import SWITCHES

Event = MutableMapping[str, Any]


class DieAt:
    """A log processor that kills this process (SIGKILL) at the n-th event of one name."""

    def __init__(self, event: str, nth: int) -> None:
        self._event = event
        self._left = nth

    def __call__(self, _: Any, __: str, event: Event) -> Event:
        if event["event"] == self._event:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return event


async def main(order: dict[str, Any]) -> None:
    """Run until killed."""
    set_up(order["level"])
    dying = DieAt(order["event"], order["nth"])
    structlog.configure(processors=[dying, *structlog.get_config()["processors"]])
    folder = Path(order["folder"])
    for switch in order.get("without", ()):
        SWITCHES[switch]()
    async with open_kith(
        token=order["token"],
        api=order["api"],
        database_url=order["database"],
        key_file=folder / "kith.key",
        door=Door(**order["door"]) if "door" in order else None,
    ) as kith:
        if order["stock"]:
            async with open_bot(order["token"], order["api"], lambda _: None) as bot:
                await run_stock(kith, bot)
        await kith.run()


if __name__ == "__main__":
    try:
        asyncio.run(until_stopped(main(json.loads(sys.argv[1]))))
    except StorageError:
        sys.exit(Exit.STORAGE)
