"""The tables of pair rounds: a group's plan, its rounds, who has joined, who has met whom.

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
    false,
)

from storage.schema.columns import erased_with, metadata, number, one_where, outlives, own_id

# When a group's rounds are drawn. `open_since`: when it turned them on, None: they are off (G14).
round_plans = Table(
    "round_plans",
    metadata,
    erased_with("groups.id", "group_id", primary_key=True, autoincrement=False),
    Column("open_since", BigInteger),
    Column("plan", Text, nullable=False),
    Column("begins", Text, nullable=False),
    Column("next_at", BigInteger, index=True),
)

rounds = Table(
    "rounds",
    metadata,
    own_id(),
    erased_with("groups.id", "group_id"),
    Column("local_date", Text, nullable=False),
    Column("state", Text, nullable=False),
    number("draw_at"),
    UniqueConstraint("group_id", "local_date"),
    Index(None, "state", "draw_at"),
    sqlite_autoincrement=True,
)
# A group is invited to one round at a time.
one_where("uq_rounds_open", rounds.c.group_id, "state = 'open'")

# Who has joined, until they meet somebody or the round is over. `name`: as the one they meet sees
# it, sealed; `asks_id`: the pair that is asked to take them in.
round_joins = Table(
    "round_joins",
    metadata,
    own_id(),
    erased_with("rounds.id", "round_id"),
    erased_with("members.id", "member_id", index=True),
    Column("state", Text, nullable=False, index=True),
    Column("name", LargeBinary, nullable=False),
    outlives("pairs.id", "asks_id", index=True),
    Column("tried_at", BigInteger),
    UniqueConstraint("round_id", "member_id"),
    sqlite_autoincrement=True,
)

# When two members were last together in a pair, so that a round brings others together first (P6).
pair_met = Table(
    "pair_met",
    metadata,
    erased_with("members.id", "lower_id", primary_key=True, autoincrement=False),
    erased_with("members.id", "higher_id", primary_key=True, autoincrement=False, index=True),
    number("at", index=True),
)

# How somebody likes to meet (P10): keys of closed lists.
pair_likes = Table(
    "pair_likes",
    metadata,
    erased_with("people.id", "person_id", primary_key=True, autoincrement=False),
    Column("media", Text, nullable=False),
    Column("lengths", Text, nullable=False),
    Column("languages", Text, nullable=False),
    Column("trio_only", Boolean, nullable=False, server_default=false()),
)
