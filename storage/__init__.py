"""Remembers: tables, migrations, one gateway a feature, and transactions over all of them.

Belongs here: what touches the database or the key file. May import: domain, SQLAlchemy, Alembic,
cryptography. May not enter: Telegram, texts, the clock (`now` is an argument, UTC seconds).
"""
