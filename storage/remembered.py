"""Reads that are asked once a transaction: a batch of taps is about the same few rows.

Belongs here: remembering what a read answered until that may have changed. May not enter: anything
that outlives a transaction; what another replica does meanwhile is seen by the next one, and by
whoever locks a row first.
"""

from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Table

from storage.engine import Transaction

P = ParamSpec("P")
T = TypeVar("T")

Read = Callable[Concatenate[Transaction, P], Coroutine[Any, Any, T]]


def remembered(*tables: Table) -> Callable[[Read[P, T]], Read[P, T]]:
    """Ask again only after one of these tables was written to in the same transaction.

    A savepoint that is undone, a row that goes, and a row that is locked let everything be asked
    anew (`Transaction`).
    """
    names = tuple(table.name for table in tables)

    def decorate(read: Read[P, T]) -> Read[P, T]:
        @wraps(read)
        async def once(tx: Transaction, /, *arguments: P.args, **options: P.kwargs) -> T:
            key = (read, arguments, tuple(options.items()))
            state = tuple(tx.writes[name] for name in names)
            known = tx.memory.get(key)
            if known is None or known[0] != state:
                known = tx.memory[key] = (state, await read(tx, *arguments, **options))
            answer: T = known[1]
            return answer

        return once

    return decorate
