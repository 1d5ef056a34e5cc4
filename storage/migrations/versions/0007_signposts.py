"""Signposts: countries that people keep, a group's own lines, numbers that are wrong."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables; constraints are named by the convention of `target_metadata`."""
    op.create_table(
        "own_countries",
        sa.Column(
            "person_id",
            _ID,
            sa.ForeignKey("people.id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("country", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "local_lines",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("group_id", _ID, sa.ForeignKey("groups.id", ondelete="CASCADE"), nullable=False),
        sa.Column("words", sa.LargeBinary, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_local_lines_group_id", "local_lines", ["group_id"])
    op.create_table(
        "wrong_numbers",
        sa.Column("line", sa.Text, primary_key=True),
        sa.Column("country", sa.Text, nullable=False),
        sa.Column("told_at", sa.BigInteger, nullable=False),
    )
