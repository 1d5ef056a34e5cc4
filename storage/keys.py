"""Which key file belongs to the database, and opening both together.

Belongs here: the row that remembers the key, and the order of opening. May not enter: sealing.
"""

import hmac
from pathlib import Path

from sqlalchemy import select

from storage.engine import Database, Transaction
from storage.migrate import Migration, migrate
from storage.schema import keys
from storage.vault import KeyFileError, create_key_file, read_key_file


async def open_storage(url: str, key_file: Path) -> tuple[Database, Migration]:
    """The migrated database, opened with its key; a new database gets a new key file.

    Raises `StorageError`, or `KeyFileError` when the key is missing or belongs to another one.
    """
    created = not key_file.exists()
    if created:
        create_key_file(key_file)
    try:
        migration = await migrate(url)
        database = await Database.open(url, read_key_file(key_file))
        async with database.transaction() as tx:
            known = await _is_known(tx)
    except BaseException:
        _undo(key_file, created=created)
        raise
    if not known:
        await database.close()
        _undo(key_file, created=created)
        raise KeyFileError(
            f"The key file of this database is not at {key_file}. Restore it from your copy."
        )
    return database, migration


async def _is_known(tx: Transaction) -> bool:
    """Whether the database was sealed with this key; one that never was belongs to it now."""
    row = tx.insert(keys).values(id=1, fingerprint=tx.vault.fingerprint)
    await tx.execute(row.on_conflict_do_nothing(index_elements=["id"]))
    stored = (await tx.execute(select(keys.c.fingerprint))).scalar_one()
    return hmac.compare_digest(stored, tx.vault.fingerprint)


def _undo(key_file: Path, *, created: bool) -> None:
    """A key made for a database that has another one would only stand in the way."""
    if created:
        key_file.unlink(missing_ok=True)
