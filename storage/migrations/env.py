"""How Alembic runs migrations here: on the connection, and in the transaction, it is given.

Belongs here: Alembic's configuration. May not enter: opening a database (storage/migrate.py).
"""

from alembic import context

from storage.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite alters most things by rebuilding the table
)
with context.begin_transaction():
    context.run_migrations()
