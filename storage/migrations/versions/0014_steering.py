"""Agreements, proposals, and who decides."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _erased_with(column: str, name: str, **options: Any) -> "sa.Column[int]":
    reference = sa.ForeignKey(column, ondelete="CASCADE")
    return sa.Column(name, _ID, reference, **{"nullable": False, **options})


def upgrade() -> None:
    """Make room for them."""
    op.create_table(
        "steering",
        _erased_with("groups.id", "group_id", primary_key=True, autoincrement=False),
        sa.Column("way", sa.Text),
        sa.Column("review_on", sa.Text),
        sa.Column("review_at", sa.BigInteger, index=True),
    )
    op.create_table(
        "agreements",
        sa.Column("id", _ID, primary_key=True),
        _erased_with("groups.id", "group_id"),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("words", sa.LargeBinary, nullable=False),
        sa.Column("since", sa.BigInteger, nullable=False),
        sa.UniqueConstraint("group_id", "version"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "agreement_yes",
        _erased_with("members.id", "member_id", primary_key=True, autoincrement=False),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_table(
        "drafts",
        sa.Column("id", _ID, primary_key=True),
        _erased_with("members.id", "member_id", unique=True),
        _erased_with("groups.id", "group_id", index=True),
        *_change(),
        sa.Column("made_at", sa.BigInteger, nullable=False, index=True),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "proposals",
        sa.Column("id", _ID, primary_key=True),
        _erased_with("groups.id", "group_id", index=True),
        sa.Column("member_id", _ID, sa.ForeignKey("members.id", ondelete="SET NULL"), index=True),
        *_change(),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("needed", sa.Integer, nullable=False),
        sa.Column("made_at", sa.BigInteger, nullable=False),
        sa.Column("ends_at", sa.BigInteger, nullable=False, index=True),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "proposal_answers",
        _erased_with("proposals.id", "proposal_id", primary_key=True),
        _erased_with("members.id", "member_id", primary_key=True, index=True),
        sa.Column("answer", sa.Text, nullable=False),
    )


def _change() -> "list[sa.Column[object]]":
    return [
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("object_id", sa.BigInteger),
        sa.Column("before", sa.LargeBinary, nullable=False),
        sa.Column("after", sa.LargeBinary, nullable=False),
        sa.Column("way", sa.Text, nullable=False),
    ]
