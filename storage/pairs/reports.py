"""Reports that something did not feel right, and words to a steward about it (P28, G6).

Belongs here: statements on `pair_reports` and `pair_concerns`. May not enter: what follows from
them. Times are UTC seconds.
"""

from dataclasses import dataclass

from sqlalchemy import delete, insert, select

from storage.engine import Transaction
from storage.schema import pair_concerns, pair_reports

_WORDS, _NAME = "pair_concerns.words", "pair_concerns.name"


@dataclass(frozen=True, slots=True)
class Concern:
    """Words to one steward, and the first name of who wrote them.

    `about_id`: the member whose pair-ups it is about; None: they are gone, or it is about none.
    """

    id: int
    group_id: int
    by_id: int
    to_id: int
    about_id: int | None
    words: str
    name: str
    at: int


async def add(tx: Transaction, about_id: int, by_id: int, pair_id: int, at: int) -> None:
    """Keep that the member `by_id` reported the member `about_id`: one of each pair, the last."""
    values = {"about_id": about_id, "by_id": by_id, "pair_id": pair_id, "at": at}
    row = tx.insert(pair_reports).values(values)
    meant = {"about_id": about_id}
    await tx.execute(row.on_conflict_do_update(index_elements=["pair_id", "by_id"], set_=meant))


async def about(tx: Transaction, pair_id: int, by_id: int) -> int | None:
    """The member whom this one reported after that pair; None: nobody."""
    mine = (pair_reports.c.pair_id == pair_id, pair_reports.c.by_id == by_id)
    return (await tx.execute(select(pair_reports.c.about_id).where(*mine))).scalar_one_or_none()


async def is_repeated(tx: Transaction, about_id: int, by_id: int, since: int) -> bool:
    """Whether somebody else than `by_id` has reported this member since then too."""
    others = pair_reports.c.by_id.is_(None) | (pair_reports.c.by_id != by_id)
    query = select(pair_reports.c.id).where(pair_reports.c.about_id == about_id, others)
    return (await tx.execute(query.where(pair_reports.c.at > since).limit(1))).first() is not None


async def forget_before(tx: Transaction, before: int) -> None:
    """Erase reports from before that time."""
    await tx.execute(delete(pair_reports).where(pair_reports.c.at < before))


async def write(  # noqa: PLR0913 - one for each column
    tx: Transaction,
    group_id: int,
    *,
    by_id: int,
    to_id: int,
    about_id: int | None,
    words: str,
    name: str,
    at: int,
) -> int:
    """Keep words for a steward, sealed; answers their id."""
    sealed = {
        "words": tx.vault.seal_words(words, _WORDS),
        "name": tx.vault.seal_words(name, _NAME),
    }
    values = {"group_id": group_id, "by_id": by_id, "to_id": to_id, "about_id": about_id}
    row = insert(pair_concerns).values(at=at, **values, **sealed)
    return int((await tx.execute(row.returning(pair_concerns.c.id))).scalar_one())


async def concern(tx: Transaction, concern_id: int) -> Concern | None:
    """The words with this id."""
    query = select(pair_concerns).where(pair_concerns.c.id == concern_id)
    row = (await tx.execute(query)).mappings().one_or_none()
    if row is None:
        return None
    opened = {
        "words": tx.vault.open_words(row["words"], _WORDS),
        "name": tx.vault.open_words(row["name"], _NAME),
    }
    return Concern(**{**row, **opened})


async def forget_concerns_before(tx: Transaction, before: int) -> None:
    """Erase words to stewards from before that time."""
    await tx.execute(delete(pair_concerns).where(pair_concerns.c.at < before))
