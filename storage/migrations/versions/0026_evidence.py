"""Looking back: when, what was asked, a tally without names, and what is released."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _key(table: str, name: str) -> "sa.Column[int]":
    reference = sa.ForeignKey(f"{table}.id", ondelete="CASCADE")
    return sa.Column(name, _ID, reference, primary_key=True, autoincrement=False)


def upgrade() -> None:
    """Make the tables."""
    group = sa.ForeignKey("groups.id", ondelete="CASCADE")
    op.create_table(
        "evidence",
        _key("groups", "group_id"),
        sa.Column("next_at", sa.BigInteger, index=True),
        sa.Column("lines", sa.LargeBinary),
        sa.Column("report", sa.LargeBinary),
    )
    op.create_table(
        "evidence_rounds",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("group_id", _ID, group, nullable=False, index=True),
        sa.Column("way", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("lines", sa.LargeBinary, nullable=False),
        sa.Column("closes_at", sa.BigInteger, nullable=False, index=True),
        sa.Column("told", sa.Text),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "evidence_tallies",
        _key("evidence_rounds", "round_id"),
        sa.Column("tally", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "evidence_marks",
        _key("evidence_rounds", "round_id"),
        sa.Column("mark", sa.LargeBinary(32), primary_key=True),
    )
