"""Rows of the outbox that nobody sends any more: too late, left by a dead process, or receipts.

Belongs here: finding and ending those. May not enter: what is sent (`outbox`). UTC seconds.
"""

from sqlalchemy import ColumnElement, and_, delete, or_, select, update

from storage.engine import Transaction
from storage.outbox import POST, Post, posts
from storage.schema import outbox

_FINAL = ("sent", "unknown", "missed", "cancelled", "dead")
_RECEIPTS = (outbox.c.sealed_to.is_not(None), outbox.c.state.in_(_FINAL))


async def is_untidy(tx: Transaction, now: int, claimed_before: int) -> bool:
    """Whether `late`, `forget_receipts` or `abandoned` would find anything: asked at once."""
    found = or_(and_(*_late(now)), and_(*_RECEIPTS), and_(*_abandoned(claimed_before)))
    return (await tx.execute(select(outbox.c.id).where(found).limit(1))).first() is not None


async def late(tx: Transaction, now: int) -> int:
    """Give up the posts whose last moment has passed; answers how many."""
    missed = update(outbox).where(*_late(now)).values(state="missed")
    return (await tx.execute(missed)).rowcount


def _late(now: int) -> tuple[ColumnElement[bool], ...]:
    return outbox.c.state == "due", outbox.c.not_after < now


async def abandoned(tx: Transaction, claimed_before: int) -> list[Post]:
    """Posts claimed before that time whose fate was never noted: the sender died."""
    query = select(*POST).where(*_abandoned(claimed_before)).order_by(outbox.c.id)
    return posts(await tx.execute(query.with_for_update(skip_locked=True)))


def _abandoned(claimed_before: int) -> tuple[ColumnElement[bool], ...]:
    return outbox.c.state == "claimed", outbox.c.claimed_at < claimed_before


async def forget_receipts(tx: Transaction) -> None:
    """Erase the letters to people whom Kith does not know any more, once nothing more is tried."""
    await tx.execute(delete(outbox).where(*_RECEIPTS))
