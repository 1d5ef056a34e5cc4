"""Time is just another turn: what has become due is decided and saved.

Belongs here: one transaction a tick for all features. May not enter: a schedule in memory; the
database is the schedule, and a tick that comes late finds what is due all the same.
"""

from collections.abc import Awaitable, Callable

import structlog

from handlers.ticks import FORGETTING, TICKS, Feature, looks
from storage import retention
from storage.engine import Database, Transaction
from storage.errors import StorageError
from storage.looks import alone

log = structlog.get_logger()

Carry = Callable[[Transaction, Feature, int], Awaitable[int]]

HOUR = 3600
"""Seconds between two looks for what can be forgotten."""


class Tick:
    """Runs what time brings. `clock`: UTC seconds."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock
        self._forgot_at = 0

    async def _forget(self, tx: Transaction, now: int) -> None:
        """Once an hour: what no longer serves anything is erased (domain/retention)."""
        if now - self._forgot_at >= HOUR:
            await retention.enforce(tx, now)
            for feature in FORGETTING:
                await feature(tx, now)
            self._forgot_at = now

    async def run(self) -> None:
        """One tick. A failing storage only delays: the next tick finds the same rows due.

        Where a feature fails, all of it is done again, each feature for itself.
        """
        now = int(self._clock())
        try:
            try:
                await self._decide(now, _carry)
            except StorageError:
                raise
            except Exception:
                await self._decide(now, _carry_alone)
        except StorageError as failure:
            log.error("tick.storage_failed", failure=type(failure).__name__)

    async def _decide(self, now: int, carry: Carry) -> None:
        async with self._database.transaction() as tx:
            if self._database.is_shared and not await alone(tx):
                return
            await self._forget(tx, now)
            done = await _all_due(tx, carry, now)
            for failure in tx.set_aside:
                log.error("tick.failed", failure=type(failure).__name__)
            if done:
                log.debug("tick.decided", done=done)
        if done:
            log.debug("tick.committed")


async def _all_due(tx: Transaction, carry: Carry, now: int) -> int:
    """Each feature that has something to do, in order; what one does can be due for the next."""
    done, due = 0, await looks().found(tx, now)
    for place, chore in enumerate(TICKS):
        if place in due and (found := await carry(tx, chore.do, now)):
            done, due = done + found, await looks().found(tx, now)
    return done


async def _carry(tx: Transaction, feature: Feature, now: int) -> int:
    return await feature(tx, now)


async def _carry_alone(tx: Transaction, feature: Feature, now: int) -> int:
    """What a feature found to do; one that fails loses only its own. Raises StorageError."""
    try:
        async with tx.savepoint():
            return await feature(tx, now)
    except StorageError:
        raise
    except Exception as failure:
        tx.set_aside.append(failure)
        return 0
