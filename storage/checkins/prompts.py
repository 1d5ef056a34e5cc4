"""The order in which a group meets its questions.

Belongs here: statements on `prompt_orders`. May not enter: which question comes next (domain).
"""

from collections.abc import Sequence

from sqlalchemy import select

from storage.engine import Transaction
from storage.schema import prompt_orders


async def order_of(tx: Transaction, group_id: int) -> list[str]:
    """The keys of the questions that wait, in their order; empty at first."""
    query = select(prompt_orders.c.waiting).where(prompt_orders.c.group_id == group_id)
    keys = (await tx.execute(query.with_for_update())).scalar_one_or_none()
    return keys.split() if keys else []


async def set_order(tx: Transaction, group_id: int, keys: Sequence[str]) -> None:
    """Keep the keys that wait."""
    row = tx.insert(prompt_orders).values(group_id=group_id, waiting=" ".join(keys))
    kept = row.on_conflict_do_update(
        index_elements=["group_id"], set_={"waiting": row.excluded.waiting}
    )
    await tx.execute(kept)
