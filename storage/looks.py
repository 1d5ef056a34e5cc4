"""What time has something for, asked of all features in one statement.

Belongs here: asking. May not enter: what is due, which each feature's own gateway says in its
`..._at` functions. Nearly every tick has nothing to do, and
asks this one question instead of thirty (decision 0071).
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    bindparam,
    func,
    literal,
    or_,
    select,
    union_all,
)

from storage.engine import Transaction

When: TypeAlias = int | ColumnElement[int]
"""A moment in UTC seconds: a number, or what stands for one in a statement."""
Look = Callable[[When], Select[Any]]
"""The rows for which time has something at a moment."""

_NOW: ColumnElement[int] = bindparam("now", type_=Integer)


class Looks:
    """For each feature in order: where time may have something for it."""

    def __init__(self, features: Sequence[Sequence[Look]]) -> None:
        self._statement = union_all(
            *(
                select(literal(place, Integer).label("place")).where(
                    or_(*(look(_NOW).exists() for look in looks))
                )
                for place, looks in enumerate(features)
            )
        )

    async def found(self, tx: Transaction, now: int) -> set[int]:
        """The places of the features that have something to do at `now` (UTC seconds)."""
        return set((await tx.execute(self._statement, {"now": now})).scalars())


_TICKING = 0x6B697468
"""The number of the lock; any would do."""


async def alone(tx: Transaction) -> bool:
    """Whether no other replica decides what time brings (PostgreSQL); until this transaction ends,
    no other one does then. The lock goes with the transaction, whatever ends it."""
    lock = select(func.pg_try_advisory_xact_lock(_TICKING))
    return bool((await tx.execute(lock)).scalar_one())
