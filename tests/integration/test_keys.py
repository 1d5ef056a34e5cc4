"""Opening a database together with its key file."""

import stat
from pathlib import Path

import pytest

from storage import people
from storage.errors import StorageError
from storage.keys import open_storage
from storage.vault import KeyFileError


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    """Where a key file may be."""
    return tmp_path / "kith.key"


def mode(path: Path) -> int | None:
    """The permissions of a file; None: there is none."""
    return stat.S_IMODE(path.stat().st_mode) if path.exists() else None


def moved(path: Path) -> Path:
    """Put a file elsewhere."""
    return path.rename(path.with_name("moved.key"))


async def remember(url: str, key_file: Path) -> int:
    """Open the database, remember a person, close it; answers our id of the person."""
    database, _ = await open_storage(url, key_file)
    async with database.transaction() as tx:
        person = await people.remember(tx, 501)
    await database.close()
    return person.id


async def test_a_new_database_gets_a_key_and_opens_with_it_again(url: str, key_file: Path) -> None:
    first = await remember(url, key_file)
    assert mode(key_file) == 0o600
    assert await remember(url, key_file) == first


async def test_a_lost_key_is_asked_for_and_not_replaced(url: str, key_file: Path) -> None:
    first = await remember(url, key_file)
    elsewhere = moved(key_file)
    with pytest.raises(KeyFileError, match="Restore it"):
        await open_storage(url, key_file)
    assert mode(key_file) is None
    assert await remember(url, elsewhere) == first


async def test_the_key_of_another_database_is_refused_and_kept(
    url: str, tmp_path: Path, key_file: Path
) -> None:
    await remember(url, key_file)
    other = tmp_path / "other.key"
    await remember(f"sqlite+aiosqlite:///{tmp_path}/other.db", other)
    with pytest.raises(KeyFileError, match="Restore it"):
        await open_storage(url, other)
    assert mode(other) == 0o600


async def test_a_key_outlives_an_opening_that_fails(tmp_path: Path, key_file: Path) -> None:
    """It must: the database may be sealed with it when the failure comes."""
    (tmp_path / "file").touch()
    with pytest.raises(StorageError):
        await open_storage(f"sqlite+aiosqlite:///{tmp_path}/file/kith.db", key_file)
    assert mode(key_file) == 0o600
