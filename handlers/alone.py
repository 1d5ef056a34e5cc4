"""What time brings to many at once: where one fails, it fails alone.

Belongs here: doing the same for each of several rows in one transaction. May not enter: what is
done. One group whose row cannot be read must not keep the others from their check-in.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from storage.engine import Transaction
from storage.errors import StorageError

Row = TypeVar("Row")
Act = Callable[[Transaction, Row, int], Awaitable[object]]


async def for_each(tx: Transaction, rows: Sequence[Row], act: Act[Row], now: int) -> int:
    """Do it for each row; answers for how many. Raises StorageError.

    All share one savepoint, since that is quicker; only where it breaks each gets its own.
    """
    if not rows or await _succeeds(tx, rows, act, now):
        return len(rows)
    return sum([await _succeeds(tx, [row], act, now) for row in rows])


async def _succeeds(tx: Transaction, rows: Sequence[Row], act: Act[Row], now: int) -> bool:
    try:
        async with tx.savepoint():
            for row in rows:
                await act(tx, row, now)
    except StorageError:
        raise
    except Exception as failure:
        tx.set_aside.append(failure)
        return False
    return True
