"""How Alembic runs migrations here: on the connection, and in the transaction, it is given.

Belongs here: Alembic's configuration. May not enter: opening a database (storage/migrate.py).
"""

from alembic import context

from storage.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite alters most things by rebuilding the table; its DDL is transactional once the driver
    # does not begin by itself (storage/engine.py), which Alembic cannot know.
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
