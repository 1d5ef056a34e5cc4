"""The tables of the turn: posts and their pace, buttons, fields, and the updates that were seen.

Belongs here: columns, keys, constraints. May not enter: statements.
"""

from typing import get_args

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    text,
)

from domain.delivery import State
from storage.schema.columns import ID, erased_with, metadata, number, own_id

outbox = Table(
    "outbox",
    metadata,
    own_id(),
    Column("kind", Text, nullable=False),
    number("object_id"),
    erased_with("groups.id", "group_id", nullable=True, index=True),
    Column("lane", Integer, nullable=False),
    Column("state", Text, nullable=False),
    number("due_at"),
    number("not_after"),
    Column("doubts", Integer, nullable=False, server_default=text("0")),
    Column("claimed_at", BigInteger),
    Column("message_id", BigInteger),
    # To whom a letter goes; a receipt outlives its person, and holds where it goes by itself.
    erased_with("people.id", "person_id", nullable=True, index=True),
    Column("sealed_to", LargeBinary),
    Index(None, "state", "lane", "due_at"),
    CheckConstraint(f"state IN {get_args(State)}", name="state"),
    sqlite_autoincrement=True,
)
# One post about an object, or one letter about it to each person.
for_all, for_one = outbox.c.person_id.is_(None), outbox.c.person_id.is_not(None)
Index(
    "uq_outbox_post",
    outbox.c.kind,
    outbox.c.object_id,
    unique=True,
    sqlite_where=for_all,
    postgresql_where=for_all,
)
Index(
    "uq_outbox_letter",
    outbox.c.kind,
    outbox.c.object_id,
    outbox.c.person_id,
    unique=True,
    sqlite_where=for_one,
    postgresql_where=for_one,
)

# Milliseconds of the server's clock: when the next post may go, and how far ahead of it others are.
pace = Table(
    "pace",
    metadata,
    Column("lane", ID, primary_key=True, autoincrement=False),
    number("free_at"),
    number("full_at"),
)

buttons = Table(
    "buttons",
    metadata,
    Column("token", LargeBinary(16), primary_key=True),
    Column("action", Text, nullable=False),
    Column("object_id", BigInteger),
    Column("choice", Text),
    erased_with("groups.id", "group_id", nullable=True, index=True),
    erased_with("people.id", "person_id", nullable=True, index=True),
    number("expires_at", index=True),
    # The update that used it up: delivered again, that one update still finds it.
    Column("used_by", BigInteger),
)

fields = Table(
    "fields",
    metadata,
    erased_with("people.id", "person_id", primary_key=True, autoincrement=False),
    erased_with("groups.id", "group_id", nullable=True, index=True),
    Column("action", Text, nullable=False),
    Column("object_id", BigInteger),
    Column("choice", Text),
    number("expires_at"),
    Column("used_by", BigInteger),
)

updates = Table(
    "updates",
    metadata,
    Column("update_id", ID, primary_key=True, autoincrement=False),
    number("seen_at", index=True),
)
