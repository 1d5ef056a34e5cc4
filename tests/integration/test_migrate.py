"""Migrating at start."""

import asyncio
import shutil
import sqlite3
import stat
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Connection, MetaData, Table, Text, inspect
from sqlalchemy.exc import DBAPIError

import storage.migrations
from storage import groups, people
from storage.engine import Database, build_engine
from storage.errors import NewerDatabase, StorageCorrupt
from storage.migrate import SHIPPED, Migration, _config, _migrate, migrate
from storage.schema import metadata

NEXT = '''"""The next one."""

import sqlalchemy as sa
from alembic import op

revision = "next"
down_revision = "{newest}"


def upgrade() -> None:
    """Make the change."""
    with op.batch_alter_table("people", recreate="{recreate}") as people:
        people.add_column(sa.Column("planted", sa.Text))
    op.execute("{also}")
'''

NEWEST = str(ScriptDirectory.from_config(_config(SHIPPED)).get_current_head())
"""The revision that the shipped migrations lead to."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the SQLite database of a test lies."""
    return tmp_path / "kith.db"


def next_scripts(folder: Path, recreate: str = "auto", also: str = "SELECT 1") -> str:
    """The shipped migrations, and one more."""
    shipped = Path(storage.migrations.__file__).parent
    scripts = shutil.copytree(shipped, folder / "migrations")
    (scripts / "versions" / "next.py").write_text(
        NEXT.format(newest=NEWEST, recreate=recreate, also=also)
    )
    return str(scripts)


async def columns(url: str, table: str) -> set[str]:
    """The names of a table's columns, none when there is no such table."""

    def names(connection: Connection) -> set[str]:
        tables = inspect(connection)
        return {c["name"] for c in tables.get_columns(table)} if tables.has_table(table) else set()

    engine = build_engine(url, lock_wait=1)
    async with engine.connect() as connection:
        found = await connection.run_sync(names)
    await engine.dispose()
    return found


async def differences(url: str, expected: MetaData) -> list[object]:
    """What Alembic would still have to change."""

    def compare(connection: Connection) -> list[object]:
        options = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        return list(compare_metadata(context, expected))

    engine = build_engine(url, lock_wait=1)
    async with engine.connect() as connection:
        found = await connection.run_sync(compare)
    await engine.dispose()
    return found


async def test_the_migrations_make_the_tables_of_the_schema(url: str) -> None:
    await migrate(url)
    assert await differences(url, metadata) == []


async def test_a_table_without_a_migration_is_noticed(url: str) -> None:
    await migrate(url)
    more = MetaData(naming_convention=metadata.naming_convention)
    for table in metadata.tables.values():
        table.to_metadata(more)
    Table("planted", more, Column("name", Text))
    assert len(await differences(url, more)) == 1


async def test_the_migrations_write_the_very_same_sql(tmp_path: Path) -> None:
    """Constraints and cascades too, which Alembic does not compare."""
    made = {name: f"sqlite+aiosqlite:///{tmp_path / name}" for name in ("migrated", "created")}
    await migrate(made["migrated"])
    engine = build_engine(made["created"], lock_wait=1)
    async with engine.begin() as connection:
        await connection.run_sync(metadata.create_all)
    await engine.dispose()
    migrated, created = (sql(tmp_path / name) for name in made)
    assert {line for line in migrated if "alembic_version" not in line} == created


def sql(file: Path) -> set[str]:
    """What a database says it was made with."""
    connection = sqlite3.connect(file)
    found = {row[0] for row in connection.execute("SELECT sql FROM sqlite_master") if row[0]}
    connection.close()
    return {_plain(sentence) for sentence in found}


def _plain(sentence: str) -> str:
    """A table that was rebuilt has its name in quotes, and its constraints in another order."""
    lines = sentence.replace('"', "").splitlines()
    return "\n".join(sorted(line.strip(" \t,") for line in lines))


async def test_migrating_again_changes_nothing(url: str) -> None:
    assert await migrate(url) == Migration(None, NEWEST, None)
    assert await migrate(url) == Migration(NEWEST, NEWEST, None)


async def test_of_many_that_migrate_at_once_one_does_it(url: str) -> None:
    done = await asyncio.gather(*(migrate(url) for _ in range(4)))
    assert sorted(str(migration.before) for migration in done) == [NEWEST, NEWEST, NEWEST, "None"]


