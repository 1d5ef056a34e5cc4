"""Pictures and voice in a relay."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Make room for the yes of each of a pair."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    with op.batch_alter_table(
        "pair_seats",
        recreate="always" if is_sqlite else "never",
        table_kwargs={"sqlite_autoincrement": True},
    ) as seats:
        seats.add_column(sa.Column("more", sa.Boolean, nullable=False, server_default=sa.false()))
