"""Pair rounds: plans, rounds, who joined, who met whom, how somebody likes to meet."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables, and let pairs come from rounds; who has met whom is known from pairs."""
    _rounds()
    _pairs()
    _joins()
    _people()


def _rounds() -> None:
    op.create_table(
        "round_plans",
        _erased_with("groups.id", "group_id", primary_key=True, autoincrement=False),
        sa.Column("open_since", sa.BigInteger),
        sa.Column("plan", sa.Text, nullable=False),
        sa.Column("begins", sa.Text, nullable=False),
        sa.Column("next_at", sa.BigInteger, index=True),
    )
    op.create_table(
        "rounds",
        sa.Column("id", _ID, primary_key=True),
        _erased_with("groups.id", "group_id"),
        sa.Column("local_date", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("draw_at", sa.BigInteger, nullable=False),
        sa.UniqueConstraint("group_id", "local_date"),
        sa.Index(None, "state", "draw_at"),
        sqlite_autoincrement=True,
    )
    where = sa.text("state = 'open'")
    options: dict[str, Any] = {"sqlite_where": where, "postgresql_where": where}
    op.create_index("uq_rounds_open", "rounds", ["group_id"], unique=True, **options)


def _pairs() -> None:
    waited = sa.Column("waited", sa.Integer, nullable=False, server_default=sa.text("0"))
    welcomes = sa.Column("welcomes", sa.Boolean, nullable=False, server_default=sa.false())
    third = sa.Column("third", sa.Text, nullable=False, server_default=sa.text("'free'"))
    with _changed("pair_standing") as table:
        table.add_column(waited)
    with _changed("pair_seats", sqlite_autoincrement=True) as table:
        table.add_column(welcomes)
    with _changed("pairs", sqlite_autoincrement=True) as table:
        table.add_column(sa.Column("round_id", _ID))
        table.add_column(third)
        table.create_foreign_key(
            op.f("fk_pairs_round_id"), "rounds", ["round_id"], ["id"], ondelete="SET NULL"
        )
        table.create_index(op.f("ix_pairs_round_id"), ["round_id"])


def _changed(name: str, **options: Any) -> Any:
    """SQLite gives a table its columns in the order of the schema only by making it anew."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    return op.batch_alter_table(
        name, recreate="always" if is_sqlite else "never", table_kwargs=options
    )


def _joins() -> None:
    op.create_table(
        "round_joins",
        sa.Column("id", _ID, primary_key=True),
        _erased_with("rounds.id", "round_id"),
        _erased_with("members.id", "member_id", index=True),
        sa.Column("state", sa.Text, nullable=False, index=True),
        sa.Column("name", sa.LargeBinary, nullable=False),
        sa.Column("asks_id", _ID, sa.ForeignKey("pairs.id", ondelete="SET NULL"), index=True),
        sa.Column("tried_at", sa.BigInteger),
        sa.UniqueConstraint("round_id", "member_id"),
        sqlite_autoincrement=True,
    )


def _people() -> None:
    op.create_table(
        "pair_met",
        _erased_with("members.id", "lower_id", primary_key=True, autoincrement=False),
        _erased_with("members.id", "higher_id", primary_key=True, autoincrement=False, index=True),
        sa.Column("at", sa.BigInteger, nullable=False, index=True),
    )
    op.execute(
        "INSERT INTO pair_met (lower_id, higher_id, at)"
        " SELECT one.member_id, other.member_id, max(pairs.begun_at) FROM pairs"
        " JOIN pair_seats AS one ON one.pair_id = pairs.id"
        " JOIN pair_seats AS other ON other.pair_id = pairs.id AND other.member_id > one.member_id"
        " GROUP BY one.member_id, other.member_id"
    )
    op.create_table(
        "pair_likes",
        _erased_with("people.id", "person_id", primary_key=True, autoincrement=False),
        sa.Column("media", sa.Text, nullable=False),
        sa.Column("lengths", sa.Text, nullable=False),
        sa.Column("languages", sa.Text, nullable=False),
        sa.Column("trio_only", sa.Boolean, nullable=False, server_default=sa.false()),
    )


def _erased_with(column: str, name: str, **options: Any) -> "sa.Column[int]":
    reference = sa.ForeignKey(column, ondelete="CASCADE")
    return sa.Column(name, _ID, reference, **{"nullable": False, **options})
