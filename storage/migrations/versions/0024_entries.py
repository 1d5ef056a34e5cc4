"""Who asked to join, and whether a group wants its agreement read before."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table, and room for the choice."""
    group = sa.ForeignKey("groups.id", ondelete="CASCADE", name="fk_entries_group_id")
    person = sa.ForeignKey("people.id", ondelete="CASCADE", name="fk_entries_person_id")
    op.create_table(
        "entries",
        sa.Column("group_id", _ID, group, primary_key=True, autoincrement=False),
        sa.Column("person_id", _ID, person, primary_key=True, autoincrement=False, index=True),
        sa.Column("version", sa.Integer),
        sa.Column("asked_at", sa.BigInteger, nullable=False, index=True),
    )
    with op.batch_alter_table("steering", recreate="always") as steering:
        steering.add_column(sa.Column("entry", sa.Text()))
