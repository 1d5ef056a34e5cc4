"""The index of the groups from which Kith is gone holds those alone."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    """Make it anew: with all groups in it, it led SQLite astray."""
    gone = sa.text("suspended_at IS NOT NULL")
    op.drop_index("ix_groups_suspended_at", "groups")
    op.create_index(
        "ix_groups_suspended_at",
        "groups",
        ["suspended_at"],
        sqlite_where=gone,
        postgresql_where=gone,
    )
