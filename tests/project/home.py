"""A host's folder in which all is as it should be, and faults that can be planted in it.

Belongs here: the folder, and each fault with what must be said of it. May not enter: what is found.
"""

import os
import sqlite3
import time
import zoneinfo
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.operate import signposts
from bot.operate.backup import new_identity
from bot.operate.check import Finding, State, examine
from bot.operate.lock import only_one
from domain.signposts.lines import in_order
from sandbox.clock import Clock
from sandbox.server import serve
from sandbox.stage import Sandbox
from storage import groups
from storage.keys import open_storage
from storage.vault import create_key_file
from tests import templates

SETTINGS = """\
[telegram]
token_file = "token"
api = "{api}"
[storage]
database = "data/kith.db"
key_file = "data/kith.key"
[backup]
folder = "backups"
recipient = "{recipient}"
[operator]
name = "Dee"
contact = "dee@example.org"
"""


@dataclass
class Home:
    """A host's folder in which everything is as it should be, and a Telegram that answers."""

    folder: Path
    sandbox: Sandbox

    @property
    def config(self) -> Path:
        return self.folder / "kith.toml"

    @property
    def database(self) -> Path:
        return self.folder / "data" / "kith.db"

    @property
    def url(self) -> str:
        return f"sqlite+aiosqlite:///{self.database}"

    def set(self, old: str, new: str) -> None:
        """Change the settings."""
        text = self.config.read_text()
        assert old in text
        self.config.write_text(text.replace(old, new))

    def sql(self, statement: str) -> None:
        with closing(sqlite3.connect(self.database)) as connection:
            connection.execute(statement)
            connection.commit()

    async def found(self) -> list[Finding]:
        return [each async for each in examine(self.config, int(time.time()))]

    async def troubles(self) -> list[Finding]:
        """What is not fine, while a Kith is at work here, so that nobody listens for a rival."""
        self.database.parent.mkdir(exist_ok=True)
        with only_one(self.url):
            return [each for each in await self.found() if each.state is not State.FINE]


@asynccontextmanager
async def at(folder: Path) -> AsyncIterator[Home]:
    sandbox = Sandbox(Clock(time.time(), running=True))
    async with serve(sandbox) as api:
        home = Home(folder, sandbox)
        recipient = new_identity(folder / "identity")
        home.config.write_text(SETTINGS.format(api=api, recipient=recipient))
        _secret(folder / "token", sandbox.token)
        await templates.sqlite(home.database)
        database, _ = await open_storage(home.url, folder / "data" / "kith.key")
        async with database.transaction() as tx:
            await groups.add(tx, -1, "UTC", "en", agreed_at=1, country="GB")
        await database.close()
        _check_lines("GB", folder / "data" / signposts.CHECKED)
        _back_up(home, hours=3)
        yield home
        zoneinfo.reset_tzpath()


def _secret(path: Path, text: str) -> None:
    path.write_text(text)
    path.chmod(0o600)


def _check_lines(country: str, checks: Path) -> None:
    today = datetime.now(UTC).date()
    for line in in_order(signposts.directory().of(country), int(time.time())):
        signposts.note_check(checks, line, "Dee", today)


def _back_up(home: Home, hours: int) -> None:
    """The file of a backup; what is in it, nobody here can read."""
    folder = home.folder / "backups"
    folder.mkdir(exist_ok=True)
    for each in folder.iterdir():
        each.unlink()
    made = datetime.fromtimestamp(time.time() - hours * 3600, UTC)
    (folder / made.strftime("kith-%Y%m%dT%H%M%SZ.age")).touch()


Plant = Callable[[Home], Awaitable[None] | None]
PLANTED: dict[str, tuple[Plant, str, State, str]] = {}


def planted(about: str, state: State, words: str) -> Callable[[Plant], Plant]:
    """A fault, and what must be said of it."""

    def plant(fault: Plant) -> Plant:
        PLANTED[fault.__name__] = (fault, about, state, words)
        return fault

    return plant


@planted("settings", State.MEND, "line 3, telegram.api")
def a_setting_is_wrong(home: Home) -> None:
    home.set('api = "http', 'api = "ftp')


@planted("token", State.MEND, "cannot be read")
def the_token_file_is_missing(home: Home) -> None:
    (home.folder / "token").unlink()


@planted("token", State.MEND, "does not hold a bot token")
def the_token_is_cut_off(home: Home) -> None:
    _secret(home.folder / "token", home.sandbox.token[:12])


@planted("token", State.MEND, "Others on this machine can open")
def the_token_is_open_to_others(home: Home) -> None:
    (home.folder / "token").chmod(0o644)


