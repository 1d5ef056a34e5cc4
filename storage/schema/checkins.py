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
)

from storage.schema.columns import erased_with, metadata, number, own_id

schedules = Table(
    "schedules",
    metadata,
    own_id(),
    erased_with("groups.id", "group_id", index=True),
    Column("kind", Text, nullable=False),
    Column("weekdays", Integer, nullable=False),
    Column("minute", Integer, nullable=False),
    number("window"),
    Column("topic", BigInteger),
    Column("words", LargeBinary),
    Column("next_at", BigInteger, index=True),
    Column("paused_reason", Text),
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
)
