"""Which key file belongs to the database, and opening both together.

Belongs here: the row that remembers the key, and the order of opening. May not enter: sealing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
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
    with _new_if_missing(key_file):
        migration = await migrate(url)
        database = await Database.open(url, read_key_file(key_file))
        try:
            async with database.transaction() as tx:
                fingerprint = await _require_known(tx, key_file)
            database.use_key(fingerprint)
        except BaseException:
            await database.close()
            raise
    return database, migration


@contextmanager
def _new_if_missing(key_file: Path) -> Iterator[None]:
    """Create the key; if it turns out that the database has another one, take it away again.

    Whatever else fails, the key stays: the database may be sealed with it already.
    """
    created = not key_file.exists()
    if created:
        create_key_file(key_file)
    try:
        yield
    except KeyFileError:
        if created:
            key_file.unlink()
        raise


async def _require_known(tx: Transaction, key_file: Path) -> bytes:
    """Which of the keys the database is sealed with; one that never was belongs to it now.

    Raises KeyFileError when the key file does not hold it.
    """
    row = tx.insert(keys).values(id=1, fingerprint=tx.vault.fingerprint)
    await tx.execute(row.on_conflict_do_nothing(index_elements=["id"]))
    stored = (await tx.execute(select(keys.c.fingerprint))).scalar_one()
    if tx.vault.of(stored) is None:
        raise KeyFileError(
            f"The key file of this database is not at {key_file}. Restore it from your copy."
        )
    return bytes(stored)
