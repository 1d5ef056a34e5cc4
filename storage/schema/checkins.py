"""The tables of schedules, check-ins and answers.

Belongs here: columns, keys, constraints. May not enter: statements.
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

from storage.schema.columns import erased_with, metadata, number, own_id, rule

schedules = Table(
    "schedules",
    metadata,
    own_id(),
    erased_with("groups.id", "group_id", index=True),
    Column("kind", Text, nullable=False),
    *rule(),
    number("window"),
    # Dates on which it does not come, one by one: ISO dates, with spaces between.
    Column("left_out", Text),
    Column("topic", BigInteger),
    Column("words", LargeBinary),
    Column("paused_reason", Text),
    Column("mode", Text, nullable=False, server_default=text("'me'")),
    Column("prompts", Text, nullable=False, server_default=text("'mixed'")),
    Column("edition", Integer, nullable=False, server_default=text("0")),
    sqlite_autoincrement=True,
)

checkins = Table(
    "checkins",
    metadata,
    own_id(),
    erased_with("schedules.id", "schedule_id"),
    Column("local_date", Text, nullable=False),
    number("due_at"),
    number("closes_at"),
    Column("closed", Boolean, nullable=False, server_default=false()),
    Column("prompt", Text),
    Column("mode", Text, nullable=False, server_default=text("'me'")),
    # What the group heard of it at the close (C16): keys of amounts and words, nothing else.
    Column("told", Text),
    UniqueConstraint("schedule_id", "local_date"),
    Index(None, "closed", "closes_at"),
    sqlite_autoincrement=True,
)

answers = Table(
    "answers",
    metadata,
    erased_with("checkins.id", "checkin_id", primary_key=True),
    erased_with("members.id", "member_id", primary_key=True, index=True),
    Column("word", Text, nullable=False),
    # Only while its member shows it; sealed, and gone with the answer at the close.
    Column("name", LargeBinary),
)

# The keys of the questions that wait for a group, in its own shuffled order.
prompt_orders = Table(
    "prompt_orders",
    metadata,
    erased_with("groups.id", "group_id", primary_key=True, autoincrement=False),
    Column("waiting", Text, nullable=False),
)

# When nothing comes: quiet hours as minutes of the day, and a break as ISO dates.
quiet_times = Table(
    "quiet_times",
    metadata,
    erased_with("groups.id", "group_id", primary_key=True, autoincrement=False),
    Column("night_from", Integer),
    Column("night_until", Integer),
    Column("away_from", Text),
    Column("away_until", Text),
)

# Questions of a group's own: proposed, and from `kept_at` on among those that come.
prompts = Table(
    "prompts",
    metadata,
    own_id(),
    erased_with("groups.id", "group_id", index=True),
    Column("words", LargeBinary, nullable=False),
    number("proposed_at", index=True),
    Column("kept_at", BigInteger),
    sqlite_autoincrement=True,
)

prompt_voices = Table(
    "prompt_voices",
    metadata,
    erased_with("prompts.id", "prompt_id", primary_key=True),
    erased_with("members.id", "member_id", primary_key=True, index=True),
)
