"""A group's welcome."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Make room for what a group says to whoever is new."""
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    group = sa.ForeignKey("groups.id", ondelete="CASCADE")
    op.create_table(
        "welcomes",
        sa.Column("group_id", number, group, primary_key=True, autoincrement=False),
        sa.Column("words", sa.LargeBinary, nullable=False),
    )
