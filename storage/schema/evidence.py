"""The tables of looking back (G12).

Belongs here: columns, keys, constraints. May not enter: statements, or any column that could say
who answered what.
"""

from sqlalchemy import BigInteger, Column, LargeBinary, Table, Text

from storage.schema.columns import erased_with, metadata, number, own_id

# A group's own lines, the report that it released last, and when it looks back next; None: never.
evidence = Table(
    "evidence",
    metadata,
    erased_with("groups.id", "group_id", primary_key=True, autoincrement=False),
    Column("next_at", BigInteger, index=True),
    Column("lines", LargeBinary),
    Column("report", LargeBinary),
)

# The times at which it does. `told`: the few words of the close, as keys.
evidence_rounds = Table(
    "evidence_rounds",
    metadata,
    own_id(),
    erased_with("groups.id", "group_id", index=True),
    Column("way", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("lines", LargeBinary, nullable=False),
    number("closes_at", index=True),
    Column("told", Text),
    sqlite_autoincrement=True,
)

# Numbers alone, sealed, always of one length; no answer has a row. Erased at the close.
evidence_tallies = Table(
    "evidence_tallies",
    metadata,
    erased_with("evidence_rounds.id", "round_id", primary_key=True, autoincrement=False),
    Column("tally", LargeBinary, nullable=False),
)

# That somebody has answered a question, so that nobody is counted twice: a keyed hash that tells
# nobody who, and nothing of what. Erased at the close.
evidence_marks = Table(
    "evidence_marks",
    metadata,
    erased_with("evidence_rounds.id", "round_id", primary_key=True, autoincrement=False),
    Column("mark", LargeBinary(32), primary_key=True),
)
