"""The tables of gatherings, and of who comes.

Belongs here: columns, keys, constraints. May not enter: statements.

Where it is and first names rest sealed; who comes is erased when it is over.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.schema.columns import erased_with, metadata, number, one_where, outlives, own_id

gatherings = Table(
    "gatherings",
    metadata,
    own_id(),
    erased_with("groups.id", "group_id", index=True),
    # Whoever proposed it; when they are gone it is called off, which the others need to hear.
    outlives("members.id", "member_id", index=True),
    Column("state", Text, nullable=False),
    Column("kind", Text, nullable=False),
    number("at"),
    Column("minute", Integer, nullable=False),
    Column("length", Integer, nullable=False),
    Column("places", Integer, nullable=False),
    Column("weeks", Integer, nullable=False),
    number("ends_at"),
    # Until when it repeats.
    number("until", server_default=text("0")),
    Column("topic", BigInteger),
    Column("place", LargeBinary),
    Column("name", LargeBinary),
    Index(None, "state", "ends_at"),
    sqlite_autoincrement=True,
)
# One that is being put together, a member and group.
one_where("uq_gatherings_draft", gatherings.c.member_id, "state = 'draft'")

# Who comes, in the order in which they said so. `has_place`: else they wait for one.
comings = Table(
    "comings",
    metadata,
    own_id(),
    erased_with("gatherings.id", "gathering_id"),
    erased_with("members.id", "member_id", index=True),
    Column("has_place", Boolean, nullable=False),
    # Only for whoever proposed it, and only while its member lets them see it.
    Column("name", LargeBinary),
    UniqueConstraint("gathering_id", "member_id"),
    sqlite_autoincrement=True,
)

# Who would like to speak, with the first name that they put into the queue. `asked_at`: since when
# they wait; `until`: they speak; `turns`: how many they have had. Erased when it is over.
speakers = Table(
    "speakers",
    metadata,
    erased_with("gatherings.id", "gathering_id", primary_key=True, autoincrement=False),
    erased_with("members.id", "member_id", primary_key=True, autoincrement=False, index=True),
    Column("name", LargeBinary, nullable=False),
    Column("turns", Integer, nullable=False, server_default=text("0")),
    Column("asked_at", BigInteger),
    Column("until", BigInteger),
)
