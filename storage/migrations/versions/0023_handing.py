"""When a group was last offered the tasks that rest with its stewards."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """Make room for that moment."""
    with op.batch_alter_table("steering", recreate="always") as steering:
        steering.add_column(sa.Column("handed_at", sa.BigInteger()))
