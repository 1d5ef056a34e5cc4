"""A disk that breaks: at the n-th trip of one turn, full, or for reading only.

Belongs here: the ways in which storage fails under a Kith at work. May not enter: what must hold.
SQLite itself refuses where it can be told to; at the n-th trip the driver raises what SQLite raises
for a disk that fails (sqlite.org/rescode.html).
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from storage import trips

PRAGMAS = {
    "full": ("max_page_count=1", "max_page_count=1000000000"),
    "read only": ("query_only=ON", "query_only=OFF"),
}
"""How SQLite is told that a disk takes nothing more, and that it does again."""
_NEVER = 1_000_000_000


class Disk:
    """The disk below a Kith; whole until it is told to break."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._state = ""
        self._left = _NEVER
        self._lasts = False
        self.struck = False
        # Typed as anything: it stands in for a method of aiosqlite that has no types of its own.
        execute: Any = trips.Connection._execute

        async def counted(connection: Any, act: Any, *arguments: Any, **named: Any) -> Any:
            self._count(act)
            if self._state and arguments[:1] == ("BEGIN IMMEDIATE",):
                await execute(connection, connection._conn.execute, f"PRAGMA {self._state}")
            return await execute(connection, act, *arguments, **named)

        monkeypatch.setattr(trips.Connection, "_execute", counted)

    def _count(self, act: Any) -> None:
        # A disk that fails lets SQLite roll back all the same: that needs memory alone.
        if getattr(act, "__name__", "") in {"rollback", "close"}:
            return
        self._left -= 1
        if self._left == 0 or (self._left < 0 and self._lasts):
            self.struck = True
            failure = sqlite3.OperationalError("disk I/O error")
            failure.sqlite_errorcode = sqlite3.SQLITE_IOERR
            raise failure

    @contextmanager
    def breaks_at(self, nth: int, *, lasts: bool) -> Iterator[None]:
        """The n-th trip from now on fails; `lasts`: those after it too, while the block runs."""
        self._left, self._lasts, self.struck = nth, lasts, False
        try:
            yield
        finally:
            self._left = _NEVER

    @contextmanager
    def refuses(self, why: str) -> Iterator[None]:
        """SQLite refuses to write, as one of PRAGMAS says, while the block runs."""
        refuse, take = PRAGMAS[why]
        self._state = refuse
        yield
        self._state = take
