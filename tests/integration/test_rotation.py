"""A new key: whatever is sealed is sealed anew, all of it or nothing (O7)."""

import secrets
from pathlib import Path

import pytest
from sqlalchemy import select

from storage import invites, outbox, people, rotation, toolbox
from storage.engine import Database
from storage.keys import open_storage
from storage.rotation import HASHES_ONLY, WORDS, rotate
from storage.schema import people as people_table
from storage.schema import toolbox as toolbox_table
from storage.vault import KeyFileError, SealBroken, Vault, add_key, put_first, read_key_file
from tests.integration.conftest import NOON, Circle
from tests.integration.filled import fill, two
from tests.integration.test_schema_privacy import SEALED

WORD = "Zwielichtmarke"
PERSON = {"people.lookup", "people.sealed_id"}


def test_every_sealed_column_is_known_to_the_rotation() -> None:
    known = {words.purpose for words in WORDS} | PERSON | {"erased.lookup"}
    assert known == SEALED
    assert known & set(HASHES_ONLY) == {"erased.lookup"}


async def test_everything_opens_with_the_new_key_and_nothing_with_the_old(
    database: Database, circle: Circle, vault: Vault
) -> None:
    new, told = Vault(secrets.token_bytes(32), [vault._master]), []
    async with database.transaction() as tx:
        await toolbox.write(tx, circle.ana, "hard", 1, WORD)
        await outbox.ask_removal(tx, 501, 7, NOON)
        await invites.add(tx, b"code", NOON + 9)
    await rotate(database, new, lambda done, total: told.append((done, total)))
    database._vault = new
    assert told[-1] == (4, 4)
    async with database.transaction() as tx:
        assert await people.get(tx, circle.ana) == await people.find(tx, 501)
        assert [line.words for line in await toolbox.lines(tx, circle.ana)] == [WORD]
        assert [row.chat_id for row in await outbox.waiting(tx, NOON, 9)] == [501]
        assert await invites.use(tx, b"code", NOON)
        sealed = (await tx.execute(select(people_table.c.sealed_id))).scalars().first()
    assert sealed
    with pytest.raises(SealBroken):
        vault.open_id(sealed)


async def left_behind(database: Database, circle: Circle, new: Vault) -> set[str]:
    """Rotate a database with something in every table, and name what the new key does not open."""
    async with database.transaction() as tx:
        await fill(tx, await two(tx, circle.group))
    await rotate(database, new)
    found = set()
    async with database.transaction() as tx:
        for sealed in (await tx.execute(select(people_table.c.sealed_id))).scalars():
            new.open_id(sealed)
        for words in WORDS:
            kept = (await tx.execute(select(words.column))).scalars().all()
            if not all(opens(new, each, words.purpose) for each in kept if each is not None):
                found.add(words.purpose)
    return found


def opens(vault: Vault, sealed: bytes, purpose: str) -> bool:
    """Whether the key fits."""
    try:
        vault.open_words(sealed, purpose)
    except SealBroken:
        return False
    return True


async def test_no_sealed_column_of_any_table_is_left_behind(
    database: Database, circle: Circle
) -> None:
    assert await left_behind(database, circle, Vault(secrets.token_bytes(32))) == set()


@pytest.mark.parametrize("forgotten", ["toolbox.words", "own_rounds.words", "answers.name"])
async def test_a_column_that_the_rotation_forgets_is_found(
    database: Database, circle: Circle, monkeypatch: pytest.MonkeyPatch, forgotten: str
) -> None:
    """The switch: one column is taken off the list."""
    rest = tuple(words for words in WORDS if words.purpose != forgotten)
    monkeypatch.setattr(rotation, "WORDS", rest)
    assert await left_behind(database, circle, Vault(secrets.token_bytes(32))) == {forgotten}


async def test_what_cannot_be_opened_stops_it_and_leaves_everything(
    database: Database, circle: Circle, vault: Vault
) -> None:
    async with database.transaction() as tx:
        await toolbox.write(tx, circle.ana, "hard", 1, WORD)
        await tx.execute(toolbox_table.update().values(words=b"spoiled"))
    with pytest.raises(SealBroken):
        await rotate(database, Vault(secrets.token_bytes(32)))
    async with database.transaction() as tx:
        assert await people.find(tx, 501)


async def test_the_key_file_and_the_database_fit_wherever_it_is_cut_off(tmp_path: Path) -> None:
    url, key_file = f"sqlite+aiosqlite:///{tmp_path / 'kith.db'}", tmp_path / "kith.key"

    async def knows() -> bool:
        database, _ = await open_storage(url, key_file)
        try:
            async with database.transaction() as tx:
                return await people.find(tx, 501) is not None
        finally:
            await database.close()

    database, _ = await open_storage(url, key_file)
    async with database.transaction() as tx:
        await people.remember(tx, 501)
    new = add_key(key_file)
    assert await knows(), "the new key is in the file, and nothing is sealed with it"
    await rotate(database, new)
    await database.close()
    assert await knows(), "everything is sealed with it, and it stands behind the old one"
    put_first(key_file, new)
    assert await knows()
    assert read_key_file(key_file).fingerprint == new.fingerprint
    assert key_file.stat().st_mode & 0o777 == 0o600
    # The switch: with the old key alone it does not open.
    lines = key_file.read_text().splitlines(keepends=True)
    key_file.write_text(lines[1])
    with pytest.raises(KeyFileError):
        await knows()
