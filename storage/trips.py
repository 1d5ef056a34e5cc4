"""SQLite with one trip to its thread a statement.

Belongs here: aiosqlite's connection and cursor, made to open, execute and fetch in one go. May not
enter: statements, settings, transactions. aiosqlite makes a trip for each of these, four in all for
a SELECT, and a trip costs several times what SQLite needs for the statement (decision 0090).
"""

import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Self

import aiosqlite

_CHUNK = 64  # rows that aiosqlite would fetch at once; here all of them come along


class Cursor(aiosqlite.Cursor):
    """A cursor that exists once something is executed, and holds all rows then."""

    def __init__(self, connection: "Connection") -> None:
        super().__init__(connection, None)  # type: ignore[arg-type] # opened by the first statement
        self._rows: list[Any] = []

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, sql: str, parameters: Iterable[Any] | None = None) -> Self:
        """Run a statement, and bring its rows along."""
        await self._trip(self._run, sql, () if parameters is None else parameters)
        return self

    async def _trip(self, act: Callable[..., Any], *arguments: Any) -> Any:
        return await self._execute(act, *arguments)  # type: ignore[no-untyped-call]

    def _run(self, sql: str, parameters: Any) -> None:
        self._cursor = self._conn._conn.execute(sql, parameters)
        self._rows = self._cursor.fetchall() if self._cursor.description else []

    async def executemany(self, sql: str, parameters: Iterable[Iterable[Any]]) -> Self:
        """Run a statement for each of these."""
        self._cursor = await self._trip(self._conn._conn.executemany, sql, parameters)
        return self

    async def fetchall(self) -> list[Any]:
        """The rows, which are here already."""
        return self._rows

    async def close(self) -> None:
        """Nothing is left open: all rows were fetched."""


class Connection(aiosqlite.Connection):
    """A connection whose cursors make one trip a statement."""

    def cursor(self) -> Cursor:  # type: ignore[override] # aiosqlite's is awaited; this one is there
        """A cursor, without a trip."""
        return Cursor(self)


def connection(file: Path, timeout: float) -> Connection:
    """A connection to a file, not opened yet; it waits `timeout` seconds for other writers.

    isolation_level None: the driver's own idea of when to begin loses updates (measured).
    """

    def opened() -> sqlite3.Connection:
        return sqlite3.connect(file, timeout=timeout, isolation_level=None, check_same_thread=False)

    made = Connection(opened, _CHUNK)
    made._thread.daemon = True  # as SQLAlchemy does: a thread must not keep the process from ending
    return made
