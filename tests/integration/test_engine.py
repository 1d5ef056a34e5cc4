"""Opening a database, its settings, and what is said when it fails."""

import sqlite3
import stat
import threading
import traceback
from pathlib import Path

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from storage import groups, updates
from storage.engine import Database
from storage.errors import StorageBusy, StorageCorrupt, StorageError, StorageFull
from storage.migrate import migrate
from storage.vault import Vault
from tests.integration.conftest import NOON


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the SQLite database of a test lies."""
    return tmp_path / "kith.db"


@pytest.fixture
def open_file(file: Path) -> Path:
    """A database file that everybody may read."""
    file.touch()
    file.chmod(0o644)
    return file


@pytest.fixture
def broken_file(file: Path) -> Path:
    """A file that is no database."""
    file.write_bytes(b"this was never a database, " * 100)
    return file


async def note_an_update(database: Database) -> set[int]:
    """The least a transaction can do."""
    async with database.transaction() as tx:
        return await updates.fresh(tx, [1], NOON)


async def hang_up(database: Database) -> None:
    """Let the server end the connection."""
    async with database.transaction() as tx:
        await tx.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))


def modes(folder: Path) -> dict[str, int]:
    """The permissions of the files in a folder."""
    return {part.name: stat.S_IMODE(part.stat().st_mode) for part in folder.iterdir()}


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("foreign_keys", 1),
        ("busy_timeout", 10_000),
        ("secure_delete", 1),
        ("synchronous", 2),
        ("temp_store", 2),
    ],
)
async def test_pragmas(sqlite: Database, pragma: str, value: int | str) -> None:
    async with sqlite.transaction() as tx:
        assert (await tx.execute(text(f"PRAGMA {pragma}"))).scalar_one() == value


async def test_the_files_are_for_their_owner_only(sqlite: Database, file: Path) -> None:
    await note_an_update(sqlite)
    private = dict.fromkeys(["kith.db", "kith.db-wal", "kith.db-shm"], 0o600)
    assert modes(file.parent) == private


async def test_a_file_that_was_open_to_others_is_closed_to_them(
    open_file: Path, sqlite_url: str, vault: Vault
) -> None:
    await (await Database.open(sqlite_url, vault)).close()
    assert modes(open_file.parent) == {"kith.db": 0o600}


async def test_values_never_appear_in_errors(database: Database) -> None:
    marked = -(10**9 + 7)
    async with database.transaction() as tx:
        await groups.add(tx, marked, "Europe/London", "en")
        with pytest.raises(IntegrityError) as caught:
            async with tx.savepoint():
                await groups.add(tx, marked, "Europe/London", "en")
    assert "1000000007" not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "mysql://host/name",
        "sqlite:///kith.db",
        "sqlite+aiosqlite://",
        "sqlite+aiosqlite:///:memory:",
    ],
)
async def test_an_address_that_cannot_be_used_says_what_to_write(url: str, vault: Vault) -> None:
    with pytest.raises(StorageError, match=r"Write sqlite\+aiosqlite:///"):
        await Database.open(url, vault)


async def test_a_folder_is_made_and_one_that_cannot_be_is_a_storage_error(
    tmp_path: Path, vault: Vault
) -> None:
    database = await Database.open(f"sqlite+aiosqlite:///{tmp_path}/new/folder/kith.db", vault)
    await database.close()
    assert (tmp_path / "new" / "folder").stat().st_mode & 0o077 == 0
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match="Check its address"):
        await Database.open(f"sqlite+aiosqlite:///{tmp_path}/file/kith.db", vault)


@pytest.mark.parametrize("host", ["/nowhere", "127.0.0.1:1"])
async def test_a_missing_server_is_a_storage_error(host: str, vault: Vault) -> None:
    with pytest.raises(StorageError, match="Check its address"):
        await Database.open(f"postgresql+asyncpg://nobody@/name?host={host}", vault)


async def test_a_missing_database_is_a_storage_error(postgres_url: str, vault: Vault) -> None:
    with pytest.raises(StorageError, match="Check its address"):
        await Database.open(str(make_url(postgres_url).set(database="missing")), vault)


async def test_a_lock_held_elsewhere_is_busy(sqlite_url: str, file: Path, vault: Vault) -> None:
    await migrate(sqlite_url)
    database = await Database.open(sqlite_url, vault, lock_wait=0.05)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageBusy):
        await note_an_update(database)
    other.close()
    assert await note_an_update(database) == {1}
    await database.close()


async def test_a_lock_held_by_a_sibling_task_is_busy(
    database: Database, url: str, vault: Vault
) -> None:
    """On SQLite the second transaction waits to begin, on PostgreSQL for the row."""
    impatient = await Database.open(url, vault, lock_wait=0.05)
    async with impatient.transaction() as tx:
        await updates.fresh(tx, [1], NOON)
        with pytest.raises(StorageBusy):
            async with impatient.transaction() as second:
                await updates.fresh(second, [1], NOON)
    await impatient.close()


async def test_a_database_that_cannot_be_written_is_full(sqlite: Database) -> None:
    async with sqlite.transaction() as tx:
        await tx.execute(text("PRAGMA query_only=ON"))
    with pytest.raises(StorageFull):
        await note_an_update(sqlite)


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ("53100", StorageFull),
        ("25006", StorageFull),
        ("58030", StorageFull),
        ("40P01", StorageBusy),
        ("40001", StorageBusy),
        ("53300", StorageBusy),
        ("XX001", StorageCorrupt),
        ("57P01", StorageError),
    ],
)
async def test_what_the_server_says_becomes_our_error(
    postgres_url: str, vault: Vault, state: str, kind: type[StorageError]
) -> None:
    database = await Database.open(postgres_url, vault)
    with pytest.raises(StorageError) as caught:
        async with database.transaction() as tx:
            await tx.execute(text(f"DO $$BEGIN RAISE SQLSTATE '{state}'; END$$"))
    await database.close()
    assert type(caught.value) is kind


async def test_a_server_that_hangs_up_is_a_storage_error_and_then_forgotten(
    postgres_url: str, vault: Vault
) -> None:
    await migrate(postgres_url)
    database = await Database.open(postgres_url, vault)
    with pytest.raises(StorageError):
        await hang_up(database)
    assert await note_an_update(database) == {1}
    await database.close()


@pytest.mark.usefixtures("broken_file")
async def test_a_file_that_is_no_database_is_corrupt(sqlite_url: str, vault: Vault) -> None:
    with pytest.raises(StorageCorrupt):
        await Database.open(sqlite_url, vault)


@pytest.mark.usefixtures("broken_file")
async def test_an_opening_that_fails_leaves_no_connection(sqlite_url: str, vault: Vault) -> None:
    """An SQLite connection is a thread; the error must not keep it."""
    before = set(threading.enumerate())
    with pytest.raises(StorageCorrupt) as caught:
        await Database.open(sqlite_url, vault)
    for thread in set(threading.enumerate()) - before:
        thread.join(timeout=5)
    assert set(threading.enumerate()) <= before
    assert caught.value


async def test_a_bad_statement_is_no_fault_of_the_storage(database: Database) -> None:
    async with database.transaction() as tx:
        with pytest.raises(DBAPIError):
            async with tx.savepoint():
                await tx.execute(text("SELECT nonsense"))
        assert await updates.fresh(tx, [1], NOON) == {1}
