"""For which gathering a turn is drawn."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make room for it."""
    name = "fk_role_turns_gathering_id"
    with op.batch_alter_table(
        "role_turns",
        recreate="always" if op.get_bind().dialect.name == "sqlite" else "never",
        table_kwargs={"sqlite_autoincrement": True},
    ) as turns:
        turns.add_column(sa.Column("gathering_id", _ID))
        turns.create_foreign_key(name, "gatherings", ["gathering_id"], ["id"], ondelete="CASCADE")
    op.create_index("ix_role_turns_gathering_id", "role_turns", ["gathering_id"])
