"""How many posts of a group came, and how many did not (A10).

Belongs here: one question to the outbox. May not enter: anything about people: who tapped, who
came, how many of them there are.
"""

from collections.abc import Mapping

from sqlalchemy import func, select

from storage.engine import Transaction
from storage.schema import outbox


async def posts_of(tx: Transaction, group_id: int, since: int) -> Mapping[tuple[str, str], int]:
    """The group's posts that were due since then (UTC seconds), by kind and state."""
    query = select(outbox.c.kind, outbox.c.state, func.count()).where(
        outbox.c.group_id == group_id, outbox.c.person_id.is_(None), outbox.c.due_at >= since
    )
    rows = await tx.execute(query.group_by(outbox.c.kind, outbox.c.state))
    return {(kind, state): count for kind, state, count in rows}
