"""Members' own check-ins, and what they keep of their answers."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the two tables."""
    op.create_table(
        "own_checkins",
        sa.Column("person_id", _ID, _person(), primary_key=True, autoincrement=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("prompts", sa.Text, nullable=False),
        sa.Column("weekdays", sa.Integer, nullable=False),
        sa.Column("minute", sa.Integer, nullable=False),
        sa.Column("every", sa.Integer, nullable=False, server_default=sa.text("1")),
        sa.Column("begins", sa.Text),
        sa.Column("month_day", sa.Integer),
        sa.Column("once_on", sa.Text),
        sa.Column("not_before", sa.Text),
        sa.Column("next_at", sa.BigInteger, index=True),
        sa.Column("rests", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("kept_days", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("waiting", sa.Text, nullable=False, server_default=sa.text("''")),
    )
    op.create_table(
        "own_rounds",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("person_id", _ID, _person(), nullable=False),
        sa.Column("local_date", sa.Text, nullable=False),
        sa.Column("due_at", sa.BigInteger, nullable=False),
        sa.Column("closes_at", sa.BigInteger, nullable=False),
        sa.Column("prompt", sa.Text),
        sa.Column("word", sa.LargeBinary),
        sa.Column("words", sa.LargeBinary),
        sa.Column("until", sa.BigInteger, nullable=False, index=True),
        sa.UniqueConstraint("person_id", "local_date"),
        sqlite_autoincrement=True,
    )


def _person() -> sa.ForeignKey:
    return sa.ForeignKey("people.id", ondelete="CASCADE")
