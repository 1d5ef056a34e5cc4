"""Gatherings, and who comes."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    draft = sa.text("state = 'draft'")
    op.create_table(
        "gatherings",
        sa.Column("id", _ID, primary_key=True),
        _erased_with("groups.id", "group_id"),
        sa.Column("member_id", _ID, sa.ForeignKey("members.id", ondelete="SET NULL"), index=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("minute", sa.Integer, nullable=False),
        sa.Column("length", sa.Integer, nullable=False),
        sa.Column("places", sa.Integer, nullable=False),
        sa.Column("weeks", sa.Integer, nullable=False),
        sa.Column("ends_at", sa.BigInteger, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False, server_default=sa.text("0")),
        sa.Column("topic", sa.BigInteger),
        sa.Column("place", sa.LargeBinary),
        sa.Column("name", sa.LargeBinary),
        sa.Index(None, "state", "ends_at"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_gatherings_draft",
        "gatherings",
        ["member_id"],
        unique=True,
        sqlite_where=draft,
        postgresql_where=draft,
    )
    op.create_table(
        "comings",
        sa.Column("id", _ID, primary_key=True),
        _erased_with("gatherings.id", "gathering_id", index=False),
        _erased_with("members.id", "member_id"),
        sa.Column("has_place", sa.Boolean, nullable=False),
        sa.Column("name", sa.LargeBinary),
        sa.UniqueConstraint("gathering_id", "member_id"),
        sqlite_autoincrement=True,
    )


def _erased_with(column: str, name: str, *, index: bool = True) -> sa.Column[Any]:
    reference = sa.ForeignKey(column, ondelete="CASCADE")
    return sa.Column(name, _ID, reference, nullable=False, index=index)
