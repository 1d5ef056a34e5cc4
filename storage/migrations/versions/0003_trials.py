"""Set-up, and what a group is asked to try."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables; constraints are named by the convention of `target_metadata`."""
    op.create_table(
        "setups",
        _erased_with("groups.id", "group_id", primary_key=True),
        _erased_with("people.id", "person_id", primary_key=True, index=True),
        sa.Column("zone", sa.Text),
        sa.Column("country", sa.Text),
        sa.Column("kind", sa.Text),
        sa.Column("weekdays", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("minute", sa.Integer),
        sa.Column("topic", sa.BigInteger),
        sa.Column("changed_at", sa.BigInteger, nullable=False, index=True),
    )
    _trials()
    op.create_table(
        "trial_voices",
        _erased_with("trials.id", "trial_id", primary_key=True),
        _erased_with("members.id", "member_id", primary_key=True, index=True),
        sa.Column("voice", sa.Text, nullable=False),
        sa.CheckConstraint("voice IN ('try', 'talk')", name="voice"),
    )


def _trials() -> None:
    op.create_table(
        "trials",
        sa.Column("id", _ID, primary_key=True),
        _erased_with("groups.id", "group_id", index=True),
        _reference("members.id", "member_id", "SET NULL"),
        _reference("trials.id", "renews_id", "CASCADE"),
        _reference("schedules.id", "schedule_id", "SET NULL"),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("country", sa.Text),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("weekdays", sa.Integer, nullable=False),
        sa.Column("minute", sa.Integer, nullable=False),
        sa.Column("topic", sa.BigInteger),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("proposed_at", sa.BigInteger, nullable=False),
        sa.Column("ends_at", sa.BigInteger),
        sa.Column("look_at", sa.BigInteger, index=True),
        sa.CheckConstraint(
            "state IN ('open', 'talk', 'rested', 'begun', 'over', 'settled')", name="state"
        ),
        sqlite_autoincrement=True,
    )
    is_open = sa.text("state = 'open'")
    op.create_index(
        "ix_trials_open",
        "trials",
        ["group_id"],
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )


def _erased_with(column: str, name: str, **options: Any) -> sa.Column[int]:
    """A reference; the row is erased together with the row it refers to."""
    return sa.Column(
        name, _ID, sa.ForeignKey(column, ondelete="CASCADE"), nullable=False, **options
    )


def _reference(column: str, name: str, ondelete: str) -> sa.Column[int]:
    return sa.Column(name, _ID, sa.ForeignKey(column, ondelete=ondelete), index=True)
