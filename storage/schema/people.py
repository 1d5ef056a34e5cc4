"""The tables of people, and of the key that seals who they are.

Belongs here: columns, keys, constraints. May not enter: statements.
"""

from sqlalchemy import Boolean, Column, LargeBinary, Table, false

from storage.schema.columns import ID, metadata, own_id

people = Table(
    "people",
    metadata,
    own_id(),
    Column("lookup", LargeBinary(32), nullable=False, unique=True),
    Column("sealed_id", LargeBinary, nullable=False),
    # They pressed Start: only then may a bot write to them (Telegram Bot API).
    Column("reachable", Boolean, nullable=False, server_default=false()),
    sqlite_autoincrement=True,
)

# One row: which key the database was sealed with, so that another key file is noticed at start.
keys = Table(
    "keys",
    metadata,
    Column("id", ID, primary_key=True, autoincrement=False),
    Column("fingerprint", LargeBinary(32), nullable=False),
)
