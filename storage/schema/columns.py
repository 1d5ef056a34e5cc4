"""What all tables are made with.

Belongs here: the metadata, and the columns that recur. May not enter: a table.
"""

from typing import Any

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, MetaData, Text, text

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

# SQLite gives ids by itself only to INTEGER, which holds 64 bits there. Posts and buttons name
# objects by id alone, so the id of a deleted row must never come back: hence sqlite_autoincrement.
ID = BigInteger().with_variant(Integer(), "sqlite")


def own_id() -> Column[int]:
    """An id that is counted here, and never comes back."""
    return Column("id", ID, primary_key=True)


def number(name: str, **options: Any) -> Column[int]:
    """A 64-bit number that is always there."""
    return Column(name, BigInteger, nullable=False, **options)


def erased_with(column: str, name: str, **options: Any) -> Column[int]:
    """A reference; the row is erased together with the row it refers to."""
    reference = ForeignKey(column, ondelete="CASCADE")
    return Column(name, ID, reference, **{"nullable": False, **options})


def rule() -> tuple[Column[Any], ...]:
    """The rule of a schedule (domain/schedule.py), and when it is due next."""
    return (
        Column("weekdays", Integer, nullable=False),
        Column("minute", Integer, nullable=False),
        Column("every", Integer, nullable=False, server_default=text("1")),
        Column("begins", Text),
        Column("month_day", Integer),
        Column("once_on", Text),
        Column("not_before", Text),
        Column("next_at", BigInteger, index=True),
    )


def outlives(column: str, name: str, **options: Any) -> Column[int]:
    """A reference that is emptied when the row it refers to is erased."""
    return Column(name, ID, ForeignKey(column, ondelete="SET NULL"), **options)


def one_where(name: str, column: Column[Any], condition: str) -> Index:
    """At most one row with the same value there, among those of the condition."""
    where = text(condition)
    return Index(name, column, unique=True, sqlite_where=where, postgresql_where=where)
