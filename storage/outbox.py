"""The outbox: posts that others rely on, written in the transaction that decides them.

Belongs here: statements on `outbox`. May not enter: texts, chat ids, sending, what a state leads to
(domain/delivery). A row names its object; times are UTC seconds.
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select, update

from domain.delivery import Fate, Lane, State
from storage.engine import Rows, Transaction
from storage.schema import groups, outbox


@dataclass(frozen=True, slots=True)
class Post:
    """A post of the `kind` about one object, to be sent from `due_at` on, until `not_after`.

    `doubts`: how often it was sent with unknown fate.
    """

    id: int
    kind: str
    object_id: int
    state: State
    due_at: int
    not_after: int
    doubts: int
    message_id: int | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A post that is asked for. `group_id`: the group it goes to, and is erased with."""

    kind: str
    object_id: int
    group_id: int | None
    lane: Lane
    due_at: int
    not_after: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A post that could go now, and the chat of its group."""

    id: int
    chat_id: int


_POST = [outbox.c[name] for name in Post.__dataclass_fields__]
_OBJECT = ["kind", "object_id"]


async def ask(tx: Transaction, wanted: Wanted) -> None:
    """Ask for a post; one that was asked for already stays as it is."""
    row = tx.insert(outbox).values(state="due", **_values(wanted))
    await tx.execute(row.on_conflict_do_nothing(index_elements=_OBJECT))


async def renew(tx: Transaction, wanted: Wanted) -> None:
    """Ask for a post again, for posts of which the latest wins; several askings become one."""
    values = {"state": "due", "doubts": 0, **_values(wanted)}
    row = tx.insert(outbox).values(values)
    await tx.execute(row.on_conflict_do_update(index_elements=_OBJECT, set_=values))


async def waiting(
    tx: Transaction, now: int, limit: int, busy: Collection[int] = ()
) -> list[Waiting]:
    """Posts that could go now, by lane and then by time, except those to busy chats."""
    query = select(outbox.c.id, groups.c.chat_id).join(groups)
    query = query.where(outbox.c.state == "due", outbox.c.due_at <= now)
    query = query.where(outbox.c.not_after >= now, groups.c.chat_id.not_in(busy))
    query = query.order_by(outbox.c.lane, outbox.c.due_at, outbox.c.id).limit(limit)
    return [Waiting(row.id, row.chat_id) for row in await tx.execute(query)]


async def claim(tx: Transaction, post_id: int, now: int) -> Post | None:
    """Take a post, unless somebody else has, or its reason has changed meanwhile.

    Commit before sending: a claim that survives a crash is what tells "maybe sent" from "not".
    """
    row = update(outbox).where(outbox.c.id == post_id, outbox.c.state == "due")
    row = row.where(outbox.c.due_at <= now).values(state="claimed", claimed_at=now)
    return next(iter(_posts(await tx.execute(row.returning(*_POST)))), None)


async def settle(tx: Transaction, post_id: int, fate: Fate) -> None:
    """Note what became of a claimed post; one that was renewed or proven meanwhile stays so."""
    row = update(outbox).where(outbox.c.id == post_id, outbox.c.state == "claimed")
    row = row.values(state=fate.state, doubts=outbox.c.doubts + int(fate.doubted))
    if fate.message_id is not None:
        row = row.values(message_id=fate.message_id)
    if fate.due_at is not None:
        row = row.values(due_at=fate.due_at)
    await tx.execute(row)


async def prove(tx: Transaction, kind: str, object_id: int, message_id: int) -> None:
    """A tap on it proves that the post of that kind arrived."""
    row = update(outbox).where(outbox.c.kind == kind, outbox.c.object_id == object_id)
    row = row.where(outbox.c.state.in_(["claimed", "unknown"]))
    await tx.execute(row.values(state="sent", message_id=message_id))


async def late(tx: Transaction, now: int) -> int:
    """Give up the posts whose last moment has passed; answers how many."""
    passed = (outbox.c.state == "due", outbox.c.not_after < now)
    return (await tx.execute(update(outbox).where(*passed).values(state="missed"))).rowcount


async def abandoned(tx: Transaction, claimed_before: int) -> list[Post]:
    """Posts claimed before that time whose fate was never noted: the sender died."""
    query = select(*_POST).where(outbox.c.state == "claimed", outbox.c.claimed_at < claimed_before)
    query = query.order_by(outbox.c.id).with_for_update(skip_locked=True)
    return _posts(await tx.execute(query))


async def by_object(tx: Transaction, kind: str, object_id: int) -> Post | None:
    """The post of that kind about an object."""
    query = select(*_POST).where(outbox.c.kind == kind, outbox.c.object_id == object_id)
    return next(iter(_posts(await tx.execute(query))), None)


def _values(wanted: Wanted) -> dict[str, object]:
    return {name: getattr(wanted, name) for name in Wanted.__dataclass_fields__}


def _posts(rows: Rows) -> list[Post]:
    return [Post(**row) for row in rows.mappings()]
