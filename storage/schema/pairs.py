"""The tables of pairs: requests and offers, pairs and seats, who is kept apart, reports.

Belongs here: columns, keys, constraints. May not enter: statements.

A request outlives its asker, since its line stays in the group until its fixed end. First names are
sealed, and are erased with the request or at the pair's end.
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
    false,
    text,
)

from storage.schema.columns import erased_with, metadata, number, one_where, outlives, own_id

# Whether a group has turned pairs on, and the person outside it whom it named (P28), sealed.
pair_settings = Table(
    "pair_settings",
    metadata,
    erased_with("groups.id", "group_id", primary_key=True, autoincrement=False),
    Column("open_since", BigInteger),
    Column("outside", LargeBinary),
    # What the group adds to introductions (P13), sealed.
    Column("introduction", LargeBinary),
)

# How a member stands with pairs (P28, P30); no row: nothing was said yet.
pair_standing = Table(
    "pair_standing",
    metadata,
    erased_with("members.id", "member_id", primary_key=True, autoincrement=False),
    Column("adult_at", BigInteger),
    Column("rests_until", BigInteger),
    Column("stopped_at", BigInteger),
    # For how many rounds in a row the draw had nobody for them: they come first (P8).
    Column("waited", Integer, nullable=False, server_default=text("0")),
)

pair_requests = Table(
    "pair_requests",
    metadata,
    own_id(),
    erased_with("groups.id", "group_id", index=True),
    outlives("members.id", "member_id", index=True),
    Column("state", Text, nullable=False),
    Column("wish", Text, nullable=False),
    number("asked_at"),
    number("ends_at"),
    Index(None, "state", "ends_at"),
    sqlite_autoincrement=True,
)
# One line of a member at a time, also when it was answered (P4).
one_where("uq_pair_requests_standing", pair_requests.c.member_id, "state != 'over'")

pair_offers = Table(
    "pair_offers",
    metadata,
    own_id(),
    erased_with("pair_requests.id", "request_id"),
    erased_with("members.id", "member_id", index=True),
    Column("state", Text, nullable=False),
    Column("name", LargeBinary, nullable=False),
    UniqueConstraint("request_id", "member_id"),
    sqlite_autoincrement=True,
)
# One offer at a time is shown to the asker (P5).
one_where("uq_pair_offers_shown", pair_offers.c.request_id, "state = 'shown'")

pairs = Table(
    "pairs",
    metadata,
    own_id(),
    erased_with("groups.id", "group_id", index=True),
    Column("state", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("wish", Text, nullable=False),
    Column("question", Text, nullable=False),
    number("begun_at"),
    number("ends_at"),
    Column("times_turn", Integer, nullable=False, server_default=text("0")),
    Column("agreed_at", BigInteger),
    Column("relay", Text, nullable=False),
    Column("relay_until", BigInteger),
    # The round that it was drawn in, and whether it can be asked to take a late one in (P20).
    outlives("rounds.id", "round_id", index=True),
    Column("third", Text, nullable=False, server_default=text("'free'")),
    Index(None, "state", "ends_at"),
    sqlite_autoincrement=True,
)

# One of a pair. `place`: the drawn order. `live`: the pair is; the name is there as long.
pair_seats = Table(
    "pair_seats",
    metadata,
    own_id(),
    erased_with("pairs.id", "pair_id", index=True),
    erased_with("members.id", "member_id", index=True),
    Column("place", Integer, nullable=False),
    Column("live", Boolean, nullable=False),
    Column("name", LargeBinary),
    Column("ready", Boolean, nullable=False, server_default=false()),
    Column("more", Boolean, nullable=False, server_default=false()),
    Column("times", Integer, nullable=False, server_default=text("0")),
    Column("minute", BigInteger),
    Column("passed", Integer, nullable=False, server_default=text("0")),
    Column("told_at", BigInteger),
    Column("welcomes", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("pair_id", "place"),
    sqlite_autoincrement=True,
)
# One live pair a member and group (I5): a member has another id in every group.
one_where("uq_pair_seats_live", pair_seats.c.member_id, "live")

# By which mark this one and another of the pair can be kept apart, also when the other is gone.
pair_ties = Table(
    "pair_ties",
    metadata,
    erased_with("pairs.id", "pair_id", primary_key=True, autoincrement=False),
    erased_with("members.id", "member_id", primary_key=True, autoincrement=False, index=True),
    Column("mark", LargeBinary(32), primary_key=True),
    Column("is_lower", Boolean, nullable=False),
)

# Two people in one order, as one keyed hash of both; whoever wants it is one of the two flags.
pair_apart = Table(
    "pair_apart",
    metadata,
    Column("mark", LargeBinary(32), primary_key=True),
    Column("by_lower", Boolean, nullable=False),
    Column("by_higher", Boolean, nullable=False),
)

pair_reports = Table(
    "pair_reports",
    metadata,
    own_id(),
    erased_with("members.id", "about_id", index=True),
    outlives("members.id", "by_id", index=True),
    erased_with("pairs.id", "pair_id", index=True),
    number("at", index=True),
    UniqueConstraint("pair_id", "by_id"),
    sqlite_autoincrement=True,
)

# Words that a member wrote to one steward, sealed; `about_id`: whose pair-ups it is about.
pair_concerns = Table(
    "pair_concerns",
    metadata,
    own_id(),
    erased_with("groups.id", "group_id", index=True),
    erased_with("people.id", "by_id", index=True),
    erased_with("people.id", "to_id", index=True),
    outlives("members.id", "about_id", index=True),
    Column("words", LargeBinary, nullable=False),
    Column("name", LargeBinary, nullable=False),
    number("at", index=True),
    sqlite_autoincrement=True,
)
