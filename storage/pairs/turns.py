"""Listening turns of a pair (P23).

Belongs here: statements on `turns` and `turn_seats`. May not enter: which word is due when
(domain/turns), words. Times are UTC seconds.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, delete, select, update

from domain.turns import TURNS, Sketch, decoded
from storage.engine import Transaction
from storage.looks import When
from storage.schema import pairs, turn_seats, turns


@dataclass(frozen=True, slots=True)
class Turns:
    """The turns of a pair. `said`: which word was said last; `next_at`: when the next one is due,
    or until when they wait for the yes of all."""

    id: int
    pair_id: int
    state: str
    sketch: Sketch
    begun_at: int
    said: int
    next_at: int | None


@dataclass(frozen=True, slots=True)
class Place:
    """One of them. `place`: in the drawn order, None before the draw; `ready`: they said yes."""

    member_id: int
    place: int | None
    ready: bool


async def of_pair(tx: Transaction, pair_id: int) -> Turns | None:
    """The pair's turns; nobody else decides about them before this transaction ends."""
    found = await _turns(tx, turns.c.pair_id == pair_id)
    return found[0] if found else None


async def get(tx: Transaction, turns_id: int) -> Turns | None:
    """The turns with this id."""
    found = await _turns(tx, turns.c.id == turns_id)
    return found[0] if found else None


async def places(tx: Transaction, turns_id: int) -> list[Place]:
    """Who is in them, in the drawn order."""
    query = select(turn_seats).where(turn_seats.c.turns_id == turns_id)
    rows = await tx.execute(query.order_by(turn_seats.c.place, turn_seats.c.member_id))
    return [Place(row.member_id, row.place, row.ready) for row in rows]


async def want(
    tx: Transaction, pair_id: int, sketch: Sketch, order: Mapping[int, int | None], until: int
) -> int:
    """Keep that somebody would like turns, until then; answers their id.

    `order`: the place of each member, where it is drawn already. Raises NotNow while turns run.
    """
    known = await of_pair(tx, pair_id)
    state = TURNS.begin if known is None else TURNS.after(known.state, "wanted")
    values = {"state": state, "sketch": sketch.encoded, "said": -1, "next_at": until}
    row = tx.insert(turns).values(pair_id=pair_id, begun_at=until, **values)
    row = row.on_conflict_do_update(index_elements=["pair_id"], set_=values)
    turns_id = int((await tx.execute(row.returning(turns.c.id))).scalar_one())
    await tx.execute(delete(turn_seats).where(turn_seats.c.turns_id == turns_id))
    seats = [
        {"turns_id": turns_id, "member_id": member, "place": place}
        for member, place in order.items()
    ]
    await tx.execute(tx.insert(turn_seats), seats)
    return turns_id


async def set_ready(tx: Transaction, turns_id: int, member_id: int) -> None:
    """Note that one of them says yes."""
    row = update(turn_seats).where(turn_seats.c.turns_id == turns_id)
    await tx.execute(row.where(turn_seats.c.member_id == member_id).values(ready=True))


async def begin(tx: Transaction, which: Turns, order: Sequence[int], now: int) -> None:
    """Let them run from now on, in that order of members. Raises NotNow."""
    state = TURNS.after(which.state, "agreed")
    values = {"state": state, "begun_at": now, "said": -1, "next_at": now}
    await tx.execute(update(turns).where(turns.c.id == which.id).values(values))
    for place, member_id in enumerate(order):
        row = update(turn_seats).where(turn_seats.c.turns_id == which.id)
        await tx.execute(row.where(turn_seats.c.member_id == member_id).values(place=place))


async def say(tx: Transaction, which: Turns, word: int, next_at: int | None) -> None:
    """Note which word is said now, and when the next one is due."""
    row = update(turns).where(turns.c.id == which.id)
    await tx.execute(row.values(said=word, next_at=next_at))


async def end(tx: Transaction, which: Turns) -> None:
    """Let them be over. Raises NotNow."""
    state = TURNS.after(which.state, "ended")
    row = update(turns).where(turns.c.id == which.id)
    await tx.execute(row.values(state=state, next_at=None))


async def due(tx: Transaction, now: int) -> list[Turns]:
    """Turns of live pairs in which something is due."""
    return await _turns(tx, *_due(now))


def due_at(now: When) -> Select[Any]:
    """What `due` looks for."""
    return select(turns.c.id).where(*_due(now))


def _due(now: When) -> tuple[ColumnElement[bool], ...]:
    live = select(pairs.c.id).where(pairs.c.state == "live")
    return turns.c.next_at <= now, turns.c.pair_id.in_(live)


async def _turns(tx: Transaction, *conditions: ColumnElement[bool]) -> list[Turns]:
    query = select(turns).where(*conditions).order_by(turns.c.id).with_for_update()
    return [_of(row) for row in (await tx.execute(query)).mappings()]


def _of(row: RowMapping) -> Turns:
    values = {name: row[name] for name in Turns.__dataclass_fields__ if name != "sketch"}
    return Turns(sketch=decoded(row["sketch"]), **values)


def ready(there: Collection[Place]) -> bool:
    """Whether all have said yes."""
    return all(each.ready for each in there)
