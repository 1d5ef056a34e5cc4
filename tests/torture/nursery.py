"""Work on a person's data that dies where it is told to: `python -m tests.torture.nursery`.

Belongs here: the work, as Kith does it, and the points at which it is killed. May not enter:
anything that Kith would do differently. A point is a statement to the database, or a file of the
folder that is opened, renamed or removed. One process reads orders, a line of JSON each, and forks
for each: so a life costs no imports.
"""

import asyncio
import json
import os
import signal
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from bot.config import Settings, Telegram
from bot.operate.backup import opened
from bot.operate.erasing import Erasing
from bot.operate.logs import set_up
from bot.operate.upkeep import back_up, new_key, put_back
from storage import erasure, export, people
from storage.keys import open_storage

ANA, BEN, CHI, DEE = 7_000_000_501, 7_000_000_502, 7_000_000_503, 7_000_000_504
FILES = {"open", "os.rename", "os.remove"}


class Countdown:
    """Counts the points of a life, and kills this process at the n-th."""

    def __init__(self, folder: str, nth: int) -> None:
        self._folder = folder
        self._nth = nth
        self.passed = 0

    def statement(self, *_: object) -> None:
        """A statement is about to go to the database."""
        self.passed += 1
        if self.passed == self._nth:
            os.kill(os.getpid(), signal.SIGKILL)

    def file(self, name: str, arguments: tuple[Any, ...]) -> None:
        """Something is about to be done to a file (sys.addaudithook)."""
        if name in FILES and str(arguments[0]).startswith(self._folder):
            self.statement()


def settings(folder: Path) -> Settings:
    """Those of a host, with everything in one folder."""
    made = Settings(telegram=Telegram(token="1234567:" + "A" * 35))  # type: ignore[arg-type]
    made.storage.database = str(folder / "kith.db")
    made.storage.key_file = folder / "kith.key"
    made.backup.folder = folder / "backups"
    made.backup.recipient = (folder / "recipient").read_text()
    return made


async def erase(folder: Path) -> None:
    """Erase Ana to the end."""
    made = settings(folder)
    database, _ = await open_storage(made.database_url, made.storage.key_file)
    async with database.transaction() as tx:
        ana = await people.find(tx, ANA)
        if ana is not None:
            await erasure.erase(tx, ana, int(time.time()))
    file, clock = Path(made.storage.database), time.time
    await Erasing(database, file, made.backup.folder, clock).finish()
    await database.close()


async def copy(folder: Path) -> None:
    """Read everything of Ana."""
    made = settings(folder)
    database, _ = await open_storage(made.database_url, made.storage.key_file)
    async with database.transaction() as tx:
        ana = await people.find(tx, ANA)
        assert ana is not None
        assert (await export.of(tx, ana))["toolbox"]
    await database.close()


async def rotate(folder: Path) -> None:
    """A new key."""
    await new_key(settings(folder), lambda _, __: None)


async def backup(folder: Path) -> None:
    """One more backup."""
    await back_up(settings(folder))


async def restore(folder: Path) -> None:
    """The backup that lies there, in place of what is newer."""
    contents = opened(folder / "old.age", folder / "backup.key")
    await put_back(settings(folder), contents, overwrite_newer=True, say=lambda _: None)


WORK: dict[str, Callable[[Path], Awaitable[None]]] = {
    "copy": copy,
    "erase": erase,
    "rotate": rotate,
    "backup": backup,
    "restore": restore,
}


def live(order: dict[str, Any]) -> None:
    """One life, in a process of its own."""
    countdown = Countdown(order["folder"], order["nth"])
    event.listen(Engine, "before_cursor_execute", countdown.statement)
    event.listen(Engine, "commit", countdown.statement)
    sys.addaudithook(countdown.file)
    asyncio.run(WORK[order["work"]](Path(order["folder"])))  # type: ignore[arg-type]
    passed = countdown.passed
    Path(order["folder"], "passed").write_text(str(passed))


def main() -> None:
    """Read orders until there are no more; answer each with the signal that ended its life."""
    set_up("DEBUG")
    for line in sys.stdin:
        process = os.fork()
        if process == 0:
            try:
                live(json.loads(line))
            except BaseException:
                sys.excepthook(*sys.exc_info())
                os._exit(1)
            os._exit(0)
        _, status = os.waitpid(process, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
