"""The table of holds.

Belongs here: columns, keys, constraints. May not enter: statements.
"""

from sqlalchemy import Column, ForeignKey, Table

from storage.schema.columns import ID, erased_with, metadata, number, own_id

# Who asked is needed to let somebody else ask for the next one; nobody is told.
holds = Table(
    "holds",
    metadata,
    own_id(),
    erased_with("groups.id", "group_id", index=True),
    Column("member_id", ID, ForeignKey("members.id", ondelete="SET NULL"), index=True),
    number("asked_at"),
    number("begins_at"),
    number("ends_at", index=True),
    sqlite_autoincrement=True,
)
