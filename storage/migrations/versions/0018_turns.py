"""Listening turns."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "turns",
        sa.Column("id", _ID, primary_key=True),
        _erased_with("pairs.id", "pair_id", unique=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("sketch", sa.Text, nullable=False),
        sa.Column("begun_at", sa.BigInteger, nullable=False),
        sa.Column("said", sa.Integer, nullable=False, server_default=sa.text("-1")),
        sa.Column("next_at", sa.BigInteger, index=True),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "turn_seats",
        _erased_with("turns.id", "turns_id", primary_key=True, autoincrement=False),
        _erased_with("members.id", "member_id", primary_key=True, autoincrement=False, index=True),
        sa.Column("place", sa.Integer),
        sa.Column("ready", sa.Boolean, nullable=False, server_default=sa.false()),
    )


def _erased_with(column: str, name: str, **options: Any) -> "sa.Column[int]":
    reference = sa.ForeignKey(column, ondelete="CASCADE")
    return sa.Column(name, _ID, reference, **{"nullable": False, **options})
