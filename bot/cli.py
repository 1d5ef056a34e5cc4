"""The command line: `kith run`, `kith invite`, `kith backup`, `kith sandbox` and others.

Belongs here: options, exit codes, and what a person reads in a terminal. May not enter: how any of
it works.
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

from bot import demo, verify
from bot.app import WebhookSet, open_kith
from bot.config import ConfigMistakes, Settings, load
from bot.intake.polling import TokenRefused
from bot.intake.watchdog import SilentDeath
from bot.intake.webhook import CannotListen, Door
from bot.operate.backup import BackupNotKept, NoIdentity, new_identity, opened
from bot.operate.invite import make_invite
from bot.operate.lock import AlreadyRunning
from bot.operate.logs import set_up
from bot.operate.signposts import load as load_signposts
from bot.operate.upkeep import NoRecipient, back_up, backups_of, new_key, put_back
from storage.errors import StorageError
from storage.vault import KeyFileError


class Exit(IntEnum):
    """What `kith` ends with; also in the README."""

    STOPPED = 0
    USAGE = 2
    CONFIGURATION = 3
    STORAGE = 4
    TELEGRAM = 5
    ALREADY_RUNNING = 6


EXIT_CODES = """
Exit codes: 0 stopped on request; 2 wrong options; 3 the configuration has mistakes, all listed;
4 the database or the key file cannot be used; 5 Telegram refused the token, sends the updates to a
webhook, or could not be reached; 6 another Kith has this database open.
"""

app = typer.Typer(
    name="kith",
    help="A quiet Telegram bot for peer support groups.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


ConfigFile = Annotated[
    Path | None,
    typer.Option(help="The settings file; without it, the environment must say everything."),
]


@app.command(epilog=EXIT_CODES)
def run(
    config: ConfigFile = None,
    take_over: Annotated[
        bool, typer.Option("--take-over", help="End a webhook that is set for this bot.")
    ] = False,
) -> None:
    """Run Kith until it is stopped (Ctrl-C or SIGTERM)."""
    _guarded(lambda: _run(load(config), take_over=take_over))


@app.command(epilog=EXIT_CODES)
def sandbox(
    port: Annotated[int, typer.Option(help="The page's port; 0 takes a free one.")] = 8787,
    browser: Annotated[bool, typer.Option(help="Open the page in a browser.")] = True,
    empty: Annotated[bool, typer.Option("--empty", help="Begin without people or groups.")] = False,
    data: Annotated[
        Path | None, typer.Option(help="Keep Kith's data in this folder, also afterwards.")
    ] = None,
) -> None:
    """Try Kith with no token: a stand-in for Telegram, the bot, and a page in the browser."""
    set_up("WARNING")
    _guarded(lambda: demo.run(port=port, browser=browser, empty=empty, data=data))


@app.command(epilog=EXIT_CODES)
def invite(config: ConfigFile = None) -> None:
    """Print a link with which one group may add Kith; it works once, for 7 days."""
    set_up("WARNING")
    _guarded(lambda: _invite(load(config)))


@app.command("backup", epilog=EXIT_CODES)
def back_up_now(config: ConfigFile = None) -> None:
    """Make one more backup now, encrypted and tried out; also while Kith runs."""
    set_up("WARNING")
    _guarded(lambda: _back_up(load(config)))


async def _back_up(settings: Settings) -> None:
    print(f"Made, and tried out: {await back_up(settings)}")


@app.command(epilog=EXIT_CODES)
def restore(
    backup: Annotated[Path, typer.Argument(help="The backup: kith-....age")],
    identity: Annotated[Path, typer.Option(help="The file with the secret key of the backups.")],
    config: ConfigFile = None,
    overwrite_newer: Annotated[
        bool, typer.Option("--overwrite-newer", help="Lose what is newer than the backup.")
    ] = False,
) -> None:
    """Put a backup in place of what is stored, while Kith is stopped; the erased stay erased."""
    set_up("WARNING")
    _guarded(lambda: _restore(load(config), backup, identity, overwrite_newer=overwrite_newer))


async def _restore(
    settings: Settings, path: Path, identity: Path, *, overwrite_newer: bool
) -> None:
    contents = opened(path, identity)
    again = await put_back(settings, contents, overwrite_newer=overwrite_newer, say=print)
    print(f"Restored. Erased again: {again}.")


keys = typer.Typer(help="The keys that seal the database and the backups.", no_args_is_help=True)
app.add_typer(keys, name="keys")


@keys.command("rotate", epilog=EXIT_CODES)
def rotate_keys(config: ConfigFile = None) -> None:
    """Seal the whole database with a new key, while Kith is stopped."""
    set_up("WARNING")
    _guarded(lambda: _rotate(load(config)))


async def _rotate(settings: Settings) -> None:
    await new_key(settings, lambda done, total: print(f"{done} of {total}"))
    print("Sealed with a new key. Copy the key file anew, away from the database.")
    print("Its other lines are older keys, which backups of the last 14 days need.")


@keys.command("backup", epilog=EXIT_CODES)
def backup_key(
    out: Annotated[Path, typer.Option(help="Where the secret key goes; keep it elsewhere.")] = Path(
        "kith-backup.key"
    ),
) -> None:
    """Make a pair of keys for backups: the secret one into a file, the public one to be copied."""
    try:
        public = new_identity(out)
    except OSError as failure:
        _leave(Exit.USAGE, f"{out} cannot be written: {failure.strerror}.")
    print(f'Write into the settings, under [backup]: recipient = "{public}"')
    print(f"Keep {out} away from this machine: who has it can open every backup.")


async def _invite(settings: Settings) -> None:
    print(await make_invite(settings))


async def _run(settings: Settings, *, take_over: bool) -> None:
    set_up(settings.log.level)
    async with open_kith(
        token=settings.token(),
        api=settings.telegram.api,
        database_url=settings.database_url,
        key_file=settings.storage.key_file,
        take_over=take_over,
        door=_door(settings),
        host=settings.host,
        backups=backups_of(settings),
        directory=load_signposts(settings),
    ) as kith:
        kith.watchdog.watch_loop(Exit.TELEGRAM)
        await kith.run()


def _door(settings: Settings) -> Door | None:
    """Where Telegram shall call, if it shall. Raises ConfigMistakes."""
    hook = settings.webhook
    if hook.url is None:
        return None
    return Door(hook.url, hook.host, hook.port, settings.webhook_secret())


signposts = typer.Typer(help="Look at the signposts, and check them.", no_args_is_help=True)
app.add_typer(signposts, name="signposts")

Country = Annotated[str, typer.Argument(help="Two capital letters, such as GB.")]


@signposts.command("check", epilog=EXIT_CODES)
def signposts_check(config: ConfigFile = None) -> None:
    """Say which numbers were called wrong, what grows old, and every mistake in your file."""
    _told(lambda: verify.check(config))


@signposts.command("show", epilog=EXIT_CODES)
def signposts_show(country: Country, config: ConfigFile = None) -> None:
    """Print what people see of a country, and all its lines."""
    _told(lambda: verify.show(country, config))


@signposts.command("verify", epilog=EXIT_CODES)
def signposts_verify(
    country: Country,
    by: Annotated[str, typer.Option(help="Your name: it is kept beside what you checked.")],
    config: ConfigFile = None,
) -> None:
    """Page through the lines of a country, call each, and remember which were right."""
    _told(lambda: verify.verify(country, by, config))


def _told(act: Callable[[], None]) -> None:
    """Act; turn what a host can mend into a sentence and an exit code."""
    set_up("WARNING")
    try:
        act()
    except ConfigMistakes as mistakes:
        _leave(Exit.CONFIGURATION, "These mistakes were found:", *mistakes.mistakes)
    except (StorageError, KeyFileError) as failure:
        _leave(Exit.STORAGE, str(failure))


def _guarded(make: Any) -> None:
    """Run to the end; turn what a host can mend into a sentence and an exit code."""
    try:
        asyncio.run(until_stopped(make()))
    except ConfigMistakes as mistakes:
        _leave(Exit.CONFIGURATION, "The configuration has mistakes:", *mistakes.mistakes)
    except (StorageError, KeyFileError) as failure:
        _leave(Exit.STORAGE, str(failure))
    except demo.PortTaken as taken:
        _leave(Exit.USAGE, f"The port cannot be used: {taken}. Choose another --port.")
    except NoRecipient:
        _leave(
            Exit.CONFIGURATION,
            "backup.recipient is not set, so no backup can be encrypted.",
            "Make a pair of keys with: kith keys backup",
        )
    except BackupNotKept:
        _leave(Exit.STORAGE, "The backup could not be read back as it was. Check the disk.")
    except NoIdentity as failure:
        _leave(Exit.USAGE, f"The backup cannot be opened: {failure}.")
    except CannotListen as failure:
        _leave(Exit.CONFIGURATION, f"webhook.host and webhook.port cannot be used: {failure}.")
    except AlreadyRunning:
        _leave(Exit.ALREADY_RUNNING, "Another Kith has this database open. Stop that one first.")
    except WebhookSet:
        _leave(
            Exit.TELEGRAM,
            "Telegram sends this bot's updates to a webhook, so asking would bring none.",
            "If no other program needs it, run: kith run --take-over",
        )
    except SilentDeath:
        _leave(Exit.TELEGRAM, "Telegram has not answered for three minutes. Start Kith again.")
    except (InvalidToken, TokenRefused):
        _leave(Exit.TELEGRAM, "Telegram does not know this token. Copy it again from BotFather.")
    except TelegramError as failure:
        kind = type(failure).__name__
        _leave(Exit.TELEGRAM, f"Telegram cannot be reached ({kind}). Look at telegram.api.")


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


def _leave(code: Exit, *lines: str) -> None:
    print("\n  ".join(lines), file=sys.stderr)
    raise typer.Exit(code)


def main() -> None:
    """The console script."""
    app()
