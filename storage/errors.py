"""What can be wrong with the storage itself, and how a driver's error becomes one of these.

Belongs here: the error classes and their one mapping. May not enter: retrying, logging, statements.
A mistake in a statement (a broken constraint, bad SQL) is not mapped: it is a fault of the one
handler that sent it, and must not be taken for storage that fails.
"""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc
from sqlalchemy.engine import ExceptionContext


class StorageError(Exception):
    """The database cannot be used now; nothing of this transaction is saved."""

    sentence = "The database cannot be opened. Check its address, and that it is running."

    def __init__(self, sentence: str = "") -> None:
        super().__init__(sentence or self.sentence)


class StorageBusy(StorageError):
    """Somebody else held the database longer than the lock wait; trying again is right."""

    sentence = "The database is locked by another writer. Try again."


class StorageFull(StorageError):
    """The database cannot be written: disk full, read-only, or failing."""

    sentence = "The database cannot be written. Free some disk space, and check the disk."


class StorageCorrupt(StorageError):
    """What is stored cannot be read back, or not with this key file."""

    sentence = "The database is damaged. Stop the program and restore a backup."


class NewerDatabase(StorageError):
    """The schema was made by a newer program; opening it could lose data."""

    sentence = "The database belongs to a newer version of this program. Install that version."


# Primary result codes: https://sqlite.org/rescode.html
_SQLITE = {
    sqlite3.SQLITE_BUSY: StorageBusy,
    sqlite3.SQLITE_LOCKED: StorageBusy,
    sqlite3.SQLITE_PROTOCOL: StorageBusy,
    sqlite3.SQLITE_FULL: StorageFull,
    sqlite3.SQLITE_READONLY: StorageFull,
    sqlite3.SQLITE_IOERR: StorageFull,
    sqlite3.SQLITE_CORRUPT: StorageCorrupt,
    sqlite3.SQLITE_NOTADB: StorageCorrupt,
    sqlite3.SQLITE_CANTOPEN: StorageError,
    sqlite3.SQLITE_NOMEM: StorageError,
}

# Codes or classes of codes: https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRES = {
    "40": StorageBusy,  # serialization failure, deadlock
    "55P03": StorageBusy,  # lock timeout
    "57014": StorageBusy,  # statement timeout
    "53300": StorageBusy,  # too many connections
    "53": StorageFull,
    "25006": StorageFull,  # read-only
    "58": StorageFull,
    "XX001": StorageCorrupt,
    "XX002": StorageCorrupt,
    "08": StorageError,
    "57": StorageError,  # shutting down, starting up
}

_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}


def storage_error(error: BaseException) -> StorageError | None:
    """What this error of a driver or of the system says of the storage; None: nothing."""
    kind = _kind(error)
    return kind() if kind else None


def _kind(error: BaseException) -> type[StorageError] | None:
    if isinstance(error, sqlite3.Error):
        return _SQLITE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    if isinstance(error, exc.TimeoutError):
        return StorageBusy
    if isinstance(error, OSError):
        return StorageFull if error.errno in _DISK else StorageError
    state = getattr(error, "sqlstate", None) or ""
    return _POSTGRES.get(state) or _POSTGRES.get(state[:2])


def on_driver_error(context: ExceptionContext) -> StorageError | None:
    """SQLAlchemy's `handle_error` listener: what it returns is raised in the error's place.

    A lost connection, and whatever prevents a first one, is always the storage's trouble.
    """
    _without_values(context.original_exception)
    error = storage_error(context.original_exception)
    lost = context.connection is None or context.is_disconnect
    cancelled = not isinstance(context.original_exception, Exception)
    return error or (StorageError() if lost and not cancelled else None)


def _without_values(error: BaseException) -> None:
    """PostgreSQL repeats the values of a refused row in an error's DETAIL; errors reach logs."""
    if error.__cause__ is not None and hasattr(error.__cause__, "detail"):
        error.__cause__.detail = None


@contextmanager
def translated() -> Iterator[None]:
    """Raise as `StorageError` what does not come through SQLAlchemy's listener: system errors and
    a pool with no free connection while connecting, and what the driver was asked without it."""
    try:
        yield
    except (OSError, sqlite3.Error, exc.TimeoutError) as error:
        raise storage_error(error) or StorageError() from error
