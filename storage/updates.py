"""Updates: the ids Telegram has delivered, so that a second delivery changes nothing.

Belongs here: statements on `updates`. May not enter: what an update says.
"""

from collections.abc import Iterable

from storage.engine import Transaction
from storage.schema import updates


async def fresh(tx: Transaction, update_ids: Iterable[int], now: int) -> set[int]:
    """Note these updates as seen at `now` (UTC seconds); answers those never seen before."""
    # In order: two replicas that insert the same ids must not wait for each other.
    rows = [{"update_id": update_id, "seen_at": now} for update_id in sorted(set(update_ids))]
    if not rows:
        return set()
    insert = tx.insert(updates).on_conflict_do_nothing().returning(updates.c.update_id)
    return set((await tx.execute(insert, rows)).scalars())
