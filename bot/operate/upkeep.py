"""What a host does by hand while Kith is stopped or running: backup, restore, a new key (O7).

Belongs here: opening what these need, in the right order. May not enter: options and sentences of
the command line.
"""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from bot.config import Settings
from bot.operate import backup
from bot.operate.backup import Backups
from bot.operate.lock import only_one
from storage.backup import Contents
from storage.engine import Database
from storage.keys import open_storage
from storage.rotation import rotate
from storage.vault import add_key, put_first


class NoRecipient(Exception):
    """The configuration names no public key for backups."""


def backups_of(settings: Settings) -> Backups | None:
    """Where backups go, or None where the host has not said to which key."""
    where = settings.backup
    return Backups(where.folder, where.recipient) if where.recipient else None


@asynccontextmanager
async def _storage(settings: Settings) -> AsyncIterator[Database]:
    database, _ = await open_storage(settings.database_url, settings.storage.key_file)
    try:
        yield database
    finally:
        await database.close()


async def back_up(settings: Settings) -> Path:
    """One more backup, also while Kith runs. Raises NoRecipient, StorageError, BackupNotKept."""
    backups = backups_of(settings)
    if backups is None:
        raise NoRecipient
    async with _storage(settings) as database:
        return await backups.take(database, int(time.time()))


async def put_back(
    settings: Settings, contents: Contents, *, overwrite_newer: bool, say: Callable[[str], None]
) -> int:
    """A backup in place of what is stored, while Kith is stopped. Raises AlreadyRunning,
    StorageError."""
    with only_one(settings.database_url):
        async with _storage(settings) as database:
            return await backup.restore(
                database,
                contents,
                settings.backup.folder,
                int(time.time()),
                overwrite_newer=overwrite_newer,
                say=say,
            )


async def new_key(settings: Settings, say: Callable[[int, int], None]) -> None:
    """Seal everything with a new key, while Kith is stopped. Raises AlreadyRunning, StorageError.

    The key is on the disk before anything is sealed with it, and the database says which key it
    is: a crash at any point leaves both fitting.
    """
    with only_one(settings.database_url):
        async with _storage(settings) as database:
            vault = add_key(settings.storage.key_file)
            await rotate(database, vault, say)
            put_first(settings.storage.key_file, vault)
