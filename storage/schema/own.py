"""The tables of what is a person's own: settings, toolbox, cards, and being erased.

Belongs here: columns, keys, constraints. May not enter: statements.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from storage.schema.columns import ID, erased_with, metadata, number, own_id, rule

# What somebody chose on /me, once they agreed that it is kept.
preferences = Table(
    "preferences",
    metadata,
    erased_with("people.id", "person_id", primary_key=True, autoincrement=False),
    Column("agreed_at", BigInteger),
    Column("zone", Text),
    Column("language", Text),
    Column("quiet_from", Integer),
    Column("quiet_to", Integer),
    Column("away", Boolean, nullable=False, server_default=false()),
    Column("away_until", BigInteger),
)

# The numbers of Kith's messages to a person, so that an erasure can take them away at Telegram.
spoken = Table(
    "spoken",
    metadata,
    erased_with("people.id", "person_id", primary_key=True),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    number("sent_at", index=True),
)

# A person's own words, each a line in a part of the toolbox.
toolbox = Table(
    "toolbox",
    metadata,
    own_id(),
    erased_with("people.id", "person_id"),
    Column("part", Text, nullable=False),
    Column("place", Integer, nullable=False),
    Column("words", LargeBinary, nullable=False),
    Column("on_card", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("person_id", "part", "place"),
    sqlite_autoincrement=True,
)

# A card that stands in a group, until its time is over or its person takes it away.
cards = Table(
    "cards",
    metadata,
    own_id(),
    erased_with("people.id", "person_id", index=True),
    erased_with("groups.id", "group_id", index=True),
    # A card that is shown to a pair of that group only, and not to the group.
    Column("pair_id", ID, ForeignKey("pairs.id", ondelete="CASCADE"), index=True),
    number("until", index=True),
    sqlite_autoincrement=True,
)

# Who asked to be erased after a day to think.
farewells = Table(
    "farewells",
    metadata,
    erased_with("people.id", "person_id", primary_key=True, autoincrement=False),
    number("due_at", index=True),
)

# Keyed hashes of the erased, so that no backup brings them back. `noted`: it stands beside the
# backups too, and no file of the database holds a trace.
erased = Table(
    "erased",
    metadata,
    Column("id", ID, primary_key=True),
    Column("lookup", LargeBinary(32), nullable=False, index=True),
    number("erased_at", index=True),
    Column("noted", Boolean, nullable=False, server_default=false(), index=True),
    sqlite_autoincrement=True,
)

# A check-in of a member's own, in their private chat; their zone and quiet hours are on /me.
own_checkins = Table(
    "own_checkins",
    metadata,
    erased_with("people.id", "person_id", primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("prompts", Text, nullable=False),
    *rule(),
    Column("rests", Boolean, nullable=False, server_default=false()),
    Column("kept_days", Integer, nullable=False, server_default=text("0")),
    # The keys of the questions that come, in their own shuffled order.
    Column("waiting", Text, nullable=False, server_default=text("''")),
)

# What a member was asked in private, one for each local date, and what they keep of an answer.
own_rounds = Table(
    "own_rounds",
    metadata,
    own_id(),
    erased_with("people.id", "person_id"),
    Column("local_date", Text, nullable=False),
    number("due_at"),
    number("closes_at"),
    Column("prompt", Text),
    Column("word", LargeBinary),
    Column("words", LargeBinary),
    number("until", index=True),
    UniqueConstraint("person_id", "local_date"),
    sqlite_autoincrement=True,
)
