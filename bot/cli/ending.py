"""How every command ends: in order, with an exit code that means something, and one sentence.

Belongs here: exit codes, and the one place where what goes wrong becomes words in a terminal. May
not enter: commands.
"""

import asyncio
import signal
import sys
from collections.abc import Callable, Coroutine
from enum import IntEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from telegram.error import InvalidToken, TelegramError

from bot import demo
from bot.app import WebhookSet
from bot.config import ConfigMistakes
from bot.intake.polling import TokenRefused
from bot.intake.watchdog import SilentDeath
from bot.listening import CannotListen
from bot.operate.backup import BackupNotKept, NotOpened
from bot.operate.lock import AlreadyRunning
from bot.operate.logs import set_up
from bot.operate.upkeep import NoRecipient
from storage.errors import StorageError
from storage.vault import KeyFileError

ConfigFile = Annotated[
    Path | None,
    typer.Option(help="The settings file; without it, the environment must say everything."),
]


class Exit(IntEnum):
    """What `kith` ends with; also in the README."""

    STOPPED = 0
    USAGE = 2
    CONFIGURATION = 3
    STORAGE = 4
    TELEGRAM = 5
    ALREADY_RUNNING = 6
    TO_MEND = 7


EXIT_CODES = """
Exit codes: 0 stopped on request; 2 wrong options; 3 the configuration has mistakes, all listed;
4 the database or the key file cannot be used; 5 Telegram refused the token, sends the updates to a
webhook, or could not be reached; 6 another Kith has this database open;
7 `kith check` found something that must be done.
"""


def told(act: Callable[[], None]) -> None:
    """Act; turn what a host can mend into a sentence and an exit code."""
    set_up("WARNING")
    try:
        act()
    except ConfigMistakes as mistakes:
        leave(Exit.CONFIGURATION, "These mistakes were found:", *mistakes.mistakes)
    except (StorageError, KeyFileError) as failure:
        leave(Exit.STORAGE, str(failure))


def guarded(make: Any) -> None:
    """Run to the end; turn what a host can mend into a sentence and an exit code."""
    try:
        asyncio.run(until_stopped(make()))
    except ConfigMistakes as mistakes:
        leave(Exit.CONFIGURATION, "The configuration has mistakes:", *mistakes.mistakes)
    except (StorageError, KeyFileError) as failure:
        leave(Exit.STORAGE, str(failure))
    except demo.PortTaken as taken:
        leave(Exit.USAGE, f"The port cannot be used: {taken}. Choose another --port.")
    except NoRecipient:
        leave(
            Exit.CONFIGURATION,
            "backup.recipient is not set, so no backup can be encrypted.",
            "Make a pair of keys with: kith keys backup",
        )
    except BackupNotKept:
        leave(Exit.STORAGE, "The backup could not be read back as it was. Check the disk.")
    except NotOpened as failure:
        leave(Exit.USAGE, f"The backup cannot be opened: {failure}.")
    except CannotListen as failure:
        leave(Exit.CONFIGURATION, f"webhook.host and webhook.port cannot be used: {failure}.")
    except AlreadyRunning:
        leave(Exit.ALREADY_RUNNING, "Another Kith has this database open. Stop that one first.")
    except WebhookSet:
        leave(
            Exit.TELEGRAM,
            "Telegram sends this bot's updates to a webhook, so asking would bring none.",
            "If no other program needs it, run: kith run --take-over",
        )
    except SilentDeath:
        leave(Exit.TELEGRAM, "Telegram has not answered for three minutes. Start Kith again.")
    except (InvalidToken, TokenRefused):
        leave(Exit.TELEGRAM, "Telegram does not know this token. Copy it again from BotFather.")
    except TelegramError as failure:
        kind = type(failure).__name__
        leave(Exit.TELEGRAM, f"Telegram cannot be reached ({kind}). Look at telegram.api.")


async def until_stopped(work: Coroutine[Any, Any, None]) -> None:
    """SIGTERM and SIGINT end the work by cancelling it, so that every part closes in order."""
    task = asyncio.ensure_future(work)
    loop = asyncio.get_running_loop()
    for stop in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(stop, task.cancel)
    try:
        await task
    except asyncio.CancelledError:
        return


def leave(code: Exit, *lines: str) -> None:
    """Say so, and end with that code."""
    print("\n  ".join(lines), file=sys.stderr)
    raise typer.Exit(code)
