"""The tables, once, for both databases.

Belongs here: columns, keys, constraints, and the closed lists that constraints name. May not enter:
statements. Times are UTC seconds. A new column that could hold an identity or words is sealed, or
it is listed with its reason in tests/integration/test_schema_privacy.py.
"""

from typing import Any, get_args

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from domain.delivery import State

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

# SQLite gives ids by itself only to INTEGER, which holds 64 bits there. Posts and buttons name
# objects by id alone, so the id of a deleted row must never come back: hence sqlite_autoincrement.
_ID = BigInteger().with_variant(Integer(), "sqlite")


def _id() -> Column[int]:
    return Column("id", _ID, primary_key=True)


def _number(name: str, **options: Any) -> Column[int]:
    return Column(name, BigInteger, nullable=False, **options)


def _erased_with(column: str, name: str, **options: Any) -> Column[int]:
    """A reference; the row is erased together with the row it refers to."""
    reference = ForeignKey(column, ondelete="CASCADE")
    return Column(name, _ID, reference, **{"nullable": False, **options})


people = Table(
    "people",
    metadata,
    _id(),
    Column("lookup", LargeBinary(32), nullable=False, unique=True),
    Column("sealed_id", LargeBinary, nullable=False),
    # They pressed Start: only then may a bot write to them (Telegram Bot API).
    Column("reachable", Boolean, nullable=False, server_default=false()),
    sqlite_autoincrement=True,
)

groups = Table(
    "groups",
    metadata,
    _id(),
    _number("chat_id", unique=True),
    Column("zone", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("country", Text),
    Column("agreed_at", BigInteger),
    Column("suspended_at", BigInteger, index=True),
    sqlite_autoincrement=True,
)

# The chat ids that groups had before they became supergroups.
group_aliases = Table(
    "group_aliases",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    _erased_with("groups.id", "group_id", index=True),
)

# Codes of the operator, each of which lets Kith into one group.
invites = Table(
    "invites",
    metadata,
    Column("code_hash", LargeBinary(32), primary_key=True),
    _number("expires_at", index=True),
)

# A member has another, random id in every group, so that rows of two groups cannot be joined.
members = Table(
    "members",
    metadata,
    Column("id", _ID, primary_key=True, autoincrement=False),
    _erased_with("groups.id", "group_id"),
    _erased_with("people.id", "person_id", index=True),
    _number("seen_at"),
    UniqueConstraint("group_id", "person_id"),
)

schedules = Table(
    "schedules",
    metadata,
    _id(),
    _erased_with("groups.id", "group_id", index=True),
    Column("kind", Text, nullable=False),
    Column("weekdays", Integer, nullable=False),
    Column("minute", Integer, nullable=False),
    _number("window"),
    Column("topic", BigInteger),
    Column("words", LargeBinary),
    Column("next_at", BigInteger, index=True),
    Column("paused_reason", Text),
    sqlite_autoincrement=True,
)

checkins = Table(
    "checkins",
    metadata,
    _id(),
    _erased_with("schedules.id", "schedule_id"),
    Column("local_date", Text, nullable=False),
    _number("due_at"),
    _number("closes_at"),
    Column("closed", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("schedule_id", "local_date"),
    Index(None, "closed", "closes_at"),
    sqlite_autoincrement=True,
)

answers = Table(
    "answers",
    metadata,
    _erased_with("checkins.id", "checkin_id", primary_key=True),
    _erased_with("members.id", "member_id", primary_key=True, index=True),
    Column("word", Text, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    _id(),
    Column("kind", Text, nullable=False),
    _number("object_id"),
    _erased_with("groups.id", "group_id", nullable=True, index=True),
    Column("lane", Integer, nullable=False),
    Column("state", Text, nullable=False),
    _number("due_at"),
    _number("not_after"),
    Column("doubts", Integer, nullable=False, server_default=text("0")),
    Column("claimed_at", BigInteger),
    Column("message_id", BigInteger),
    UniqueConstraint("kind", "object_id"),
    Index(None, "state", "lane", "due_at"),
    CheckConstraint(f"state IN {get_args(State)}", name="state"),
    sqlite_autoincrement=True,
)

buttons = Table(
    "buttons",
    metadata,
    Column("token", LargeBinary(16), primary_key=True),
    Column("action", Text, nullable=False),
    Column("object_id", BigInteger),
    Column("choice", Text),
    _erased_with("groups.id", "group_id", nullable=True, index=True),
    _erased_with("people.id", "person_id", nullable=True, index=True),
    _number("expires_at", index=True),
    # The update that used it up: delivered again, that one update still finds it.
    Column("used_by", BigInteger),
)

fields = Table(
    "fields",
    metadata,
    _erased_with("people.id", "person_id", primary_key=True, autoincrement=False),
    _erased_with("groups.id", "group_id", nullable=True, index=True),
    Column("action", Text, nullable=False),
    Column("object_id", BigInteger),
    Column("choice", Text),
    _number("expires_at"),
    Column("used_by", BigInteger),
)

updates = Table(
    "updates",
    metadata,
    Column("update_id", _ID, primary_key=True, autoincrement=False),
    _number("seen_at", index=True),
)

# One row: which key the database was sealed with, so that another key file is noticed at start.
keys = Table(
    "keys",
    metadata,
    Column("id", _ID, primary_key=True, autoincrement=False),
    Column("fingerprint", LargeBinary(32), nullable=False),
)
