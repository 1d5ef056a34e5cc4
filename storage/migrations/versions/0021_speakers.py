"""Speaking queues of gatherings."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table."""
    gathering = sa.ForeignKey("gatherings.id", ondelete="CASCADE")
    member = sa.ForeignKey("members.id", ondelete="CASCADE")
    op.create_table(
        "speakers",
        sa.Column("gathering_id", _ID, gathering, primary_key=True, autoincrement=False),
        sa.Column("member_id", _ID, member, primary_key=True, autoincrement=False, index=True),
        sa.Column("name", sa.LargeBinary, nullable=False),
        sa.Column("turns", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("asked_at", sa.BigInteger),
        sa.Column("until", sa.BigInteger),
    )
