"""A post that is written rings for all replicas (storage/bell)."""

from alembic import op

revision = "0035"
down_revision = "0034"


def upgrade() -> None:
    """Let PostgreSQL tell whoever listens; on SQLite there is nobody else."""
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(
        "CREATE FUNCTION kith_ring() RETURNS trigger LANGUAGE plpgsql AS "
        "'BEGIN NOTIFY kith_outbox; RETURN NULL; END'"
    )
    op.execute(
        "CREATE TRIGGER kith_ring AFTER INSERT ON outbox "
        "FOR EACH STATEMENT EXECUTE FUNCTION kith_ring()"
    )
