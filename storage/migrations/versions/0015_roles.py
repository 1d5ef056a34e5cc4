"""Roles, who is willing, and turns."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _erased_with(column: str, name: str, **options: Any) -> "sa.Column[int]":
    reference = sa.ForeignKey(column, ondelete="CASCADE")
    return sa.Column(name, _ID, reference, **{"nullable": False, **options})


def upgrade() -> None:
    """Make room for them."""
    op.create_table(
        "roles",
        sa.Column("id", _ID, primary_key=True),
        _erased_with("groups.id", "group_id", index=True),
        sa.Column("name", sa.LargeBinary, nullable=False),
        sa.Column("next_at", sa.BigInteger, nullable=False, index=True),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "role_willing",
        _erased_with("roles.id", "role_id", primary_key=True),
        _erased_with("members.id", "member_id", primary_key=True, index=True),
        sa.Column("passed_turn", _ID),
        sa.Column("held_at", sa.BigInteger),
    )
    op.create_table(
        "role_turns",
        sa.Column("id", _ID, primary_key=True),
        _erased_with("roles.id", "role_id", index=True),
        sa.Column("member_id", _ID, sa.ForeignKey("members.id", ondelete="SET NULL"), index=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("look_at", sa.BigInteger, nullable=False, index=True),
        sa.Column("told", sa.Boolean, nullable=False),
        sa.Column("begun_at", sa.BigInteger, nullable=False),
        sqlite_autoincrement=True,
    )
