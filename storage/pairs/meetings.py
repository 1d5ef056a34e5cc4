"""Pairs and their seats (I5, P12 to P15, P27, P28).

Belongs here: statements on `pairs`, `pair_seats`, `pair_ties`. May not enter: which state follows
which, words of a relay (nothing of them is stored). Times are UTC seconds.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, delete, func, insert, select, update

from domain.pairs.asking import Draft, decoded
from domain.pairs.lives import PAIR, RELAY
from storage.engine import Transaction
from storage.pairs.apart import Tie, tie
from storage.pairs.standing import Member
from storage.schema import members, pair_apart, pair_seats, pair_ties, pairs, people

_NAME = "pair_seats.name"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two or three who said yes.

    `question`: the key of its opening question; `times_turn`: which three times are proposed, and
    `agreed_at` the one that suits all; `relay_until`: when the relay closes by stillness.
    """

    id: int
    group_id: int
    state: str
    size: int
    wish: Draft
    question: str
    begun_at: int
    ends_at: int
    times_turn: int
    agreed_at: int | None
    relay: str
    relay_until: int | None

    @property
    def is_live(self) -> bool:
        """Whether it has not ended."""
        return self.state == "live"


@dataclass(frozen=True, slots=True)
class Seat:
    """One of a pair.

    `place`: in the drawn order; `name`: while the pair is live; `ready`: they opened the relay;
    `times`: which of the proposed times suit, as bits; `minute`, `passed`: how many messages were
    passed on in which minute; `told_at`: when they were last told that something was not.
    """

    id: int
    pair_id: int
    member_id: int
    person_id: int
    place: int
    live: bool
    name: str | None
    ready: bool
    times: int
    minute: int | None
    passed: int
    told_at: int | None


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who takes a seat, with the first name that the others see from now on."""

    member: Member
    name: str


async def begin(  # noqa: PLR0913 - one for each column
    tx: Transaction,
    group_id: int,
    guests: Sequence[Guest],
    *,
    wish: Draft,
    question: str,
    begun_at: int,
    ends_at: int,
) -> int:
    """Begin a pair, its guests in the drawn order; answers its id."""
    values = {"group_id": group_id, "state": PAIR.begin, "size": len(guests)}
    values |= {"wish": wish.encoded, "question": question, "relay": RELAY.begin}
    row = insert(pairs).values(begun_at=begun_at, ends_at=ends_at, **values)
    pair_id = int((await tx.execute(row.returning(pairs.c.id))).scalar_one())
    for place, guest in enumerate(guests):
        await _sit(tx, pair_id, place, guest, [each.member for each in guests])
    return pair_id


async def _sit(
    tx: Transaction, pair_id: int, place: int, guest: Guest, there: Sequence[Member]
) -> None:
    values = {"pair_id": pair_id, "member_id": guest.member.id, "place": place, "live": True}
    taken = insert(pair_seats).values(name=tx.vault.seal_words(guest.name, _NAME), **values)
    await tx.execute(taken)
    for other in there:
        if other.id != guest.member.id:
            own = tie(tx, guest.member.telegram_id, other.telegram_id)
            row = insert(pair_ties).values(pair_id=pair_id, member_id=guest.member.id)
            await tx.execute(row.values(mark=own.mark, is_lower=own.is_lower))


async def get(tx: Transaction, pair_id: int) -> Pair | None:
    """The pair with this id; nobody else decides about it before this transaction ends."""
    query = select(pairs).where(pairs.c.id == pair_id).with_for_update()
    row = (await tx.execute(query)).mappings().one_or_none()
    return _pair(row) if row else None


async def seat(tx: Transaction, seat_id: int) -> Seat | None:
    """The seat with this id."""
    found = await _seats(tx, pair_seats.c.id == seat_id)
    return found[0] if found else None


async def seats(tx: Transaction, pair_id: int) -> list[Seat]:
    """The seats of a pair, in the drawn order; whoever is gone has none."""
    return await _seats(tx, pair_seats.c.pair_id == pair_id)


async def live_seats_of(tx: Transaction, person_id: int) -> list[Seat]:
    """The person's seats in live pairs, in any group."""
    return await _seats(tx, members.c.person_id == person_id, pair_seats.c.live)


async def ties(tx: Transaction, of: Seat) -> list[Tie]:
    """The ties of a seat with the others of its pair, also those who are gone."""
    theirs = (pair_ties.c.pair_id == of.pair_id, pair_ties.c.member_id == of.member_id)
    rows = await tx.execute(select(pair_ties).where(*theirs))
    return [Tie(row.mark, row.is_lower) for row in rows]


async def end(tx: Transaction, pair: Pair, now: int) -> None:
    """Let the pair end; its names are erased. Raises NotNow when it has ended."""
    state = PAIR.after(pair.state, "ended")
    ended = {"state": state, "ends_at": now, "relay": RELAY.begin}
    if pair.relay == "open":
        ended["relay_until"] = now
    await tx.execute(update(pairs).where(pairs.c.id == pair.id).values(ended))
    left = update(pair_seats).where(pair_seats.c.pair_id == pair.id)
    await tx.execute(left.values(live=False, ready=False, name=None))


