"""Quiet hours and breaks of groups."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make room for when nothing comes."""
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    group = sa.ForeignKey("groups.id", ondelete="CASCADE")
    op.create_table(
        "quiet_times",
        sa.Column("group_id", number, group, primary_key=True, autoincrement=False),
        sa.Column("night_from", sa.Integer),
        sa.Column("night_until", sa.Integer),
        sa.Column("away_from", sa.Text),
        sa.Column("away_until", sa.Text),
    )
