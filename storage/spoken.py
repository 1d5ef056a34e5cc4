"""Spoken: the numbers of Kith's messages to a person, for 48 hours.

Belongs here: statements on `spoken`. May not enter: what a message said.
"""

from collections.abc import Iterable

from sqlalchemy import literal, select

from storage.engine import Transaction
from storage.schema import people, spoken


async def keep(tx: Transaction, said: Iterable[tuple[int, int]], now: int) -> None:
    """Note messages, by the Telegram id of whom they went to; of a stranger nothing is kept."""
    for telegram_id, message_id in said:
        known = select(people.c.id, literal(message_id), literal(now))
        known = known.where(people.c.lookup == tx.vault.lookup(telegram_id))
        columns = ["person_id", "message_id", "sent_at"]
        # SQLite reads "ON CONFLICT" behind a SELECT right only where that has a WHERE; it has.
        row = tx.insert(spoken).from_select(columns, known)
        await tx.execute(row.on_conflict_do_nothing(index_elements=["person_id", "message_id"]))
