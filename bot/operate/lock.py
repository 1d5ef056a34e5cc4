"""One Kith for one database file: a second one would split the updates with the first.

Belongs here: the lock beside the file. May not enter: PostgreSQL, where several replicas are meant
to run. The system releases the lock when the process dies, however it dies.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SQLITE = "sqlite+aiosqlite:///"


def file_of(database_url: str) -> Path | None:
    """The file of a database, or None for PostgreSQL."""
    if not database_url.startswith(SQLITE):
        return None
    return Path(database_url.removeprefix(SQLITE))


class AlreadyRunning(Exception):
    """Another process has this database open."""


@contextmanager
def only_one(database_url: str) -> Iterator[None]:
    """Hold the lock while the block runs. Raises AlreadyRunning."""
    path = file_of(database_url)
    if path is None:
        yield
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path.with_name(f"{path.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _take(descriptor)
        yield
    finally:
        os.close(descriptor)


def is_held(database_url: str) -> bool:
    """Whether a Kith has this database file open; asking makes no file, and keeps none out."""
    path = file_of(database_url)
    lock = path.with_name(f"{path.name}.lock") if path else None
    if lock is None or not lock.exists():
        return False
    descriptor = os.open(lock, os.O_RDWR)
    try:
        _take(descriptor)
    except AlreadyRunning:
        return True
    finally:
        os.close(descriptor)
    return False


def _take(descriptor: int) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as taken:
        raise AlreadyRunning from taken
