"""Who has met whom, and when last: so that a round brings others together first (P6).

Belongs here: statements on `pair_met`. May not enter: what a draw makes of it. Times are UTC
seconds; two members stand in one order.
"""

from collections.abc import Collection
from itertools import combinations

from sqlalchemy import delete, select

from domain.rounds import Two, two
from storage.engine import Transaction
from storage.schema import pair_met


async def met(tx: Transaction, member_ids: Collection[int], at: int) -> None:
    """Note that these were together then."""
    rows = [
        dict(zip(("lower_id", "higher_id"), two(*couple), strict=True), at=at)
        for couple in combinations(member_ids, 2)
    ]
    row = tx.insert(pair_met)
    row = row.on_conflict_do_update(
        index_elements=["lower_id", "higher_id"], set_={"at": row.excluded.at}
    )
    await tx.execute(row, rows)


async def of(tx: Transaction, member_ids: Collection[int]) -> dict[Two, int]:
    """When any two of these were last together."""
    some = set(member_ids)
    query = select(pair_met).where(pair_met.c.lower_id.in_(some))
    rows = await tx.execute(query)
    return {(row.lower_id, row.higher_id): row.at for row in rows if row.higher_id in some}


async def forget_before(tx: Transaction, before: int) -> None:
    """Forget meetings from before that time."""
    await tx.execute(delete(pair_met).where(pair_met.c.at < before))
