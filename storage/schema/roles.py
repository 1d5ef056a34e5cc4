"""The tables of roles, of who is willing, and of turns.

Belongs here: columns, keys, constraints. May not enter: statements.
"""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, LargeBinary, Table, Text

from storage.schema.columns import ID, erased_with, metadata, number, own_id

# A role that a group has; its name is a key, or words of its own.
roles = Table(
    "roles",
    metadata,
    own_id(),
    erased_with("groups.id", "group_id", index=True),
    Column("name", LargeBinary, nullable=False),
    number("next_at", index=True),
    sqlite_autoincrement=True,
)

# Who is willing; `passed_turn` is the newest turn that they have passed, `held_at` when they held
# it last.
role_willing = Table(
    "role_willing",
    metadata,
    erased_with("roles.id", "role_id", primary_key=True),
    erased_with("members.id", "member_id", primary_key=True, index=True),
    Column("passed_turn", ID),
    Column("held_at", BigInteger),
)

# The newest turn of each role, for a gathering or for a week.
role_turns = Table(
    "role_turns",
    metadata,
    own_id(),
    erased_with("roles.id", "role_id", index=True),
    Column("member_id", ID, ForeignKey("members.id", ondelete="SET NULL"), index=True),
    Column("state", Text, nullable=False),
    number("look_at", index=True),
    Column("told", Boolean, nullable=False),
    number("begun_at"),
    erased_with("gatherings.id", "gathering_id", nullable=True, index=True),
    sqlite_autoincrement=True,
)
