"""Since when a member is a steward in Kith."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    """Make room for that moment."""
    # Only SQLite writes its columns as they were typed; elsewhere other tables rest on this one.
    with op.batch_alter_table(
        "members", recreate="always" if op.get_bind().dialect.name == "sqlite" else "never"
    ) as members:
        members.add_column(sa.Column("steward_since", sa.BigInteger()))
