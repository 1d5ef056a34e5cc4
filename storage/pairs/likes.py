"""How somebody likes to meet (P10).

Belongs here: statements on `pair_likes`. May not enter: what a draw makes of it.
"""

from collections.abc import Collection

from sqlalchemy import delete, select

from domain.pairs.likes import Likes
from storage.engine import Transaction
from storage.schema import pair_likes

_LISTS = ("media", "lengths", "languages")


async def of(tx: Transaction, person_ids: Collection[int]) -> dict[int, Likes]:
    """By our id of the person, what they chose; whoever chose nothing has no need."""
    query = select(pair_likes).where(pair_likes.c.person_id.in_(set(person_ids)))
    found = dict.fromkeys(person_ids, Likes())
    for row in (await tx.execute(query)).mappings():
        lists = {name: frozenset(row[name].split()) for name in _LISTS}
        found[row["person_id"]] = Likes(**lists, trio_only=row["trio_only"])
    return found


async def keep(tx: Transaction, person_id: int, likes: Likes) -> None:
    """Keep what the person chose, instead of what they chose before; no need is no row."""
    if likes == Likes():
        await tx.execute(delete(pair_likes).where(pair_likes.c.person_id == person_id))
        return
    values: dict[str, object] = {name: " ".join(sorted(getattr(likes, name))) for name in _LISTS}
    values["trio_only"] = likes.trio_only
    row = tx.insert(pair_likes).values(person_id=person_id, **values)
    await tx.execute(row.on_conflict_do_update(index_elements=["person_id"], set_=values))
