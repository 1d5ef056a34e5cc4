"""A database that cannot be opened, in the place of one that can.

Belongs here: saying why, to everybody who asks for a transaction. May not enter: touching the file.
So Kith can go on without it: the signposts need no database (promise 5), and whatever else is asked
for meets a storage that fails, as it could at any moment.
"""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager

from storage.engine import Database, Transaction
from storage.errors import StorageError


class Shut(Database):
    """No transaction begins; `reason`: why."""

    def __init__(self, reason: StorageError) -> None:
        self.reason = reason
        self.fails = True
        self.is_shared = False

    def writes_to(self, tables: Collection[str]) -> int:  # noqa: ARG002 - nothing is written
        """None."""
        return 0

    async def close(self) -> None:
        """Nothing is open."""

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """Raises the reason."""
        raise type(self.reason)(str(self.reason))
        yield

    async def checkpoint(self) -> bool:
        """Raises the reason."""
        raise type(self.reason)(str(self.reason))
