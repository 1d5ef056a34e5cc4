"""The tables of listening turns: what a pair agreed on, and who speaks when.

Belongs here: columns, keys, constraints. May not enter: statements.
"""

from sqlalchemy import BigInteger, Boolean, Column, Integer, Table, Text, false, text

from storage.schema.columns import erased_with, metadata, number, own_id

# `begun_at`: since when they run; `said`: which word was said last, of those that the sketch gives;
# `next_at`: when the next one is due, or until when they wait for the others.
turns = Table(
    "turns",
    metadata,
    own_id(),
    erased_with("pairs.id", "pair_id", unique=True),
    Column("state", Text, nullable=False),
    Column("sketch", Text, nullable=False),
    number("begun_at"),
    Column("said", Integer, nullable=False, server_default=text("-1")),
    Column("next_at", BigInteger, index=True),
    sqlite_autoincrement=True,
)

# `place`: in the drawn order, once there is one.
turn_seats = Table(
    "turn_seats",
    metadata,
    erased_with("turns.id", "turns_id", primary_key=True, autoincrement=False),
    erased_with("members.id", "member_id", primary_key=True, autoincrement=False, index=True),
    Column("place", Integer),
    Column("ready", Boolean, nullable=False, server_default=false()),
)
