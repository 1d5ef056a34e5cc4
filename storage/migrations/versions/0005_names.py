"""Names beside answers while a check-in is open, and what a group heard at its close."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Let an answer have a name, and a check-in its few words."""
    _add("answers", sa.Column("name", sa.LargeBinary), {})
    _add("checkins", sa.Column("told", sa.Text), {"sqlite_autoincrement": True})


def _add(name: str, column: "sa.Column[bytes] | sa.Column[str]", options: dict[str, bool]) -> None:
    """SQLite rebuilds the table; PostgreSQL alters it."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    with op.batch_alter_table(
        name, recreate="always" if is_sqlite else "never", table_kwargs=options
    ) as table:
        table.add_column(column)