async def to_end(tx: Transaction, now: int) -> list[Pair]:
    """Live pairs that cannot go on: their time is over, or somebody of them is gone.

    Gone is who left, was erased, blocked Kith, or is kept apart from another of them by now.
    """
    there = select(func.count()).where(pair_seats.c.pair_id == pairs.c.id).scalar_subquery()
    away = select(pair_seats.c.id).join(members, members.c.id == pair_seats.c.member_id)
    away = away.join(people, people.c.id == members.c.person_id)
    away = away.where(pair_seats.c.pair_id == pairs.c.id, ~people.c.reachable)
    split = select(pair_ties.c.mark).where(pair_ties.c.pair_id == pairs.c.id)
    split = split.join(pair_apart, pair_apart.c.mark == pair_ties.c.mark)
    gone = (pairs.c.ends_at <= now) | (there < pairs.c.size) | away.exists() | split.exists()
    query = select(pairs).where(pairs.c.state == "live", gone).order_by(pairs.c.id)
    query = query.with_for_update(skip_locked=True)
    return [_pair(row) for row in (await tx.execute(query)).mappings()]


async def forget_before(tx: Transaction, before: int) -> None:
    """Erase pairs that ended before that time, and all that hangs on them."""
    over = (pairs.c.state == "over", pairs.c.ends_at < before)
    await tx.execute(delete(pairs).where(*over))


# Times


async def propose(tx: Transaction, pair_id: int, turn: int) -> None:
    """Propose other times; what suited of the ones before is forgotten."""
    row = update(pairs).where(pairs.c.id == pair_id)
    await tx.execute(row.values(times_turn=turn, agreed_at=None))
    await tx.execute(update(pair_seats).where(pair_seats.c.pair_id == pair_id).values(times=0))


async def suits(tx: Transaction, seat_id: int, times: int) -> None:
    """Note which of the proposed times suit one of them, as bits."""
    await _set_seat(tx, seat_id, {"times": times})


async def agree(tx: Transaction, pair_id: int, at: int | None) -> None:
    """Note the time that suits all, or that none does."""
    await tx.execute(update(pairs).where(pairs.c.id == pair_id).values(agreed_at=at))


# The relay


async def move_relay(tx: Transaction, pair: Pair, event: str, until: int | None) -> str:
    """Let the event happen to the relay; answers its state. Raises NotNow."""
    state = RELAY.after(pair.relay, event)
    values = {"relay": state, "relay_until": until}
    await tx.execute(update(pairs).where(pairs.c.id == pair.id).values(values))
    return state


async def set_ready(tx: Transaction, seat_id: int) -> None:
    """Note that one of them has opened the relay from their side."""
    await _set_seat(tx, seat_id, {"ready": True})


async def unready(tx: Transaction, pair_id: int) -> None:
    """Note that the relay is closed from all sides."""
    await tx.execute(update(pair_seats).where(pair_seats.c.pair_id == pair_id).values(ready=False))


async def count_passed(tx: Transaction, seat_id: int, minute: int, passed: int) -> None:
    """Note how many messages of one of them were passed on in a minute."""
    await _set_seat(tx, seat_id, {"minute": minute, "passed": passed})


async def set_told(tx: Transaction, seat_id: int, now: int) -> None:
    """Note that they were told that something was not passed on."""
    await _set_seat(tx, seat_id, {"told_at": now})


async def still(tx: Transaction, now: int) -> list[Pair]:
    """Live pairs whose relay has been still for long enough, or waited in vain (P27)."""
    query = select(pairs).where(pairs.c.state == "live", pairs.c.relay != RELAY.begin)
    query = query.where(pairs.c.relay_until <= now).with_for_update(skip_locked=True)
    return [_pair(row) for row in (await tx.execute(query)).mappings()]


async def relaying(
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


async def _set_seat(tx: Transaction, seat_id: int, values: dict[str, Any]) -> None:
    await tx.execute(update(pair_seats).where(pair_seats.c.id == seat_id).values(values))


async def _seats(tx: Transaction, *conditions: ColumnElement[bool]) -> list[Seat]:
    query = select(pair_seats, members.c.person_id)
    query = query.join(members, members.c.id == pair_seats.c.member_id)
    query = query.where(*conditions).order_by(pair_seats.c.pair_id, pair_seats.c.place)
    return [_seat(tx, row) for row in (await tx.execute(query)).mappings()]


def _seat(tx: Transaction, row: RowMapping) -> Seat:
    name = tx.vault.open_words(row["name"], _NAME) if row["name"] else None
    values = {key: row[key] for key in Seat.__dataclass_fields__ if key != "name"}
    return Seat(name=name, **values)


def _pair(row: RowMapping) -> Pair:
    values = {key: row[key] for key in Pair.__dataclass_fields__ if key != "wish"}
    return Pair(wish=decoded(row["wish"]), **values)
