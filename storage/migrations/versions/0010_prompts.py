"""Questions of a group's own."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make room for what is proposed and kept."""
    op.create_table(
        "prompts",
        sa.Column("id", _ID, primary_key=True),
        sa.Column(
            "group_id",
            _ID,
            sa.ForeignKey("groups.id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("words", sa.LargeBinary, nullable=False),
        sa.Column("proposed_at", sa.BigInteger, nullable=False, index=True),
        sa.Column("kept_at", sa.BigInteger),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "prompt_voices",
        sa.Column(
            "prompt_id", _ID, sa.ForeignKey("prompts.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column(
            "member_id",
            _ID,
            sa.ForeignKey("members.id", ondelete="CASCADE"),
            primary_key=True,
            index=True,
        ),
    )
