"""The log of changes."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make room for what was changed."""
    op.create_table(
        "changes",
        sa.Column("id", _ID, primary_key=True),
        sa.Column(
            "group_id",
            _ID,
            sa.ForeignKey("groups.id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("member_id", _ID, sa.ForeignKey("members.id", ondelete="SET NULL"), index=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("before", sa.LargeBinary, nullable=False),
        sa.Column("after", sa.LargeBinary, nullable=False),
        sa.Column("way", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False, index=True),
        sqlite_autoincrement=True,
    )
