"""Welcomes: what a group says to whoever is new.

Belongs here: statements on `welcomes`. May not enter: when it is said. The words rest sealed.
"""

from sqlalchemy import delete, exists, select

from storage.engine import Transaction
from storage.schema import members, welcomes

_WORDS = "welcomes.words"


async def words_of(tx: Transaction, group_id: int) -> str:
    """The group's words; empty where it says nothing."""
    query = select(welcomes.c.words).where(welcomes.c.group_id == group_id)
    sealed = (await tx.execute(query)).scalar_one_or_none()
    return tx.vault.open_words(sealed, _WORDS) if sealed else ""


async def keep(tx: Transaction, group_id: int, words: str) -> None:
    """Keep other words; empty ones mean that nothing is said."""
    if not words:
        await tx.execute(delete(welcomes).where(welcomes.c.group_id == group_id))
        return
    sealed = tx.vault.seal_words(words, _WORDS)
    row = tx.insert(welcomes).values(group_id=group_id, words=sealed)
    await tx.execute(row.on_conflict_do_update(index_elements=["group_id"], set_={"words": sealed}))


async def is_anybody_new(tx: Transaction, group_id: int, since: int) -> bool:
    """Whether somebody who came since then is still there."""
    new = (members.c.group_id == group_id, members.c.first_seen_at >= since)
    return bool((await tx.execute(select(exists().where(*new)))).scalar_one())
