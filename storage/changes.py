"""The log of what a group's stewards and rounds have changed (G8).

Belongs here: statements on `changes`. May not enter: what a change does. Times are UTC seconds. The
values rest sealed: some of them are somebody's words.
"""

from dataclasses import dataclass

from sqlalchemy import RowMapping, insert, select

from storage.engine import Transaction
from storage.schema import changes

_BEFORE, _AFTER = "changes.before", "changes.after"


@dataclass(frozen=True, slots=True)
class Made:
    """A change that was made. `way`: how it was decided; `member_id`: the steward who made it,
    where it was one, and is a member still."""

    kind: str
    before: str
    after: str
    way: str
    member_id: int | None
    at: int


async def add(tx: Transaction, group_id: int, made: Made) -> int:
    """Note a change; answers its id."""
    sealed = {
        "before": tx.vault.seal_words(made.before, _BEFORE),
        "after": tx.vault.seal_words(made.after, _AFTER),
    }
    plain = {name: getattr(made, name) for name in ("kind", "way", "member_id", "at")}
    row = insert(changes).values(group_id=group_id, **plain, **sealed)
    return int((await tx.execute(row.returning(changes.c.id))).scalar_one())


async def get(tx: Transaction, change_id: int) -> tuple[int, Made] | None:
    """The group of a change, and the change."""
    query = select(changes).where(changes.c.id == change_id)
    row = (await tx.execute(query)).mappings().one_or_none()
    return (row["group_id"], _made(tx, row)) if row else None


async def newest(tx: Transaction, group_id: int, count: int, without: int = 0) -> list[Made]:
    """So many changes of the group, the newest first, after leaving out so many newer ones."""
    query = select(changes).where(changes.c.group_id == group_id).order_by(changes.c.id.desc())
    rows = (await tx.execute(query.limit(count).offset(without))).mappings()
    return [_made(tx, row) for row in rows]


def _made(tx: Transaction, row: RowMapping) -> Made:
    before = tx.vault.open_words(row["before"], _BEFORE)
    after = tx.vault.open_words(row["after"], _AFTER)
    return Made(row["kind"], before, after, row["way"], row["member_id"], row["at"])