@planted("token", State.MEND, "does not know this token")
def the_token_was_revoked(home: Home) -> None:
    _secret(home.folder / "token", "123456:" + "A" * 35)


@planted("telegram", State.MEND, "cannot be reached")
def nobody_answers(home: Home) -> None:
    home.set('api = "http://127.0.0.1:', 'api = "http://127.0.0.1:9 #')
    home.set("9 #", '9" #')


@planted("privacy", State.MEND, "hands Kith every message")
def privacy_mode_is_off(home: Home) -> None:
    home.sandbox.world.bot.privacy = False


@planted("groups", State.MEND, "No group can add this bot")
def no_group_can_add_it(home: Home) -> None:
    home.sandbox.world.bot.joins = False


@planted("clock", State.MEND, "seconds from Telegram's")
def the_clock_is_wrong(home: Home) -> None:
    home.sandbox.clock.advance(3600)


@planted("webhook", State.MEND, "Updates are sent to other.example.org.")
async def a_webhook_is_set(home: Home) -> None:
    await home.sandbox.call("setWebhook", {"url": "https://other.example.org/hook"})


@planted("webhook", State.MEND, "Updates are sent to other.example.org instead.")
async def another_webhook_is_set(home: Home) -> None:
    await home.sandbox.call("setWebhook", {"url": "https://other.example.org/hook"})
    with home.config.open("a") as settings:
        settings.write('[webhook]\nurl = "https://kith.example.org/hook"\n')


@planted("webhook", State.NOTE, "not set yet")
def the_webhook_is_not_set(home: Home) -> None:
    with home.config.open("a") as settings:
        settings.write('[webhook]\nurl = "https://kith.example.org/hook"\n')


@planted("updates", State.NOTE, "201 updates are waiting")
def nobody_takes_the_updates(home: Home) -> None:
    ana = home.sandbox.world.add_person("Ana")
    for _ in range(201):
        home.sandbox.world.emit("message", {"from": {"id": ana.id}})


@planted("key", State.MEND, "is not there")
def the_key_file_is_missing(home: Home) -> None:
    (home.database.parent / "kith.key").unlink()


@planted("key", State.MEND, "chmod 600")
def the_key_file_is_open_to_others(home: Home) -> None:
    (home.database.parent / "kith.key").chmod(0o640)


@planted("key", State.MEND, "does not fit the database")
def the_key_is_of_another_database(home: Home) -> None:
    (home.database.parent / "kith.key").unlink()
    create_key_file(home.database.parent / "kith.key")


@planted("database", State.MEND, "Others on this machine can open")
def the_database_is_open_to_others(home: Home) -> None:
    home.database.chmod(0o644)


@planted("database", State.MEND, "a newer version of Kith")
def the_database_is_newer(home: Home) -> None:
    home.sql("UPDATE alembic_version SET version_num = '9999'")


@planted("database", State.NOTE, "an older version of Kith")
def the_database_is_older(home: Home) -> None:
    home.sql("UPDATE alembic_version SET version_num = '0001'")


@planted("database", State.MEND, "damaged")
def the_database_is_damaged(home: Home) -> None:
    home.database.write_bytes(os.urandom(8192))


@planted("zones", State.MEND, "cannot be read")
def a_zone_is_broken(home: Home) -> None:
    (home.folder / "zones" / "Europe").mkdir(parents=True)
    (home.folder / "zones" / "Europe" / "London").write_text("no zone")
    zoneinfo.reset_tzpath([str(home.folder / "zones")])


@planted("backups", State.NOTE, "None are made")
def no_backups_are_wanted(home: Home) -> None:
    home.set("recipient", "# recipient")


@planted("backups", State.NOTE, "none yet")
def there_is_no_backup(home: Home) -> None:
    next((home.folder / "backups").iterdir()).unlink()


@planted("backups", State.MEND, "40 hours ago")
def the_newest_backup_is_old(home: Home) -> None:
    _back_up(home, hours=40)


@planted("operator", State.NOTE, "does not say who runs this Kith")
def nobody_is_named(home: Home) -> None:
    home.set('name = "Dee"', "")


@planted("signposts", State.MEND, "cannot be read")
def the_hosts_lines_are_missing(home: Home) -> None:
    with home.config.open("a") as settings:
        settings.write('[signposts]\nfile = "own.csv"\n')


@planted("signposts", State.NOTE, "GB: a group is there, and nobody has checked")
def a_groups_country_is_unchecked(home: Home) -> None:
    (home.database.parent / signposts.CHECKED).unlink()
