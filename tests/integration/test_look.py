"""A database can be looked at without being changed."""

import os
from pathlib import Path

import pytest

from storage.errors import StorageCorrupt, StorageError
from storage.keys import open_storage
from storage.look import Seen, look
from storage.migrate import newest_revision
from storage.vault import read_key_file


async def test_its_version_and_key_are_seen(url: str, tmp_path: Path) -> None:
    key_file = tmp_path / "kith.key"
    database, _ = await open_storage(url, key_file)
    await database.close()
    newest = newest_revision()
    assert await look(url) == Seen(newest, newest, read_key_file(key_file).fingerprint, whole=True)


async def test_an_empty_one_stays_empty(postgres_url: str) -> None:
    for _ in range(2):
        assert await look(postgres_url) == Seen(None, newest_revision(), None, whole=True)


async def test_one_that_is_not_there_is_not_made(sqlite_url: str, tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        await look(sqlite_url)
    assert list(tmp_path.iterdir()) == []


async def test_damage_is_seen(sqlite_url: str, tmp_path: Path) -> None:
    (tmp_path / "kith.db").write_bytes(os.urandom(8192))
    with pytest.raises(StorageCorrupt):
        await look(sqlite_url)
