"""Pairs and their seats (I5, P12 to P15, P27, P28).

Belongs here: statements on `pairs`, `pair_seats`, `pair_ties`. May not enter: which state follows
which, the relay of a pair (`relays`). Times are UTC seconds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, delete, func, insert, select, update

from domain.pairs.asking import Draft, decoded
from domain.pairs.lives import PAIR, RELAY, THIRD
from storage.engine import Transaction
from storage.looks import When
from storage.pairs import past
from storage.pairs.apart import Tie, tie
from storage.pairs.standing import Member
from storage.schema import members, pair_apart, pair_seats, pair_ties, pairs, people

_NAME = "pair_seats.name"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two or three who said yes.

    `question`: the key of its opening question; `times_turn`: which three times are proposed, and
    `agreed_at` the one that suits all; `relay_until`: when the relay closes by stillness;
    `round_id`: the round that it was drawn in; `third`: whether it can be asked to take a late one
    in.
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
    round_id: int | None
    third: str

    @property
    def is_live(self) -> bool:
        """Whether it has not ended."""
        return self.state == "live"


@dataclass(frozen=True, slots=True)
class Seat:
    """One of a pair.

    `place`: in the drawn order; `name`: while the pair is live; `ready`: they opened the relay;
    `more`: they said yes to pictures and voice; `times`: which of the proposed times suit, as bits;
    `minute`, `passed`: how many messages were passed on in which minute; `told_at`: when they were
    last told that something was not; `welcomes`: they said that a late one can join.
    """

    id: int
    pair_id: int
    member_id: int
    person_id: int
    place: int
    live: bool
    name: str | None
    ready: bool
    more: bool
    times: int
    minute: int | None
    passed: int
    told_at: int | None
    welcomes: bool


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
    round_id: int | None = None,
) -> int:
    """Begin a pair, its guests in the drawn order; answers its id. `round_id`: of its round."""
    values = {"group_id": group_id, "state": PAIR.begin, "size": len(guests)}
    values |= {"wish": wish.encoded, "question": question, "relay": RELAY.begin}
    values |= {"round_id": round_id, "third": THIRD.begin}
    row = insert(pairs).values(begun_at=begun_at, ends_at=ends_at, **values)
    pair_id = int((await tx.execute(row.returning(pairs.c.id))).scalar_one())
    for place, guest in enumerate(guests):
        await _sit(tx, pair_id, place, guest)
    for one, other in permutations([guest.member for guest in guests], 2):
        await _tie(tx, pair_id, one, other)
    await past.met(tx, [guest.member.id for guest in guests], begun_at)
    return pair_id


async def admit(
    tx: Transaction, pair: Pair, guest: Guest, there: Sequence[Member], now: int
) -> None:
    """Let a third one join the two who are there (P20). What time suited is asked anew."""
    await _sit(tx, pair.id, pair.size, guest)
    for each in there:
        await _tie(tx, pair.id, each, guest.member)
        await _tie(tx, pair.id, guest.member, each)
    larger = {"size": pair.size + 1, "third": THIRD.after(pair.third, "met")}
    await tx.execute(update(pairs).where(pairs.c.id == pair.id).values(larger))
    await propose(tx, pair.id, pair.times_turn)
    await past.met(tx, [guest.member.id, *(each.id for each in there)], now)


async def _sit(tx: Transaction, pair_id: int, place: int, guest: Guest) -> None:
    values = {"pair_id": pair_id, "member_id": guest.member.id, "place": place, "live": True}
    taken = insert(pair_seats).values(name=tx.vault.seal_words(guest.name, _NAME), **values)
    await tx.execute(taken)


async def _tie(tx: Transaction, pair_id: int, one: Member, other: Member) -> None:
    own = tie(tx, one.telegram_id, other.telegram_id)
    row = insert(pair_ties).values(pair_id=pair_id, member_id=one.id)
    await tx.execute(row.values(mark=own.mark, is_lower=own.is_lower))


async def get(tx: Transaction, pair_id: int) -> Pair | None:
    """The pair with this id; nobody else decides about it before this transaction ends."""
    query = select(pairs).where(pairs.c.id == pair_id).with_for_update()
    row = (await tx.execute(query)).mappings().one_or_none()
    return pair_of(row) if row else None


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
    await tx.execute(left.values(live=False, ready=False, more=False, name=None))


async def to_end(tx: Transaction, now: int) -> list[Pair]:
    """Live pairs that cannot go on: their time is over, or somebody of them is gone.

    Gone is who left, was erased, blocked Kith, or is kept apart from another of them by now.
    """
    query = to_end_at(now).order_by(pairs.c.id).with_for_update(skip_locked=True)
    return [pair_of(row) for row in (await tx.execute(query)).mappings()]


def to_end_at(now: When) -> Select[Any]:
    """What `to_end` looks for."""
    return select(pairs).where(pairs.c.state == "live", _cannot_go_on(now))


async def to_ask(tx: Transaction, round_id: int) -> list[Pair]:
    """Live twos of the round that were not asked yet to take a late one in (P20)."""
    twos = (pairs.c.round_id == round_id, pairs.c.state == "live", pairs.c.size == 2)
    query = select(pairs).where(*twos, pairs.c.third == THIRD.begin).order_by(pairs.c.id)
    return [pair_of(row) for row in (await tx.execute(query)).mappings()]


async def move_third(tx: Transaction, pair: Pair, event: str) -> None:
    """Note that the pair is asked to take a late one in, or not any more. Raises NotNow."""
    state = THIRD.after(pair.third, event)
    await tx.execute(update(pairs).where(pairs.c.id == pair.id).values(third=state))


async def goes_on(tx: Transaction, pair_id: int, now: int) -> bool:
    """Whether the pair lives, and nothing will end it at the next look (I6)."""
    there = (pairs.c.id == pair_id, pairs.c.state == "live", ~_cannot_go_on(now))
    return (await tx.execute(select(pairs.c.id).where(*there))).first() is not None


def _cannot_go_on(now: When) -> ColumnElement[bool]:
    there = select(func.count()).where(pair_seats.c.pair_id == pairs.c.id).scalar_subquery()
    away = select(pair_seats.c.id).join(members, members.c.id == pair_seats.c.member_id)
    away = away.join(people, people.c.id == members.c.person_id)
    away = away.where(pair_seats.c.pair_id == pairs.c.id, ~people.c.reachable)
    split = select(pair_ties.c.mark).where(pair_ties.c.pair_id == pairs.c.id)
    split = split.join(pair_apart, pair_apart.c.mark == pair_ties.c.mark)
    return (pairs.c.ends_at <= now) | (there < pairs.c.size) | away.exists() | split.exists()


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
    await set_seat(tx, seat_id, {"times": times})


async def agree(tx: Transaction, pair_id: int, at: int | None) -> None:
    """Note the time that suits all, or that none does."""
    await tx.execute(update(pairs).where(pairs.c.id == pair_id).values(agreed_at=at))


async def set_seat(tx: Transaction, seat_id: int, values: dict[str, Any]) -> None:
    """Note something of one of them, by the names of `Seat`."""
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


def pair_of(row: RowMapping) -> Pair:
    """The pair in a row of `pairs`."""
    values = {key: row[key] for key in Pair.__dataclass_fields__ if key != "wish"}
    return Pair(wish=decoded(row["wish"]), **values)
