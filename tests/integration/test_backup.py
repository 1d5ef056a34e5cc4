"""Backups: all that is stored, tried out, and put back in place of what is there (O7)."""

import json
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

from bot.operate.backup import Backups, NotOpened, new_identity, opened
from bot.operate.erasing import NOTES, Erasing, forget_notes, note, noted
from domain.retention import BACKUPS, DAY
from domain.schedule import Schedule
from storage import backup, checkins, erasure, groups, own_checkins, people, toolbox
from storage.backup import LEFT_OUT, BackupBroken, KeyOfBackupMissing, NewerHere
from storage.engine import Database
from storage.keys import open_storage
from storage.migrate import migrate
from storage.schema import keys, metadata, outbox, updates
from storage.vault import Vault
from tests.integration.conftest import HOUR, NOON, Circle
from tests.integration.filled import fill, two

WORD = "Zwielichtmarke"


@pytest.fixture
async def kept(database: Database, circle: Circle) -> bytes:
    """The contents of a backup taken at NOON, with rows of Ana and Ben in every table."""
    async with database.transaction() as tx:
        await fill(tx, await two(tx, circle.group))
        await toolbox.write(tx, circle.ana, "hard", 1, WORD)
        await tx.execute(update(updates).values(seen_at=NOON))
        await tx.execute(update(metadata.tables["erased"]).values(erased_at=NOON - 1))
        await tx.execute(update(outbox).values(state="sent", claimed_at=NOON))
        await checkins.set_next(tx, circle.schedule, NOON + HOUR)
        await tx.execute(insert(keys).values(id=1, fingerprint=tx.vault.fingerprint))
    return await backup.take(database, NOON)


