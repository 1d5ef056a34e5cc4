"""The test of the test: Kith without one of the defences that replicas need.

Belongs here: each defence, taken away in a process of the torture. May not enter: anything to make
it look worse than it is.
"""

from sqlalchemy import select

from storage import outbox
from storage.engine import Transaction
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


SWITCHES = {"claims": without_claims}
