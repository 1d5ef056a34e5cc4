"""Cards that are shown to a pair."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """Make room for whom a card is shown to."""
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    pair = sa.ForeignKey("pairs.id", ondelete="CASCADE", name="fk_cards_pair_id")
    with op.batch_alter_table("cards", table_kwargs={"sqlite_autoincrement": True}) as cards:
        cards.add_column(sa.Column("pair_id", number, pair))
        cards.create_index("ix_cards_pair_id", ["pair_id"])
