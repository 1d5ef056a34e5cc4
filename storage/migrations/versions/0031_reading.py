"""Whether posts have a button that shows them in one's own language."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    """Make room for that choice; it is on for groups that are there."""
    # Only SQLite writes its columns as they were typed; elsewhere other tables rest on this one.
    with op.batch_alter_table(
        "groups",
        recreate="always" if op.get_bind().dialect.name == "sqlite" else "never",
        table_kwargs={"sqlite_autoincrement": True},
    ) as groups:
        groups.add_column(
            sa.Column("reading", sa.Boolean(), nullable=False, server_default=sa.true())
        )
