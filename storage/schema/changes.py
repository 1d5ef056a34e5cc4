"""The table of what was changed, and by which way.

Belongs here: columns, keys, constraints. May not enter: statements.
"""

from sqlalchemy import Column, ForeignKey, LargeBinary, Table, Text

from storage.schema.columns import ID, erased_with, metadata, number, own_id

# Which steward: the log names them only while they are one, by what Telegram calls them then.
changes = Table(
    "changes",
    metadata,
    own_id(),
    erased_with("groups.id", "group_id", index=True),
    Column("member_id", ID, ForeignKey("members.id", ondelete="SET NULL"), index=True),
    Column("kind", Text, nullable=False),
    Column("before", LargeBinary, nullable=False),
    Column("after", LargeBinary, nullable=False),
    Column("way", Text, nullable=False),
    number("at", index=True),
    sqlite_autoincrement=True,
)
