"""Neutral lines that stand in a group for a minute: what takes them away after a restart too.

Belongs here: their rows in the outbox. May not enter: whom a line was for. Times are UTC seconds.
"""

import secrets

from sqlalchemy import delete, select

from domain.delivery import Lane
from storage.engine import Transaction
from storage.schema import groups, outbox

KIND = "aside"
TIDYING = 47 * 3600
"""Seconds in which the line can be taken away; Telegram allows that for 48 hours."""


async def stand(tx: Transaction, group_id: int, message_id: int, until: int) -> None:
    """Have the message taken away at `until`; rows of earlier ones that are done are erased."""
    done = (outbox.c.kind == KIND, outbox.c.group_id == group_id, outbox.c.state != "due")
    await tx.execute(delete(outbox).where(*done, outbox.c.state != "claimed"))
    values = {
        "kind": KIND,
        "object_id": secrets.randbits(62),
        "group_id": group_id,
        "lane": Lane.EDITS,
        "state": "due",
        "due_at": until,
        "not_after": until + TIDYING,
        "message_id": message_id,
    }
    await tx.execute(tx.insert(outbox).values(values))


async def standing(tx: Transaction, object_id: int) -> tuple[int, int] | None:
    """The chat and the message of a row, or None where the group has moved away from it."""
    query = select(groups.c.chat_id, outbox.c.message_id).join(groups)
    query = query.where(outbox.c.kind == KIND, outbox.c.object_id == object_id)
    row = (await tx.execute(query)).one_or_none()
    return None if row is None or row.message_id is None else (row.chat_id, row.message_id)
