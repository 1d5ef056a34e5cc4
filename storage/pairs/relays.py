"""The relay of a pair: whether it is open, and how much went through it (P27).

Belongs here: statements on what `pairs` and `pair_seats` hold of it. May not enter: a word that was
passed on; nothing of them is stored. Times are UTC seconds.
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, select, update

from domain.pairs.lives import RELAY
from storage.engine import Transaction
from storage.looks import When
from storage.pairs.meetings import Pair, pair_of, set_seat
from storage.schema import members, pair_seats, pairs, people


async def move(tx: Transaction, pair: Pair, event: str, until: int | None) -> str:
    """Let the event happen to the relay; answers its state. Raises NotNow."""
    state = RELAY.after(pair.relay, event)
    values = {"relay": state, "relay_until": until}
    await tx.execute(update(pairs).where(pairs.c.id == pair.id).values(values))
    return state


async def set_ready(tx: Transaction, seat_id: int) -> None:
    """Note that one of them has opened the relay from their side."""
    await set_seat(tx, seat_id, {"ready": True})


async def set_more(tx: Transaction, seat_id: int, *, more: bool) -> None:
    """Note whether one of them says yes to pictures and voice in this pair."""
    await set_seat(tx, seat_id, {"more": more})


async def unready(tx: Transaction, pair_id: int) -> None:
    """Note that the relay is closed from all sides."""
    await tx.execute(update(pair_seats).where(pair_seats.c.pair_id == pair_id).values(ready=False))


async def count_passed(tx: Transaction, seat_id: int, minute: int, passed: int) -> None:
    """Note how many messages of one of them were passed on in a minute."""
    await set_seat(tx, seat_id, {"minute": minute, "passed": passed})


async def set_told(tx: Transaction, seat_id: int, now: int) -> None:
    """Note that they were told that something was not passed on."""
    await set_seat(tx, seat_id, {"told_at": now})


async def still(tx: Transaction, now: int) -> list[Pair]:
    """Live pairs whose relay has been still for long enough, or waited in vain (P27)."""
    query = still_at(now).with_for_update(skip_locked=True)
    return [pair_of(row) for row in (await tx.execute(query)).mappings()]


def still_at(now: When) -> Select[Any]:
    """What `still` looks for."""
    query = select(pairs).where(pairs.c.state == "live", pairs.c.relay != RELAY.begin)
    return query.where(pairs.c.relay_until <= now)


async def at_work(
    tx: Transaction, telegram_ids: Collection[int], closed_since: int
) -> dict[int, int]:
    """By Telegram id, the seat whose relay is open, or closed since then (the newest)."""
    lookups = {tx.vault.lookup(each): each for each in telegram_ids}
    query = select(people.c.lookup, pair_seats.c.id, pairs.c.relay)
    query = query.join(members, members.c.person_id == people.c.id)
    query = query.join(pair_seats, pair_seats.c.member_id == members.c.id)
    query = query.join(pairs, pairs.c.id == pair_seats.c.pair_id)
    query = query.where(people.c.lookup.in_(lookups), pairs.c.relay_until > closed_since)
    query = query.order_by(pairs.c.relay == "open", pairs.c.relay_until)
    return {lookups[row.lookup]: row.id for row in await tx.execute(query)}
