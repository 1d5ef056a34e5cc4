"""The pace that several replicas share, on PostgreSQL: what went to Telegram lately, from all.

Belongs here: the statements on `pace`. May not enter: which limits there are (bot/delivery).

A lane is the whole bot, or a chat. `full_at` runs ahead of the clock by a share for each message
(github.com/brandur/redis-cell explains the algorithm, GCRA): so a row of two numbers tells whether
there is room, and one statement asks and takes. The clock is the server's, so that replicas whose
clocks differ agree; milliseconds in the table, seconds everywhere else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, cast, delete, func, literal, select
from sqlalchemy.dialects.postgresql import Insert, insert

from storage.engine import Transaction
from storage.schema import pace

MS = 1000
WHOLE = 0
"""The lane of the whole bot; those of chats have keyed hashes as numbers."""
KEPT = 60
"""Seconds for which a lane is remembered in which nothing goes any more."""

_NOW: ColumnElement[int] = cast(func.extract("epoch", func.clock_timestamp()) * MS, BigInteger)


@dataclass(frozen=True, slots=True)
class Limit:
    """`gap`: seconds between two messages. `share`: seconds that one takes of the time for all;
    `ahead`: seconds by which that may be ahead of the clock, which is what lets a few go at once.
    `window`: seconds that Telegram looks back; what went before that keeps nobody waiting.
    """

    gap: float
    share: float
    ahead: float
    window: float


@dataclass(frozen=True, slots=True)
class Wait:
    """Seconds until the whole bot and one chat may speak; 0 or less: now."""

    whole: float
    chat: float


@dataclass(slots=True)
class Used:
    """What went to a chat without asking: how many messages; `rest`: seconds it is to be left
    alone in any case."""

    messages: int = 0
    rest: float = 0.0


async def take(tx: Transaction, whole: Limit, chat_id: int, limit: Limit) -> bool:
    """Room for one message to a chat, if the whole bot and the chat have it."""
    all_of_it = _taking(_row(WHOLE, whole), whole).returning(pace.c.lane).cte("whole")
    values = [each.label(name) for name, each in _row(_lane(tx, chat_id), limit).items()]
    row = insert(pace).from_select(list(pace.c), select(*values).select_from(all_of_it))
    return (await tx.execute(_guarded(row, limit).returning(pace.c.lane))).first() is not None


async def waits(tx: Transaction, whole: Limit, chat_id: int, limit: Limit) -> Wait:
    """For how long there is no room."""
    lane = _lane(tx, chat_id)
    free, full = pace.c.free_at - _NOW, pace.c.full_at - _NOW
    query = select(pace.c.lane, free, full).where(pace.c.lane.in_([WHOLE, lane]))
    found = {row[0]: row[1:] for row in await tx.execute(query)}
    return Wait(_wait(found.get(WHOLE), whole), _wait(found.get(lane), limit))


async def use(
    tx: Transaction, used: Mapping[int, Used], whole: Limit, limits: Mapping[int, Limit]
) -> None:
    """Count what has gone without asking, so that what asks makes room for it (by chat)."""
    messages = sum(each.messages for each in used.values())
    rows = {WHOLE: (Used(messages), whole)}
    rows |= {_lane(tx, chat): (each, limits[chat]) for chat, each in used.items()}
    for lane, (each, limit) in sorted(rows.items()):  # in order: nobody waits for each other
        values = _row(lane, limit, each)
        most = _NOW + literal(_ms(limit.ahead + limit.window))
        row = insert(pace).values(values | {"full_at": func.least(values["full_at"], most)})
        full = func.greatest(pace.c.full_at, _NOW) + _load(limit, each)
        changes = {
            "free_at": func.greatest(pace.c.free_at, row.excluded.free_at),
            "full_at": func.least(full, most),
        }
        await tx.execute(row.on_conflict_do_update(index_elements=["lane"], set_=changes))


async def forget(tx: Transaction) -> None:
    """Erase the lanes in which nothing has gone for a while; of the chat not even a hash stays."""
    over = (pace.c.free_at < _NOW - KEPT * MS, pace.c.full_at < _NOW)
    lanes = select(pace.c.lane).where(pace.c.lane != WHOLE, *over)
    await tx.execute(delete(pace).where(pace.c.lane.in_(lanes.with_for_update(skip_locked=True))))


def _lane(tx: Transaction, chat_id: int) -> int:
    return int.from_bytes(tx.vault.lookup(chat_id)[:8]) >> 2 | 1


def _ms(seconds: float) -> int:
    return round(seconds * MS)


def _load(limit: Limit, used: Used) -> int:
    return _ms(limit.share) * used.messages


def _row(lane: int, limit: Limit, used: Used | None = None) -> dict[str, ColumnElement[Any]]:
    """The lane as it is after what has gone, if nothing went before."""
    used = used or Used(1)
    gap = max(limit.gap if used.messages else 0.0, used.rest)
    return {
        "lane": literal(lane, BigInteger),
        "free_at": _NOW + literal(_ms(gap)),
        "full_at": _NOW + literal(_load(limit, used)),
    }


def _taking(row: Mapping[str, ColumnElement[Any]], limit: Limit) -> Insert:
    return _guarded(insert(pace).values(row), limit)


def _guarded(row: Insert, limit: Limit) -> Insert:
    """Only where there is room; who waits for the row sees what the one before made of it."""
    full_at = func.greatest(pace.c.full_at, _NOW) + literal(_ms(limit.share))
    return row.on_conflict_do_update(
        index_elements=["lane"],
        set_={"free_at": row.excluded.free_at, "full_at": full_at},
        where=(pace.c.free_at <= _NOW) & (pace.c.full_at <= _NOW + literal(_ms(limit.ahead))),
    )


def _wait(found: Any, limit: Limit) -> float:
    if found is None:
        return 0.0
    free, full = found
    return float(max(free, full - _ms(limit.ahead))) / MS
