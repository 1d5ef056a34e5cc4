"""The test of the test: Kith without one of the defences that replicas need.

Belongs here: each defence, taken away in a process of the torture. May not enter: anything to make
it look worse than it is.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from bot import app
from bot.delivery import pace
from bot.delivery.pace import Pace
from storage import outbox
from storage.engine import Database, Transaction
from storage.schema import outbox as table


async def _claim(tx: Transaction, post_id: int, now: int) -> outbox.Post | None:
    """Take a post that was due when it was looked at; nobody asks whether it still is."""
    columns = [table.c[name] for name in outbox.Post.__dataclass_fields__]
    query = select(*columns).where(table.c.id == post_id)
    row = (await tx.execute(query)).mappings().one_or_none()
    taken = table.update().where(table.c.id == post_id)
    await tx.execute(taken.values(state="claimed", claimed_at=now))
    return outbox.Post(**row) if row else None


def without_claims() -> None:
    """Claiming asks for no state, and waits for no lock."""
    outbox.claim = _claim


def _own_pace(clock: Callable[[], float], _: Database) -> Any:
    return Pace(clock)


def without_pace() -> None:
    """Each counts for itself and sends what it can at once: nobody waits for the other's count."""
    vars(app)["SharedPace"] = _own_pace
    pace.SLACK = 3_600.0


SWITCHES = {"claims": without_claims, "pace": without_pace}
