"""When everything rests in a group, when it closes, and who has spoken for it."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the two moments, and make the table."""
    # Only SQLite writes its columns as they were typed; elsewhere other tables rest on this one.
    with op.batch_alter_table(
        "groups",
        recreate="always" if op.get_bind().dialect.name == "sqlite" else "never",
        table_kwargs={"sqlite_autoincrement": True},
    ) as groups:
        groups.add_column(sa.Column("still_since", sa.BigInteger))
        groups.add_column(sa.Column("closes_at", sa.BigInteger))
    op.create_index("ix_groups_closes_at", "groups", ["closes_at"])
    member = sa.ForeignKey("members.id", ondelete="CASCADE")
    about = sa.ForeignKey("members.id", ondelete="CASCADE")
    group = sa.ForeignKey("groups.id", ondelete="CASCADE")
    op.create_table(
        "parting_voices",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("group_id", _ID, group, nullable=False, index=True),
        sa.Column("member_id", _ID, member, nullable=False, index=True),
        sa.Column("about_id", _ID, about, index=True),
        sa.Column("said_at", sa.BigInteger, nullable=False),
        sqlite_autoincrement=True,
    )