async def test_a_pending_revision_is_applied_after_a_copy(
    sqlite: Database, sqlite_url: str, file: Path, tmp_path: Path
) -> None:
    async with sqlite.transaction() as tx:
        ana = await people.remember(tx, 501)
    migration = await migrate(sqlite_url, scripts=next_scripts(tmp_path))
    copy = file.with_name("kith.db.before-next")
    assert migration == Migration(NEWEST, "next", copy)
    assert "planted" in await columns(sqlite_url, "people")
    assert ids_in(file) == ids_in(copy) == [ana.id]
    assert not any("planted" in line for line in sql(copy))
    assert mode(copy) == 0o600


def ids_in(file: Path) -> list[int]:
    """The ids of the people in a database file."""
    connection = sqlite3.connect(file)
    found = [row[0] for row in connection.execute("SELECT id FROM people")]
    connection.close()
    return found


def mode(path: Path) -> int:
    """The permissions of a file."""
    return stat.S_IMODE(path.stat().st_mode)


async def test_a_copy_that_was_left_over_is_made_anew(
    sqlite: Database, sqlite_url: str, file: Path, tmp_path: Path
) -> None:
    leave(file.with_name("kith.db.before-next"))
    migration = await migrate(sqlite_url, scripts=next_scripts(tmp_path))
    assert migration.copy
    assert ids_in(migration.copy) == []
    assert mode(migration.copy) == 0o600


def leave(path: Path) -> None:
    """Half a copy, and open to everybody."""
    path.write_bytes(b"half a copy")
    path.chmod(0o644)


async def test_tables_of_no_revision_are_copied_too(sqlite_url: str, file: Path) -> None:
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE notes (id INTEGER)")
    connection.close()
    migration = await migrate(sqlite_url)
    assert migration == Migration(None, NEWEST, file.with_name(f"kith.db.before-{NEWEST}"))


async def test_postgres_is_migrated_without_a_copy(postgres_url: str, tmp_path: Path) -> None:
    await migrate(postgres_url)
    migration = await migrate(postgres_url, scripts=next_scripts(tmp_path))
    assert migration == Migration(NEWEST, "next", None)
    assert "planted" in await columns(postgres_url, "people")


async def test_a_newer_database_is_left_alone(url: str, tmp_path: Path) -> None:
    await migrate(url, scripts=next_scripts(tmp_path))
    with pytest.raises(NewerDatabase, match="newer version"):
        await migrate(url)
    assert "planted" in await columns(url, "people")


async def test_a_migration_that_fails_leaves_everything_as_it_was(url: str, tmp_path: Path) -> None:
    await migrate(url)
    with pytest.raises(DBAPIError):
        await migrate(url, scripts=next_scripts(tmp_path, also="SELECT nonsense"))
    assert "planted" not in await columns(url, "people")
    assert await migrate(url) == Migration(NEWEST, NEWEST, None)


async def as_built(url: str, scripts: str) -> None:
    await migrate(url, scripts=scripts)


async def with_foreign_keys(url: str, scripts: str) -> None:
    """As transactions are, outside of migrations."""
    engine = build_engine(url, lock_wait=1, foreign_keys=True)
    await _migrate(engine, scripts)
    await engine.dispose()


@pytest.mark.parametrize(("run", "loses"), [(as_built, False), (with_foreign_keys, True)])
async def test_rebuilding_a_table_keeps_what_refers_to_it(
    sqlite: Database,
    sqlite_url: str,
    tmp_path: Path,
    run: Callable[[str, str], Awaitable[None]],
    loses: bool,
) -> None:
    """SQLite drops the old table; foreign keys would erase the members of the people in it."""
    async with sqlite.transaction() as tx:
        ana = await people.remember(tx, 501)
        group = await groups.add(tx, -1001, "Europe/London", "en")
        await people.seen(tx, group.id, ana.id, 1)
    await run(sqlite_url, next_scripts(tmp_path, recreate="always"))
    async with sqlite.transaction() as tx:
        assert (await people.member_seen_at(tx, group.id, ana.id) is None) is loses


async def test_a_migration_may_not_leave_rows_without_what_they_refer_to(
    sqlite_url: str, tmp_path: Path
) -> None:
    await migrate(sqlite_url)
    orphan = "INSERT INTO fields (person_id, action, expires_at) VALUES (99, 'x', 0)"
    with pytest.raises(StorageCorrupt, match="refer to"):
        await migrate(sqlite_url, scripts=next_scripts(tmp_path, also=orphan))
    assert "planted" not in await columns(sqlite_url, "people")
