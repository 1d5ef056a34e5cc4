"""Check-ins with questions, more kinds of dates, pauses, and who may see what."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Let a schedule have more than weekdays, and a check-in its question and mode."""
    _add(
        "schedules",
        _text("mode", "me"),
        _text("prompts", "mixed"),
        _number("edition", 0),
        _number("every", 1),
        sa.Column("begins", sa.Text),
        sa.Column("month_day", sa.Integer),
        sa.Column("once_on", sa.Text),
        sa.Column("not_before", sa.Text),
    )
    _add("checkins", sa.Column("prompt", sa.Text), _text("mode", "me"))
    group = sa.ForeignKey("groups.id", ondelete="CASCADE")
    op.create_table(
        "prompt_orders",
        sa.Column("group_id", _ID, group, primary_key=True, autoincrement=False),
        sa.Column("waiting", sa.Text, nullable=False),
    )


def _add(name: str, *columns: "sa.Column[Any]") -> None:
    """SQLite rebuilds the table; PostgreSQL alters it."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    with op.batch_alter_table(
        name,
        recreate="always" if is_sqlite else "never",
        table_kwargs={"sqlite_autoincrement": True},
    ) as table:
        for column in columns:
            table.add_column(column)


def _text(name: str, default: str) -> "sa.Column[Any]":
    return sa.Column(name, sa.Text, nullable=False, server_default=sa.text(f"'{default}'"))


def _number(name: str, default: int) -> "sa.Column[Any]":
    return sa.Column(name, sa.Integer, nullable=False, server_default=sa.text(str(default)))
