"""The table of voices for a rest, and for whom a group has lost (G13).

Belongs here: columns, keys, constraints. May not enter: statements.
"""

from sqlalchemy import Column, ForeignKey, Table

from storage.schema.columns import ID, erased_with, metadata, number, own_id

# Who spoke is needed to count nobody twice; nobody is told. `about_id`: who was named, if anybody.
parting_voices = Table(
    "parting_voices",
    metadata,
    own_id(),
    erased_with("groups.id", "group_id", index=True),
    erased_with("members.id", "member_id", index=True),
    Column("about_id", ID, ForeignKey("members.id", ondelete="CASCADE"), index=True),
    number("said_at"),
    sqlite_autoincrement=True,
)
