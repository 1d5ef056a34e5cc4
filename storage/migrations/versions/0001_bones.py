"""People, groups, invites, check-ins, the outbox, buttons, fields, updates, keys."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables; constraints are named by the convention of `target_metadata`."""
    _people_and_groups()
    _checkins()
    _outbox()
    _taps()


def _people_and_groups() -> None:
    op.create_table(
        "people",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("lookup", sa.LargeBinary(32), nullable=False, unique=True),
        sa.Column("sealed_id", sa.LargeBinary, nullable=False),
        sa.Column("reachable", sa.Boolean, nullable=False, server_default=sa.false()),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "groups",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("chat_id", sa.BigInteger, nullable=False, unique=True),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("country", sa.Text),
        sa.Column("agreed_at", sa.BigInteger),
        sa.Column("suspended_at", sa.BigInteger, index=True),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "group_aliases",
        sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
        _erased_with("groups.id", "group_id", index=True),
    )
    op.create_table(
        "invites",
        sa.Column("code_hash", sa.LargeBinary(32), primary_key=True),
        sa.Column("expires_at", sa.BigInteger, nullable=False, index=True),
    )
    op.create_table(
        "members",
        sa.Column("id", _ID, primary_key=True, autoincrement=False),
        _erased_with("groups.id", "group_id"),
        _erased_with("people.id", "person_id", index=True),
        sa.Column("seen_at", sa.BigInteger, nullable=False),
        sa.UniqueConstraint("group_id", "person_id"),
    )


def _checkins() -> None:
    op.create_table(
        "schedules",
        sa.Column("id", _ID, primary_key=True),
        _erased_with("groups.id", "group_id", index=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("weekdays", sa.Integer, nullable=False),
        sa.Column("minute", sa.Integer, nullable=False),
        sa.Column("window", sa.BigInteger, nullable=False),
        sa.Column("topic", sa.BigInteger),
        sa.Column("words", sa.LargeBinary),
        sa.Column("next_at", sa.BigInteger, index=True),
        sa.Column("paused_reason", sa.Text),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "checkins",
        sa.Column("id", _ID, primary_key=True),
        _erased_with("schedules.id", "schedule_id"),
        sa.Column("local_date", sa.Text, nullable=False),
        sa.Column("due_at", sa.BigInteger, nullable=False),
        sa.Column("closes_at", sa.BigInteger, nullable=False),
        sa.Column("closed", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.UniqueConstraint("schedule_id", "local_date"),
        sa.Index(None, "closed", "closes_at"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "answers",
        _erased_with("checkins.id", "checkin_id", primary_key=True),
        _erased_with("members.id", "member_id", primary_key=True, index=True),
        sa.Column("word", sa.Text, nullable=False),
    )


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("object_id", sa.BigInteger, nullable=False),
        _erased_with("groups.id", "group_id", nullable=True, index=True),
        sa.Column("lane", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("due_at", sa.BigInteger, nullable=False),
        sa.Column("not_after", sa.BigInteger, nullable=False),
        sa.Column("doubts", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("claimed_at", sa.BigInteger),
        sa.Column("message_id", sa.BigInteger),
        sa.UniqueConstraint("kind", "object_id"),
        sa.Index(None, "state", "lane", "due_at"),
        sa.CheckConstraint(
            "state IN ('due', 'claimed', 'sent', 'unknown', 'missed', 'cancelled', 'dead')",
            name="state",
        ),
        sqlite_autoincrement=True,
    )


def _taps() -> None:
    op.create_table(
        "buttons",
        sa.Column("token", sa.LargeBinary(16), primary_key=True),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("object_id", sa.BigInteger),
        sa.Column("choice", sa.Text),
        _erased_with("groups.id", "group_id", nullable=True, index=True),
        _erased_with("people.id", "person_id", nullable=True, index=True),
        sa.Column("expires_at", sa.BigInteger, nullable=False, index=True),
        sa.Column("used_by", sa.BigInteger),
    )
    op.create_table(
        "fields",
        _erased_with("people.id", "person_id", primary_key=True, autoincrement=False),
        _erased_with("groups.id", "group_id", nullable=True, index=True),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("object_id", sa.BigInteger),
        sa.Column("choice", sa.Text),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
        sa.Column("used_by", sa.BigInteger),
    )
    op.create_table(
        "updates",
        sa.Column("update_id", _ID, primary_key=True, autoincrement=False),
        sa.Column("seen_at", sa.BigInteger, nullable=False, index=True),
    )
    op.create_table(
        "keys",
        sa.Column("id", _ID, primary_key=True, autoincrement=False),
        sa.Column("fingerprint", sa.LargeBinary(32), nullable=False),
    )


def _erased_with(column: str, name: str, **options: Any) -> "sa.Column[int]":
    reference = sa.ForeignKey(column, ondelete="CASCADE")
    return sa.Column(name, _ID, reference, **{"nullable": False, **options})
