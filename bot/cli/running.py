"""`kith run`, `kith sandbox`, `kith invite`: what a host does to have Kith.

Belongs here: their options. May not enter: how any of it works.
"""

import asyncio
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Annotated

import typer

from bot import demo
from bot.app import Kith, open_kith
from bot.cli.ending import EXIT_CODES, ConfigFile, Exit, guarded
from bot.config import ConfigMistakes, Settings, load
from bot.intake.webhook import Door
from bot.opening import storage_opens
from bot.operate.health import Signs, told
from bot.operate.invite import make_invite
from bot.operate.logs import set_up
from bot.operate.signposts import load as load_signposts
from bot.operate.supervised import supervised
from bot.operate.upkeep import backups_of
from storage.errors import StorageError
from storage.shut import Shut

app = typer.Typer()


@app.command(epilog=EXIT_CODES)
def run(
    config: ConfigFile = None,
    take_over: Annotated[
        bool, typer.Option("--take-over", help="End a webhook that is set for this bot.")
    ] = False,
) -> None:
    """Run Kith until it is stopped (Ctrl-C or SIGTERM)."""
    guarded(lambda: _run(load(config), take_over=take_over))


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
    guarded(lambda: demo.run(port=port, browser=browser, empty=empty, data=data))


@app.command(epilog=EXIT_CODES)
def invite(config: ConfigFile = None) -> None:
    """Print a link with which one group may add Kith; it works once, for 7 days."""
    set_up("WARNING")
    guarded(lambda: _invite(load(config)))


async def _invite(settings: Settings) -> None:
    print(await make_invite(settings))


async def _run(settings: Settings, *, take_over: bool) -> None:
    numbers = _numbers(settings)
    set_up(settings.log.level, numbers.count if numbers else None)
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
        health = settings.health
        signs = _signs(settings, kith)
        telling = told(
            signs,
            host=health.host,
            port=health.port,
            url=health.ping,
            numbers=numbers.text if numbers else None,
        )
        async with telling, supervised(signs):
            if isinstance(kith.database, Shut):
                await run_shut(kith, kith.database.reason, settings)
            else:
                await kith.run()


async def run_shut(kith: Kith, reason: StorageError, settings: Settings) -> None:
    """Say why the database is shut, and answer what needs none: the signposts (promise 5).

    Raises StorageError once it can be opened: a supervisor starts Kith anew then.
    """
    print(f"{reason} Until then Kith only answers with signposts.", file=sys.stderr)
    work = asyncio.create_task(kith.run())
    opens = asyncio.create_task(storage_opens(settings.database_url, settings.storage.key_file))
    try:
        await asyncio.wait({work, opens}, return_when=asyncio.FIRST_COMPLETED)
        if work.done():
            work.result()
        raise StorageError("The database can be opened now. Start Kith again.")
    finally:
        work.cancel()
        opens.cancel()
        await asyncio.gather(work, opens, return_exceptions=True)


def _signs(settings: Settings, kith: Kith) -> Signs:
    """What tells whether Kith is well; where Telegram calls, its silence tells nothing."""
    asks = settings.webhook.url is None
    heard_at = (lambda: kith.poller.answered_at) if asks else None
    return Signs(kith.database, heard_at, lambda: kith.clock.agrees)


def _numbers(settings: Settings) -> ModuleType | None:
    """The counting of log events, where it is wanted. Raises ConfigMistakes without its extra."""
    if not settings.health.metrics:
        return None
    try:
        return import_module("bot.operate.numbers")
    except ModuleNotFoundError:
        raise ConfigMistakes(
            ["health.metrics: install what it needs: pip install 'kith-bot[metrics]'"]
        ) from None


def _door(settings: Settings) -> Door | None:
    """Where Telegram shall call, if it shall. Raises ConfigMistakes."""
    hook = settings.webhook
    if hook.url is None:
        return None
    return Door(hook.url, hook.host, hook.port, settings.webhook_secret())