async def everything(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables, but for those that no backup holds."""
    async with database.transaction() as tx:
        return {
            table.name: sorted((tuple(row) for row in await tx.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
            if table not in LEFT_OUT
        }


async def restore(database: Database, contents: bytes, **options: object) -> int:
    """Put it back, a day later."""
    wanted = {"noted": [], "now": NOON, "overwrite_newer": False, **options}
    return await backup.put_back(database, backup.load(contents), **wanted)  # type: ignore[arg-type]


async def test_what_is_put_back_is_what_was_taken(
    database: Database, circle: Circle, kept: bytes
) -> None:
    before = await everything(database)
    async with database.transaction() as tx:
        await groups.remove(tx, circle.group)
        person = await people.get(tx, circle.ana)
        assert person
        await erasure.erase_rows(tx, [person.id])
    assert await restore(database, kept) == 0
    assert await everything(database) == before
    async with database.transaction() as tx:
        lines = {line.words for line in await toolbox.lines(tx, circle.ana) if line.part == "hard"}
        assert lines == {WORD}
        # New rows are counted on behind those that came back.
        assert (await people.remember(tx, 999)).id > circle.ben


async def test_a_backup_moves_from_one_database_to_another(
    database: Database, kept: bytes, vault: Vault, tmp_path: Path, postgres_url: str
) -> None:
    for url in (f"sqlite+aiosqlite:///{tmp_path / 'other.db'}", postgres_url):
        if url == postgres_url and "postgresql" in str(database._engine.url):
            continue
        await migrate(url)
        other = await Database.open(url, vault, lock_wait=10)
        try:
            await restore(other, kept)
            assert await everything(other) == await everything(database)
        finally:
            await other.close()


async def test_who_was_erased_since_stays_erased(
    database: Database, circle: Circle, kept: bytes, tmp_path: Path
) -> None:
    """By what is noted beside the backups, where the database itself was lost; or by its rows."""
    async with database.transaction() as tx:
        person = await people.get(tx, circle.ana)
        assert person
        await erasure.erase(tx, person, NOON + 1)
    erasing = Erasing(database, None, tmp_path / "backups", lambda: NOON + 2)
    await erasing.finish()
    notes = noted(tmp_path / "backups")
    assert NOON + 1 in [at for _, at in notes]
    for known in (notes, []):
        assert await restore(database, kept, noted=known, overwrite_newer=True) == 1
        async with database.transaction() as tx:
            assert await people.get(tx, circle.ana) is None
            assert await people.get(tx, circle.ben)
    # The switch: without the hashes, and in another database, she would be back.
    async with database.transaction() as tx:
        await tx.execute(metadata.tables["erased"].delete())
    assert await restore(database, kept, overwrite_newer=True) == 0
    async with database.transaction() as tx:
        assert await people.get(tx, circle.ana)


async def test_what_is_newer_is_not_overwritten_unless_told(
    database: Database, kept: bytes
) -> None:
    async with database.transaction() as tx:
        await tx.execute(insert(updates).values(update_id=5, seen_at=NOON + 1))
    before = await everything(database)
    with pytest.raises(NewerHere, match="--overwrite-newer"):
        await restore(database, kept)
    assert await everything(database) == before
    await restore(database, kept, overwrite_newer=True)
    assert await everything(database) != before


async def test_without_its_key_nothing_is_touched(
    database: Database, kept: bytes, tmp_path: Path
) -> None:
    stranger = f"sqlite+aiosqlite:///{tmp_path / 'stranger.db'}"
    await migrate(stranger)
    other = await Database.open(stranger, Vault(bytes(32)), lock_wait=10)
    try:
        with pytest.raises(KeyOfBackupMissing):
            await restore(other, kept)
    finally:
        await other.close()


async def test_what_was_due_meanwhile_is_not_posted_again(
    database: Database, circle: Circle
) -> None:
    async with database.transaction() as tx:
        await fill(tx, await two(tx, circle.group))
        await tx.execute(update(outbox).values(state="due", due_at=NOON + 5, not_after=NOON + DAY))
        once = Schedule(frozenset(), 540, "Europe/London", once_on=date(2023, 11, 14))
        was_once = await checkins.add_schedule(
            tx, circle.group, kind="weather", rule=once, window=HOUR, next_at=NOON + 5
        )
        await own_checkins.set_next(tx, circle.ana, NOON + 5)
        await tx.execute(insert(keys).values(id=1, fingerprint=tx.vault.fingerprint))
    contents = await backup.take(database, NOON + 10**9)
    await restore(database, contents, now=NOON + 10)
    async with database.transaction() as tx:
        states = set((await tx.execute(select(outbox.c.state))).scalars())
        assert states == {"missed"}
        row = await checkins.schedule(tx, circle.schedule)
        assert row
        assert row.next_at
        assert row.next_at > NOON + 10
        over = await checkins.schedule(tx, was_once)
        assert over
        assert over.next_at is None
        own = await own_checkins.get(tx, circle.ana)
        assert own
        assert own.next_at
        assert own.next_at > NOON + 10


@pytest.mark.parametrize(
    "spoil",
    [
        lambda whole: whole[:-40],
        lambda whole: whole[:0] + b"{}",
        lambda whole: whole.replace(b'"kith-backup-1"', b'"another"'),
        lambda whole: whole.replace(b'"members":', b'"strangers":'),
        lambda whole: whole.replace(b'"people":[{', b'"people":[],"unheard_of":[{'),
    ],
)
async def test_what_is_not_whole_is_refused(kept: bytes, spoil: object) -> None:
    with pytest.raises(BackupBroken):
        backup.load(spoil(kept))  # type: ignore[operator]


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_a_backup_of_an_older_revision_is_brought_up_to_date(
    database: Database, kept: bytes
) -> None:
    """As of the first revision: the tables and columns of today did not exist."""
    old = json.loads(kept)
    old["revision"] = "0001"
    first = {"people", "groups", "members", "schedules", "checkins", "answers", "keys", "updates"}
    old["tables"] = {name: rows for name, rows in old["tables"].items() if name in first}
    loaded = backup.load(json.dumps(old).encode())
    assert len(loaded.rows["people"]) == 2
    assert loaded.rows["toolbox"] == []


# Files


@pytest.fixture
def identity(tmp_path: Path) -> Path:
    """The secret key of the backups."""
    return tmp_path / "backup.key"


@pytest.fixture
def backups(tmp_path: Path, identity: Path) -> Backups:
    """A folder for them."""
    return Backups(tmp_path / "backups", new_identity(identity))


async def test_a_file_opens_with_the_secret_key_alone(
    database: Database, kept: bytes, backups: Backups, identity: Path, tmp_path: Path
) -> None:
    path = await backups.take(database, NOON)
    assert path.name == "kith-20231114T221320Z.age"
    assert path.stat().st_mode & 0o777 == 0o600
    assert opened(path, identity).rows.keys() == metadata.tables.keys()
    new_identity(tmp_path / "other.key")
    for wrong in (tmp_path / "other.key", tmp_path / "none.key", path):
        with pytest.raises(NotOpened):
            opened(path, wrong)
    assert WORD.encode() not in path.read_bytes()


async def test_a_file_is_cut_off_or_altered(
    database: Database, kept: bytes, backups: Backups, identity: Path
) -> None:
    path = await backups.take(database, NOON)
    whole = path.read_bytes()
    for spoiled in (whole[:-1], whole[:50], whole[:-9] + b"x" + whole[-8:]):
        path.write_bytes(spoiled)
        with pytest.raises((NotOpened, BackupBroken)):
            opened(path, identity)


async def test_each_is_kept_for_14_days_and_made_once_a_night(
    database: Database, kept: bytes, backups: Backups
) -> None:
    three = NOON - NOON % DAY + 3 * 3600
    assert backups.is_due(three)
    for day in range(20):
        at = three + day * DAY + 60
        assert backups.is_due(at)
        backups.forget(at)
        await backups.take(database, at)
        assert not backups.is_due(at + DAY - 61)
    assert len(backups.times()) == BACKUPS // DAY
    assert min(backups.times()) > three + 19 * DAY + 60 - BACKUPS


def test_notes_survive_a_cut_and_are_forgotten_after_the_backups(tmp_path: Path) -> None:
    first, second = (bytes([1]) * 32, NOON), (bytes([2]) * 32, NOON + 9)
    note(tmp_path, [first])
    with (tmp_path / NOTES).open("a") as file:
        file.write("\n0101")
    note(tmp_path, [second])
    assert noted(tmp_path) == [first, second]
    forget_notes(tmp_path, NOON + 1)
    assert noted(tmp_path) == [second]
    assert (tmp_path / NOTES).stat().st_mode & 0o777 == 0o600


async def test_a_backup_of_an_older_key_opens_while_the_key_file_holds_it(tmp_path: Path) -> None:
    """A key that was replaced stays in the file, and the database says which one it needs."""
    from storage.rotation import rotate  # noqa: PLC0415 - only here
    from storage.vault import add_key, put_first  # noqa: PLC0415

    url, key_file = f"sqlite+aiosqlite:///{tmp_path / 'kith.db'}", tmp_path / "kith.key"
    database, _ = await open_storage(url, key_file)
    async with database.transaction() as tx:
        person = await people.remember(tx, 501)
        await toolbox.write(tx, person.id, "hard", 1, WORD)
    old = await backup.take(database, NOON)
    new = add_key(key_file)
    await rotate(database, new)
    await database.close()
    put_first(key_file, new)
    database, _ = await open_storage(url, key_file)
    async with database.transaction() as tx:
        assert (await people.remember(tx, 501)).id == person.id
    await restore(database, old, overwrite_newer=True)
    async with database.transaction() as tx:
        assert [line.words for line in await toolbox.lines(tx, person.id)] == [WORD]
    await database.close()
    database, _ = await open_storage(url, key_file)
    async with database.transaction() as tx:
        assert await people.find(tx, 501)
    await database.close()
