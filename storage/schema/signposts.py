"""The tables of what people and groups chose to keep for the signposts, and of wrong numbers.

Belongs here: columns, keys, constraints. May not enter: who asked for signposts; there is no table
for that, and none for who told of a wrong number.
"""

from sqlalchemy import Column, LargeBinary, Table, Text

from storage.schema.columns import erased_with, metadata, number, own_id

# The country that somebody asked Kith to remember for them.
own_countries = Table(
    "own_countries",
    metadata,
    erased_with("people.id", "person_id", primary_key=True, autoincrement=False),
    Column("country", LargeBinary, nullable=False),
)

# A group's own lines, which its stewards wrote.
local_lines = Table(
    "local_lines",
    metadata,
    own_id(),
    erased_with("groups.id", "group_id", index=True),
    Column("words", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)

# Lines of which somebody said that the number is wrong.
wrong_numbers = Table(
    "wrong_numbers",
    metadata,
    Column("line", Text, primary_key=True),
    Column("country", Text, nullable=False),
    number("told_at"),
)
