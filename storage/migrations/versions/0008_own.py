"""What is a person's own: settings, toolbox, cards, and being erased."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    _settings()
    _toolbox()
    _erasing()


def _settings() -> None:
    op.create_table(
        "preferences",
        _of_person(primary_key=True, autoincrement=False),
        sa.Column("agreed_at", sa.BigInteger),
        sa.Column("zone", sa.Text),
        sa.Column("language", sa.Text),
        sa.Column("quiet_from", sa.Integer),
        sa.Column("quiet_to", sa.Integer),
        sa.Column("away", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("away_until", sa.BigInteger),
    )
    op.create_table(
        "spoken",
        _of_person(primary_key=True),
        sa.Column("message_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("sent_at", sa.BigInteger, nullable=False, index=True),
    )


def _toolbox() -> None:
    op.create_table(
        "toolbox",
        sa.Column("id", _ID, primary_key=True),
        _of_person(),
        sa.Column("part", sa.Text, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("words", sa.LargeBinary, nullable=False),
        sa.Column("on_card", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.UniqueConstraint("person_id", "part", "place"),
        sqlite_autoincrement=True,
    )
    group = sa.ForeignKey("groups.id", ondelete="CASCADE")
    op.create_table(
        "cards",
        sa.Column("id", _ID, primary_key=True),
        _of_person(index=True),
        sa.Column("group_id", _ID, group, nullable=False, index=True),
        sa.Column("until", sa.BigInteger, nullable=False, index=True),
        sqlite_autoincrement=True,
    )


def _erasing() -> None:
    op.create_table(
        "farewells",
        _of_person(primary_key=True, autoincrement=False),
        sa.Column("due_at", sa.BigInteger, nullable=False, index=True),
    )
    op.create_table(
        "erased",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("lookup", sa.LargeBinary(32), nullable=False, index=True),
        sa.Column("erased_at", sa.BigInteger, nullable=False, index=True),
        sa.Column("noted", sa.Boolean, nullable=False, server_default=sa.false(), index=True),
        sqlite_autoincrement=True,
    )


def _of_person(**options: Any) -> "sa.Column[int]":
    reference = sa.ForeignKey("people.id", ondelete="CASCADE")
    return sa.Column("person_id", _ID, reference, **{"nullable": False, **options})
