"""The tables of groups, their members, and the codes that let Kith in.

Belongs here: columns, keys, constraints. May not enter: statements.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    text,
    true,
)

from storage.schema.columns import ID, erased_with, metadata, number, own_id

groups = Table(
    "groups",
    metadata,
    own_id(),
    number("chat_id", unique=True),
    Column("zone", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("country", Text),
    Column("agreed_at", BigInteger),
    Column("suspended_at", BigInteger),
    Column("still_since", BigInteger),
    Column("closes_at", BigInteger, index=True),
    # Whether a button below each post shows it in one's own language (M7).
    Column("reading", Boolean, nullable=False, server_default=true()),
    # What it says in its own words, by language and by the id of the text.
    Column("phrases", LargeBinary),
    sqlite_autoincrement=True,
)

# Of the groups from which Kith is gone alone. With all of them in it, SQLite took it for the quick
# way to the others, and went through every group for each look at what is due (decision 0155).
gone = groups.c.suspended_at.is_not(None)
Index("ix_groups_suspended_at", groups.c.suspended_at, sqlite_where=gone, postgresql_where=gone)

# The chat ids that groups had before they became supergroups.
group_aliases = Table(
    "group_aliases",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    erased_with("groups.id", "group_id", index=True),
)

# Codes of the operator, each of which lets Kith into one group.
invites = Table(
    "invites",
    metadata,
    Column("code_hash", LargeBinary(32), primary_key=True),
    number("expires_at", index=True),
)

# A member has another, random id in every group, so that rows of two groups cannot be joined.
members = Table(
    "members",
    metadata,
    Column("id", ID, primary_key=True, autoincrement=False),
    erased_with("groups.id", "group_id"),
    erased_with("people.id", "person_id", index=True),
    number("seen_at"),
    number("first_seen_at", server_default=text("0")),
    # When they became a steward in Kith, beside the admins that Telegram names.
    Column("steward_since", BigInteger),
    UniqueConstraint("group_id", "person_id"),
)
