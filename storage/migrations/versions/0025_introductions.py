"""A group's own words for introductions."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    """Make room for them."""
    with op.batch_alter_table("pair_settings", recreate="always") as settings:
        settings.add_column(sa.Column("introduction", sa.LargeBinary()))
