"""Reads that are asked once a transaction: a batch of taps is about the same few rows.

Belongs here: remembering what a read answered until that may have changed. May not enter: anything
that outlives a transaction; what another replica does meanwhile is seen by the next one, and by
whoever locks a row first.
"""

from collections.abc import Callable, Coroutine, Hashable
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from sqlalchemy import Table

from storage.engine import Transaction

P = ParamSpec("P")
T = TypeVar("T")

Read = Callable[Concatenate[Transaction, P], Coroutine[Any, Any, T]]


class Remembered(Generic[P, T]):
    """A read that is asked again only after one of its tables was written to in its transaction.

    A savepoint that is undone, a row that goes, and a row that is locked let everything be asked
    anew (`Transaction`).
    """

    def __init__(self, read: Read[P, T], tables: tuple[str, ...]) -> None:
        self._read = read
        self._tables = tables

    async def __call__(self, tx: Transaction, /, *arguments: P.args, **options: P.kwargs) -> T:
        """What the read answers, or has answered."""
        key, state = self._key(*arguments, **options), self._state(tx)
        known = tx.memory.get(key)
        if known is None or known[0] != state:
            answer = await self._read(tx, *arguments, **options)
            known = tx.memory[key] = (state, answer)
        return known[1]

    def know(self, tx: Transaction, answer: T, /, *arguments: P.args, **options: P.kwargs) -> None:
        """Remember what it would answer: somebody has read the same together with others."""
        tx.memory[self._key(*arguments, **options)] = (self._state(tx), answer)

    def _key(self, *arguments: P.args, **options: P.kwargs) -> Hashable:
        return self._read, arguments, tuple(options.items())

    def _state(self, tx: Transaction) -> Hashable:
        return tuple(tx.writes[name] for name in self._tables)


def remembered(*tables: Table) -> Callable[[Read[P, T]], Remembered[P, T]]:
    """Let a read of these tables be asked once."""
    names = tuple(table.name for table in tables)
    return lambda read: Remembered(read, names)
