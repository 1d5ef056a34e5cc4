"""Who has joined a round of pairs, and has met nobody yet (P3, P8, P20).

Belongs here: statements on `round_joins`. May not enter: which state follows which, who meets whom.
Times are UTC seconds.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, delete, or_, select, update

from domain.pairs.lives import JOIN, ROUND
from storage.engine import Transaction
from storage.looks import When
from storage.pairs.rounds import Round
from storage.schema import round_joins

_NAME = "round_joins.name"


@dataclass(frozen=True, slots=True)
class Join:
    """Somebody who has joined. `name`: the first name that whom they meet may see; `asks_id`: the
    pair that is asked to take them in."""

    id: int
    round_id: int
    member_id: int
    state: str
    name: str
    asks_id: int | None


async def join(tx: Transaction, which: Round, member_id: int, name: str) -> None:
    """Keep that somebody joins: before the draw, or late. Joining again changes only the name."""
    state = JOIN.begin if which.state == ROUND.begin else JOIN.after(JOIN.begin, "came_late")
    sealed = {"name": tx.vault.seal_words(name, _NAME)}
    row = tx.insert(round_joins).values(round_id=which.id, member_id=member_id, state=state)
    row = row.values(sealed)
    await tx.execute(
        row.on_conflict_do_update(index_elements=["round_id", "member_id"], set_=sealed)
    )


async def join_of(tx: Transaction, round_id: int, member_id: int) -> Join | None:
    """That the member has joined the round."""
    here = (round_joins.c.round_id == round_id, round_joins.c.member_id == member_id)
    found = await _joins(tx, *here)
    return found[0] if found else None


async def join_by_id(tx: Transaction, join_id: int) -> Join | None:
    """Who has joined, by our number for it."""
    found = await _joins(tx, round_joins.c.id == join_id)
    return found[0] if found else None


async def joins_of(tx: Transaction, round_id: int) -> list[Join]:
    """All who have joined the round and have met nobody yet."""
    return await _joins(tx, round_joins.c.round_id == round_id)


async def joined_by(tx: Transaction, member_ids: Collection[int]) -> list[Join]:
    """What one of these members has joined, in any group."""
    return await _joins(tx, round_joins.c.member_id.in_(set(member_ids)))


async def asking(tx: Transaction, pair_id: int) -> Join | None:
    """The late one whom the pair is asked to take in."""
    found = await _joins(tx, round_joins.c.asks_id == pair_id)
    return found[0] if found else None


async def still_late(tx: Transaction, tried_before: int) -> list[Join]:
    """Late ones for whom nobody was looked for since then."""
    return await _joins(tx, *_late(tried_before))


def still_late_at(tried_before: When) -> Select[Any]:
    """What `still_late` looks for."""
    return select(round_joins.c.id).where(*_late(tried_before))


def _late(tried_before: When) -> tuple[ColumnElement[bool], ...]:
    tried = round_joins.c.tried_at
    return round_joins.c.state == "late", or_(tried.is_(None), tried <= tried_before)


async def unanswered(tx: Transaction) -> list[Join]:
    """Late ones about whom a pair is asked."""
    return await _joins(tx, round_joins.c.state == "asking")


def unanswered_at(_: When = 0) -> Select[Any]:
    """What `unanswered` looks for."""
    return select(round_joins.c.id).where(round_joins.c.state == "asking")


async def move_join(tx: Transaction, which: Join, event: str, asks_id: int | None = None) -> None:
    """Let the event happen to one who has joined. Raises NotNow."""
    values = {"state": JOIN.after(which.state, event), "asks_id": asks_id}
    await tx.execute(update(round_joins).where(round_joins.c.id == which.id).values(values))


async def set_tried(tx: Transaction, join_id: int, now: int) -> None:
    """Note that nobody was found for a late one just now."""
    await tx.execute(update(round_joins).where(round_joins.c.id == join_id).values(tried_at=now))


async def leave(tx: Transaction, join_ids: Collection[int]) -> None:
    """Forget that they joined, and with it their names."""
    await tx.execute(delete(round_joins).where(round_joins.c.id.in_(set(join_ids))))


async def _joins(tx: Transaction, *conditions: ColumnElement[bool]) -> list[Join]:
    query = select(round_joins).where(*conditions).order_by(round_joins.c.id)
    return [_join(tx, row) for row in (await tx.execute(query)).mappings()]


def _join(tx: Transaction, row: RowMapping) -> Join:
    values = {key: row[key] for key in Join.__dataclass_fields__ if key != "name"}
    return Join(name=tx.vault.open_words(row["name"], _NAME), **values)
