"""Holds."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table; constraints are named by the convention of `target_metadata`."""
    op.create_table(
        "holds",
        sa.Column("id", _ID, primary_key=True),
        _reference("groups.id", "group_id", "CASCADE", nullable=False),
        _reference("members.id", "member_id", "SET NULL", nullable=True),
        sa.Column("asked_at", sa.BigInteger, nullable=False),
        sa.Column("begins_at", sa.BigInteger, nullable=False),
        sa.Column("ends_at", sa.BigInteger, nullable=False, index=True),
        sqlite_autoincrement=True,
    )


def _reference(column: str, name: str, ondelete: str, *, nullable: bool) -> "sa.Column[int]":
    reference = sa.ForeignKey(column, ondelete=ondelete)
    return sa.Column(name, _ID, reference, nullable=nullable, index=True)
