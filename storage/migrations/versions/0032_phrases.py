"""What a group says in its own words."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    """Make room for them."""
    # Only SQLite writes its columns as they were typed; elsewhere other tables rest on this one.
    with op.batch_alter_table(
        "groups",
        recreate="always" if op.get_bind().dialect.name == "sqlite" else "never",
        table_kwargs={"sqlite_autoincrement": True},
    ) as groups:
        groups.add_column(sa.Column("phrases", sa.LargeBinary()))
