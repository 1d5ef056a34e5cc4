"""Backups: encrypted to a public key, tried out, kept for 14 days, and put back (O7).

Belongs here: their files and their encryption (age, through pyrage). May not enter: what is in them
(storage/backup). Kith holds only the public key: who steals this machine cannot open a backup.

The log events taken, written, tried and kept are where the torture kills the process.
"""

import asyncio
import gzip
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import structlog
from pyrage import DecryptError, IdentityError, RecipientError, decrypt, encrypt, x25519

from bot.operate.erasing import forget_notes, noted
from domain.retention import BACKUPS, DAY, ERASED
from storage import backup
from storage.backup import Contents
from storage.engine import Database
from storage.errors import StorageError

log = structlog.get_logger()

NIGHT = 3
"""The hour (UTC) after which a day's backup is made."""
_NAME = "kith-%Y%m%dT%H%M%SZ.age"


class BackupNotKept(Exception):
    """What was written could not be read back as it was."""


class NotOpened(Exception):
    """The file with the secret key of the backups cannot be used; the text says why."""


@dataclass(frozen=True, slots=True)
class Backups:
    """Where they lie, and the public key they are encrypted to."""

    folder: Path
    recipient: str

    async def take(self, database: Database, now: int) -> Path:
        """Make one, try it out from the disk, and only then give it its name.

        Raises StorageError, BackupNotKept, OSError.
        """
        written = await backup.take(database, now)
        log.debug("backup.taken")
        return await asyncio.to_thread(self._keep, written, now)

    def _keep(self, written: bytes, now: int) -> Path:
        # Besides the host's key, one that is in memory only: it opens what lies on the disk, to try
        # it, and is forgotten with this call.
        trying = x25519.Identity.generate()
        to = [x25519.Recipient.from_str(self.recipient), trying.to_public()]
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self.folder / datetime.fromtimestamp(now, UTC).strftime(_NAME)
        part = path.with_suffix(".part")
        _write(part, encrypt(gzip.compress(written), to))
        log.debug("backup.written")
        if gzip.decompress(decrypt(part.read_bytes(), [trying])) != written:
            raise BackupNotKept
        backup.load(written)
        log.debug("backup.tried")
        part.replace(path)
        log.debug("backup.kept")
        return path

    def is_due(self, now: int) -> bool:
        """Whether the last night has no backup yet."""
        night = now - (now - NIGHT * 3600) % DAY
        return not any(at >= night for at in self.times())

    def times(self) -> list[int]:
        """When the backups that are there were made."""
        return [_time_of(path) for path in sorted(self.folder.glob("kith-*.age"))]

    def forget(self, now: int) -> None:
        """Remove the backups that are too old, what a crash left of one, and notes they needed."""
        for path in self.folder.glob("kith-*.age"):
            if _time_of(path) <= now - BACKUPS:
                path.unlink()
        for part in self.folder.glob("kith-*.part"):
            part.unlink()
        forget_notes(self.folder, now - ERASED)


class Nightly:
    """Makes a backup each night. `clock`: UTC seconds."""

    def __init__(
        self, database: Database, backups: Backups | None, clock: Callable[[], float]
    ) -> None:
        self._database = database
        self._backups = backups
        self._clock = clock

    async def run(self) -> None:
        """Make one if it is due, and remove those that are too old."""
        if self._backups is None:
            return
        now = int(self._clock())
        try:
            await asyncio.to_thread(self._backups.forget, now)
            if self._backups.is_due(now):
                await self._backups.take(self._database, now)
                log.info("backup.made")
        except (StorageError, BackupNotKept, OSError) as failure:
            log.error("backup.failed", failure=type(failure).__name__)


def _write(path: Path, content: bytes) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _time_of(path: Path) -> int:
    return int(datetime.strptime(path.name, _NAME).replace(tzinfo=UTC).timestamp())


def is_recipient(text: str) -> bool:
    """Whether this is a public key that backups can be encrypted to."""
    try:
        x25519.Recipient.from_str(text)
    except RecipientError:
        return False
    return True


def new_identity(path: Path) -> str:
    """Write a new secret key for backups; answers its public key. Raises OSError."""
    identity = x25519.Identity.generate()
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(f"# public key: {identity.to_public()}\n{identity}\n")
        file.flush()
        os.fsync(file.fileno())
    return str(identity.to_public())


def opened(path: Path, identity_file: Path) -> Contents:
    """What is in a backup. Raises NotOpened, BackupBroken, NewerDatabase."""
    identity = _identity(identity_file)
    try:
        sealed = path.read_bytes()
    except OSError as error:
        raise NotOpened(f"{path} cannot be read") from error
    try:
        written = gzip.decompress(decrypt(sealed, [identity]))
    except DecryptError as error:
        raise NotOpened(f"{path} is no backup, or this key is not its own") from error
    except (OSError, EOFError) as error:
        raise backup.BackupBroken from error
    return backup.load(written)


def _identity(path: Path) -> x25519.Identity:
    """A key as Kith or age-keygen writes it: a line, beside comments."""
    try:
        lines = path.read_text("ascii").splitlines()
        [secret] = [line for line in lines if line and not line.startswith("#")]
        return x25519.Identity.from_str(secret.strip())
    except OSError as error:
        raise NotOpened(f"{path} cannot be read") from error
    except (ValueError, IdentityError) as error:
        raise NotOpened(f"{path} does not hold a secret key (AGE-SECRET-KEY-...)") from error


async def restore(  # noqa: PLR0913 - what is put back, where, and under which conditions
    database: Database,
    contents: Contents,
    folder: Path,
    now: int,
    *,
    overwrite_newer: bool,
    say: backup.Progress,
) -> int:
    """Put a backup back; answers how many people were erased again. Raises StorageError."""
    return await backup.put_back(
        database, contents, noted(folder), now, overwrite_newer=overwrite_newer, say=say
    )
