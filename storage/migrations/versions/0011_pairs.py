"""Pairs: requests, offers, pairs, who is kept apart, reports; and since when a member is there."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables; whoever is a member already counts as first seen when last seen."""
    with op.batch_alter_table("members") as members:
        members.add_column(
            sa.Column("first_seen_at", sa.BigInteger, nullable=False, server_default=sa.text("0"))
        )
    op.execute("UPDATE members SET first_seen_at = seen_at")
    _standing()
    _asking()
    _meeting()
    _apart()
    _reports()


def _standing() -> None:
    op.create_table(
        "pair_settings",
        _erased_with("groups.id", "group_id", primary_key=True, autoincrement=False),
        sa.Column("open_since", sa.BigInteger),
        sa.Column("outside", sa.LargeBinary),
    )
    op.create_table(
        "pair_standing",
        _erased_with("members.id", "member_id", primary_key=True, autoincrement=False),
        sa.Column("adult_at", sa.BigInteger),
        sa.Column("rests_until", sa.BigInteger),
        sa.Column("stopped_at", sa.BigInteger),
    )


def _asking() -> None:
    op.create_table(
        "pair_requests",
        sa.Column("id", _ID, primary_key=True),
        _erased_with("groups.id", "group_id", index=True),
        _outlives("members.id", "member_id", index=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("wish", sa.Text, nullable=False),
        sa.Column("asked_at", sa.BigInteger, nullable=False),
        sa.Column("ends_at", sa.BigInteger, nullable=False),
        sa.Index(None, "state", "ends_at"),
        sqlite_autoincrement=True,
    )
    _one_where("uq_pair_requests_standing", "pair_requests", "member_id", "state != 'over'")
    op.create_table(
        "pair_offers",
        sa.Column("id", _ID, primary_key=True),
        _erased_with("pair_requests.id", "request_id"),
        _erased_with("members.id", "member_id", index=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("name", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("request_id", "member_id"),
        sqlite_autoincrement=True,
    )
    _one_where("uq_pair_offers_shown", "pair_offers", "request_id", "state = 'shown'")


def _meeting() -> None:
    op.create_table(
        "pairs",
        sa.Column("id", _ID, primary_key=True),
        _erased_with("groups.id", "group_id", index=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("wish", sa.Text, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("begun_at", sa.BigInteger, nullable=False),
        sa.Column("ends_at", sa.BigInteger, nullable=False),
        sa.Column("times_turn", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("agreed_at", sa.BigInteger),
        sa.Column("relay", sa.Text, nullable=False),
        sa.Column("relay_until", sa.BigInteger),
        sa.Index(None, "state", "ends_at"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "pair_seats",
        sa.Column("id", _ID, primary_key=True),
        _erased_with("pairs.id", "pair_id", index=True),
        _erased_with("members.id", "member_id", index=True),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("live", sa.Boolean, nullable=False),
        sa.Column("name", sa.LargeBinary),
        sa.Column("ready", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("times", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("minute", sa.BigInteger),
        sa.Column("passed", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("told_at", sa.BigInteger),
        sa.UniqueConstraint("pair_id", "place"),
        sqlite_autoincrement=True,
    )
    _one_where("uq_pair_seats_live", "pair_seats", "member_id", "live")


def _apart() -> None:
    op.create_table(
        "pair_ties",
        _erased_with("pairs.id", "pair_id", primary_key=True, autoincrement=False),
        _erased_with("members.id", "member_id", primary_key=True, autoincrement=False, index=True),
        sa.Column("mark", sa.LargeBinary(32), primary_key=True),
        sa.Column("is_lower", sa.Boolean, nullable=False),
    )
    op.create_table(
        "pair_apart",
        sa.Column("mark", sa.LargeBinary(32), primary_key=True),
        sa.Column("by_lower", sa.Boolean, nullable=False),
        sa.Column("by_higher", sa.Boolean, nullable=False),
    )


def _reports() -> None:
    op.create_table(
        "pair_reports",
        sa.Column("id", _ID, primary_key=True),
        _erased_with("members.id", "about_id", index=True),
        _outlives("members.id", "by_id", index=True),
        _erased_with("pairs.id", "pair_id", index=True),
        sa.Column("at", sa.BigInteger, nullable=False, index=True),
        sa.UniqueConstraint("pair_id", "by_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "pair_concerns",
        sa.Column("id", _ID, primary_key=True),
        _erased_with("groups.id", "group_id", index=True),
        _erased_with("people.id", "by_id", index=True),
        _erased_with("people.id", "to_id", index=True),
        _outlives("members.id", "about_id", index=True),
        sa.Column("words", sa.LargeBinary, nullable=False),
        sa.Column("name", sa.LargeBinary, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False, index=True),
        sqlite_autoincrement=True,
    )


def _erased_with(column: str, name: str, **options: Any) -> "sa.Column[int]":
    reference = sa.ForeignKey(column, ondelete="CASCADE")
    return sa.Column(name, _ID, reference, **{"nullable": False, **options})


def _outlives(column: str, name: str, **options: Any) -> "sa.Column[int]":
    return sa.Column(name, _ID, sa.ForeignKey(column, ondelete="SET NULL"), **options)


def _one_where(name: str, table: str, column: str, condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, [column], unique=True, sqlite_where=where, postgresql_where=where)
