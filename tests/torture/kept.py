"""What is kept of each group, as numbers that can be compared after every act.

Belongs here: reading it. May not enter: who may have changed it (`borders`).
"""

from collections.abc import Sequence

from sqlalchemy import select, text

from storage.engine import Transaction
from storage.schema import metadata

BY_THEMSELVES = {"buttons", "fields", "outbox"}
"""A button, an open field and a letter are of the one who acts, whatever they are about."""
OWNED = tuple(
    name
    for name, table in metadata.tables.items()
    if "group_id" in table.columns and name not in BY_THEMSELVES
)
"""Other tables of which each row is of one group."""
BY_TIME = {"seen_at", "next_at", "used_by"}
"""Columns that time writes by itself, and when somebody was seen."""

Snapshot = dict[int, dict[str, int]]


async def written_rows(tx: Transaction) -> int:
    """How many rows this connection has written so far (sqlite.org/lang_corefunc.html)."""
    return int((await tx.execute(text("SELECT total_changes()"))).scalar_one())


async def snapshot(tx: Transaction, chats: Sequence[int]) -> Snapshot:
    """What is kept of each of these groups, the first one first, by table, as a number."""
    ids = dict(enumerate(chats, 1))
    found: Snapshot = {chat: {} for chat in chats}
    for name in (*OWNED, "groups"):
        table = metadata.tables[name]
        key = "id" if name == "groups" else "group_id"
        rows: dict[int, list[str]] = {chat: [] for chat in chats}
        told = [each for each in table.c if each.name not in BY_TIME]
        for group_id, *row in await tx.execute(select(table.c[key], *told)):
            rows[ids[group_id]].append(repr(row))
        for chat, lines in rows.items():
            found[chat][name] = hash(tuple(sorted(lines)))
    return found
