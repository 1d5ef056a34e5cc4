"""Single dates on which a group's check-in does not come."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    """Make room for them."""
    # Only SQLite writes its columns as they were typed; elsewhere other tables rest on this one.
    with op.batch_alter_table(
        "schedules",
        recreate="always" if op.get_bind().dialect.name == "sqlite" else "never",
        table_kwargs={"sqlite_autoincrement": True},
    ) as schedules:
        schedules.add_column(sa.Column("left_out", sa.Text()))
