"""Letters: posts of the outbox to one person, and receipts that outlive theirs."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Let a post have a person, or an address of its own."""
    with op.batch_alter_table("outbox", table_kwargs={"sqlite_autoincrement": True}) as table:
        number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
        table.add_column(sa.Column("person_id", number))
        table.add_column(sa.Column("sealed_to", sa.LargeBinary))
        table.drop_constraint("uq_outbox_kind_object_id", type_="unique")
        table.create_foreign_key(
            "fk_outbox_person_id", "people", ["person_id"], ["id"], ondelete="CASCADE"
        )
    op.create_index("ix_outbox_person_id", "outbox", ["person_id"])
    _one_of_each("uq_outbox_post", ["kind", "object_id"], "person_id IS NULL")
    _one_of_each("uq_outbox_letter", ["kind", "object_id", "person_id"], "person_id IS NOT NULL")


def _one_of_each(name: str, columns: list[str], which: str) -> None:
    where = sa.text(which)
    op.create_index(
        name, "outbox", columns, unique=True, sqlite_where=where, postgresql_where=where
    )
