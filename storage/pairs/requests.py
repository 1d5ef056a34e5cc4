"""Requests for company, and the offers to them (P4, P5, P25, P31).

Belongs here: statements on `pair_requests` and `pair_offers`. May not enter: which state follows
which, who is shown to whom. Times are UTC seconds.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, delete, insert, select, update

from domain.pairs.asking import OTHERS, Draft, decoded
from domain.pairs.lives import OFFER, REQUEST
from storage.engine import Transaction
from storage.looks import When
from storage.schema import members, pair_offers, pair_requests

_NAME = "pair_offers.name"


@dataclass(frozen=True, slots=True)
class Request:
    """Somebody asks. `member_id`: who, None when they are gone; `ends_at`: when its line ends."""

    id: int
    group_id: int
    member_id: int | None
    state: str
    wish: Draft
    asked_at: int
    ends_at: int

    @property
    def others(self) -> int:
        """How many yeses it waits for."""
        return OTHERS[self.wish.company]


@dataclass(frozen=True, slots=True)
class Offer:
    """Somebody could. `name`: the first name that the asker alone may see (P5)."""

    id: int
    request_id: int
    member_id: int
    state: str
    name: str


async def add(  # noqa: PLR0913 - one for each column
    tx: Transaction, group_id: int, member_id: int, *, wish: Draft, asked_at: int, ends_at: int
) -> int:
    """Keep a request; answers its id."""
    values = {"group_id": group_id, "member_id": member_id, "state": REQUEST.begin}
    row = insert(pair_requests).values(
        wish=wish.encoded, asked_at=asked_at, ends_at=ends_at, **values
    )
    return int((await tx.execute(row.returning(pair_requests.c.id))).scalar_one())


async def get(tx: Transaction, request_id: int) -> Request | None:
    """The request with this id."""
    query = select(pair_requests).where(pair_requests.c.id == request_id)
    row = (await tx.execute(query.with_for_update())).mappings().one_or_none()
    return _request(row) if row else None


async def asked_by(tx: Transaction, person_id: int, since: int) -> list[tuple[int, int]]:
    """When each request of the person was asked, in any group, and when its line ends.

    Those asked since then, and those whose line still stands.
    """
    query = select(pair_requests.c.asked_at, pair_requests.c.ends_at).join(
        members, members.c.id == pair_requests.c.member_id
    )
    standing = (pair_requests.c.asked_at > since) | (pair_requests.c.state != "over")
    rows = await tx.execute(query.where(members.c.person_id == person_id, standing))
    return [(row.asked_at, row.ends_at) for row in rows]


async def standing_of(tx: Transaction, member_id: int) -> Request | None:
    """The request of the member whose line still stands, if there is one."""
    query = select(pair_requests).where(pair_requests.c.member_id == member_id)
    query = query.where(pair_requests.c.state != "over")
    row = (await tx.execute(query)).mappings().one_or_none()
    return _request(row) if row else None


async def still_open(tx: Transaction) -> list[Request]:
    """All requests that take yeses; on PostgreSQL those that nobody else decides about now."""
    query = open_at().order_by(pair_requests.c.id).with_for_update(skip_locked=True)
    return [_request(row) for row in (await tx.execute(query)).mappings()]


def open_at(_: When = 0) -> Select[Any]:
    """What `still_open` looks for."""
    return select(pair_requests).where(pair_requests.c.state == "open")


async def ending(tx: Transaction, now: int) -> list[Request]:
    """Requests whose line has come to its fixed end."""
    query = ending_at(now).order_by(pair_requests.c.id).with_for_update(skip_locked=True)
    return [_request(row) for row in (await tx.execute(query)).mappings()]


def ending_at(now: When) -> Select[Any]:
    """What `ending` looks for."""
    query = select(pair_requests).where(pair_requests.c.state.in_(REQUEST.before("ended")))
    return query.where(pair_requests.c.ends_at <= now)


async def move(tx: Transaction, request: Request, event: str) -> None:
    """Let the event happen to the request. Raises NotNow."""
    state = REQUEST.after(request.state, event)
    row = update(pair_requests).where(pair_requests.c.id == request.id)
    await tx.execute(row.values(state=state))


async def forget_before(tx: Transaction, before: int) -> None:
    """Erase requests that ended before that time."""
    over = (pair_requests.c.state == "over", pair_requests.c.ends_at < before)
    await tx.execute(delete(pair_requests).where(*over))


# Offers


async def offer(tx: Transaction, request_id: int, member_id: int, name: str) -> None:
    """Keep an offer, or note one that was taken back anew."""
    known = await offer_of(tx, request_id, member_id)
    state = OFFER.begin if known is None else OFFER.after(known.state, "offered")
    values = {"state": state, "name": tx.vault.seal_words(name, _NAME)}
    row = tx.insert(pair_offers).values(request_id=request_id, member_id=member_id, **values)
    await tx.execute(
        row.on_conflict_do_update(index_elements=["request_id", "member_id"], set_=values)
    )


async def offer_of(tx: Transaction, request_id: int, member_id: int) -> Offer | None:
    """The member's offer to the request."""
    found = await _offers(
        tx, pair_offers.c.request_id == request_id, pair_offers.c.member_id == member_id
    )
    return found[0] if found else None


async def offer_by_id(tx: Transaction, offer_id: int) -> Offer | None:
    """The offer with this id."""
    found = await _offers(tx, pair_offers.c.id == offer_id)
    return found[0] if found else None


async def offers_to(tx: Transaction, request_ids: Collection[int]) -> dict[int, list[Offer]]:
    """By request, its offers, oldest first."""
    found: dict[int, list[Offer]] = {each: [] for each in request_ids}
    for each in await _offers(tx, pair_offers.c.request_id.in_(set(request_ids))):
        found[each.request_id].append(each)
    return found


async def move_offer(tx: Transaction, which: Offer, event: str) -> None:
    """Let the event happen to the offer. Raises NotNow."""
    state = OFFER.after(which.state, event)
    row = update(pair_offers).where(pair_offers.c.id == which.id)
    await tx.execute(row.values(state=state))


async def forget_offers(tx: Transaction, request_ids: Collection[int]) -> None:
    """Erase the offers to these requests, and with them the names."""
    await tx.execute(delete(pair_offers).where(pair_offers.c.request_id.in_(set(request_ids))))


async def _offers(tx: Transaction, *conditions: ColumnElement[bool]) -> list[Offer]:
    query = select(pair_offers).where(*conditions).order_by(pair_offers.c.id)
    return [
        Offer(
            row.id, row.request_id, row.member_id, row.state, tx.vault.open_words(row.name, _NAME)
        )
        for row in await tx.execute(query)
    ]


def _request(row: RowMapping) -> Request:
    values = {name: row[name] for name in ("id", "group_id", "member_id", "state")}
    return Request(
        **values, wish=decoded(row["wish"]), asked_at=row["asked_at"], ends_at=row["ends_at"]
    )
