"""SQLite without the thread: the same file, settings and statements, at once.

Belongs here: a connection that `storage` takes for its own. May not enter: any other way of saving.
Kith's connection hands each statement to a thread, which costs more than the statement; for a
hundred thousand acts in a row nobody else is waiting meanwhile.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, NestedTransaction, create_engine, event

from storage.connect import _PRAGMAS
from storage.engine import Transaction
from storage.vault import Vault


class _Point:
    """A savepoint, as SQLAlchemy's asyncio has them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._point: NestedTransaction | None = None

    async def start(self) -> None:
        self._point = self._connection.begin_nested()

    async def rollback(self) -> None:
        assert self._point is not None
        self._point.rollback()

    async def commit(self) -> None:
        assert self._point is not None
        self._point.commit()


class _Direct:
    """A connection, as SQLAlchemy's asyncio has them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.dialect = connection.dialect

    async def execute(self, statement: Any, parameters: Any = None) -> Any:
        return self._connection.execute(statement, parameters)

    def begin_nested(self) -> _Point:
        return _Point(self._connection)

    async def commit(self) -> None:
        self._connection.commit()


class Direct:
    """The database of a folder; it is Kith's own file."""

    def __init__(self, file: Path, vault: Vault) -> None:
        self._vault = vault
        self._engine = create_engine(
            f"sqlite:///{file}", connect_args={"isolation_level": None, "timeout": 10}
        )

        @event.listens_for(self._engine, "connect")
        def settings(connection: Any, _: object) -> None:
            for name, value in (_PRAGMAS | {"foreign_keys": "ON"}).items():
                connection.execute(f"PRAGMA {name}={value}").close()

        @event.listens_for(self._engine, "begin")
        def begin(connection: Connection) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """A transaction like Kith's own."""
        with self._engine.connect() as connection:
            transaction = Transaction(_Direct(connection), self._vault)  # type: ignore[arg-type]
            yield transaction
            await transaction.commit()

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()
