"""The outbox: posts that others rely on, written in the transaction that decides them.

Belongs here: statements on `outbox`. May not enter: texts, chat ids, sending, what a state leads to
(bot/delivery). A row names its object; times are UTC seconds.
"""

from dataclasses import dataclass

from sqlalchemy import select, update

from storage.engine import Rows, Transaction
from storage.schema import State, outbox


@dataclass(frozen=True, slots=True)
class Post:
    """A post of the `kind` about one object, to be sent from `due_at` on, until `not_after`."""

    id: int
    kind: str
    object_id: int
    state: State
    due_at: int
    not_after: int
    message_id: int | None


_POST = [outbox.c[name] for name in Post.__dataclass_fields__]


async def add(tx: Transaction, kind: str, object_id: int, due_at: int, not_after: int) -> None:
    """Ask for a post; one that was asked for already stays as it is."""
    row = tx.insert(outbox).values(kind=kind, object_id=object_id, state="due")
    row = row.values(due_at=due_at, not_after=not_after)
    await tx.execute(row.on_conflict_do_nothing(index_elements=["kind", "object_id"]))


async def claim(tx: Transaction, now: int, limit: int) -> list[Post]:
    """Take up to `limit` posts whose time it is, earliest first; nobody else gets them.

    Commit before sending: a claim that survives a crash is what tells "maybe sent" from "not".
    """
    ready = (outbox.c.state == "due", outbox.c.due_at <= now, outbox.c.not_after >= now)
    query = select(outbox.c.id).where(*ready).order_by(outbox.c.due_at, outbox.c.id).limit(limit)
    # A CTE is evaluated once: as a plain subquery PostgreSQL may run it again and pass the limit.
    picked = query.with_for_update(skip_locked=True).cte("picked")
    claimed = update(outbox).where(outbox.c.id.in_(select(picked.c.id)))
    claimed = claimed.values(state="claimed", claimed_at=now)
    posts = _posts(await tx.execute(claimed.returning(*_POST)))
    return sorted(posts, key=lambda post: (post.due_at, post.id))


async def late(tx: Transaction, now: int) -> int:
    """Give up the posts whose last moment has passed; answers how many."""
    passed = (outbox.c.state == "due", outbox.c.not_after < now)
    return (await tx.execute(update(outbox).where(*passed).values(state="missed"))).rowcount


async def mark(tx: Transaction, post_id: int, state: State, message_id: int | None = None) -> None:
    """Note what became of a post, and the message it became."""
    values = {"state": state} | ({} if message_id is None else {"message_id": message_id})
    await tx.execute(update(outbox).where(outbox.c.id == post_id).values(values))


async def postpone(tx: Transaction, post_id: int, due_at: int) -> None:
    """Let a post that was certainly not sent be tried again at `due_at`."""
    later = {"state": "due", "due_at": due_at}
    await tx.execute(update(outbox).where(outbox.c.id == post_id).values(later))


async def abandoned(tx: Transaction, claimed_before: int) -> list[Post]:
    """Posts claimed before that time whose fate was never noted: the sender died."""
    query = select(*_POST).where(outbox.c.state == "claimed", outbox.c.claimed_at < claimed_before)
    query = query.order_by(outbox.c.id).with_for_update(skip_locked=True)
    return _posts(await tx.execute(query))


async def by_object(tx: Transaction, kind: str, object_id: int) -> Post | None:
    """The post of that kind about an object."""
    query = select(*_POST).where(outbox.c.kind == kind, outbox.c.object_id == object_id)
    return next(iter(_posts(await tx.execute(query))), None)


def _posts(rows: Rows) -> list[Post]:
    return [Post(**row) for row in rows.mappings()]
