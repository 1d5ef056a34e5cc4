"""Agreements: their versions, and who has gone along with which.

Belongs here: statements on `agreements` and `agreement_yes`. May not enter: how one changes. Times
are UTC seconds. The words rest sealed.
"""

from dataclasses import dataclass

from sqlalchemy import insert, select

from storage.engine import Transaction
from storage.schema import agreement_yes, agreements

_WORDS = "agreements.words"


@dataclass(frozen=True, slots=True)
class Version:
    """An agreement as it stands since then; version 0 has no words: there is none."""

    number: int = 0
    words: str = ""
    since: int = 0


async def newest(tx: Transaction, group_id: int) -> Version:
    """The agreement of the group."""
    query = select(agreements).where(agreements.c.group_id == group_id)
    return await _one(tx, query.order_by(agreements.c.version.desc()).limit(1))


async def version(tx: Transaction, group_id: int, number: int) -> Version:
    """An earlier version."""
    of = (agreements.c.group_id == group_id, agreements.c.version == number)
    return await _one(tx, select(agreements).where(*of))


async def add(tx: Transaction, group_id: int, words: str, now: int) -> None:
    """The agreement has these words from now on."""
    number = (await newest(tx, group_id)).number + 1
    values = {"group_id": group_id, "version": number, "since": now}
    sealed = tx.vault.seal_words(words, _WORDS)
    await tx.execute(insert(agreements).values(words=sealed, **values))


async def go_along(tx: Transaction, member_id: int, number: int) -> None:
    """Note that a member goes along with that version."""
    row = tx.insert(agreement_yes).values(member_id=member_id, version=number)
    keys = ["member_id"]
    await tx.execute(row.on_conflict_do_update(index_elements=keys, set_={"version": number}))


async def went_along(tx: Transaction, member_id: int) -> int:
    """The newest version that a member has gone along with; 0: none."""
    query = select(agreement_yes.c.version).where(agreement_yes.c.member_id == member_id)
    return (await tx.execute(query)).scalar_one_or_none() or 0


async def _one(tx: Transaction, query: object) -> Version:
    row = (await tx.execute(query)).one_or_none()  # type: ignore[arg-type]
    if row is None:
        return Version()
    return Version(row.version, tx.vault.open_words(row.words, _WORDS), row.since)
