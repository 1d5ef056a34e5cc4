"""The contents of a backup: all that is stored, as one text that either database can be made from.

Belongs here: taking it, trying it out in memory, and putting it back. May not enter: files and
encryption (bot/operate). What is sealed stays sealed in it. Times are UTC seconds.
"""

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from alembic import command
from sqlalchemy import (
    Connection,
    MetaData,
    Table,
    create_engine,
    delete,
    func,
    insert,
    select,
    text,
)
from sqlalchemy import update as change
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import StaticPool

from domain import own_checkins as own_rules
from domain.schedule import next_at
from storage import checkins, erasure, own_checkins
from storage.engine import Database, Transaction
from storage.errors import NewerDatabase, StorageError
from storage.migrate import SHIPPED, known_revisions, prepared
from storage.schema import (
    erased,
    evidence_marks,
    evidence_tallies,
    groups,
    metadata,
    outbox,
    pace,
    people,
    schedules,
    updates,
)
from storage.schema import own_checkins as own_table
from storage.vault import Vault

_FORM = "kith-backup-1"
LEFT_OUT = (evidence_tallies, evidence_marks, pace)
"""What no backup holds: what a group answers while it looks back (G12), and what lasts a minute."""

Row = dict[str, Any]
Noted = Sequence[tuple[bytes, int]]
Progress = Callable[[str], None]


class BackupBroken(StorageError):
    """What was read is no backup, or not a whole one."""

    sentence = "This is not a whole backup of Kith. Take another one."


class NewerHere(StorageError):
    """The database holds what is newer than the backup."""

    sentence = (
        "The database holds what is newer than this backup, and would lose it. "
        "If that is meant, say --overwrite-newer."
    )


class KeyOfBackupMissing(StorageError):
    """The key file does not hold the key that the backup was sealed with."""

    sentence = "The key file does not hold the key of this backup. Add its line from your copy."


@dataclass(frozen=True, slots=True)
class Contents:
    """All rows of a moment, as of the newest revision; `fingerprint` tells the key they need."""

    taken_at: int
    fingerprint: bytes
    rows: dict[str, list[Row]]


async def take(database: Database, now: int) -> bytes:
    """Everything that is stored at one moment. Raises StorageError."""
    async with database.transaction() as tx:
        await tx.see_one_moment()
        revision = (await tx.execute(text("SELECT version_num FROM alembic_version"))).scalar_one()
        tables = {
            table.name: [dict(row) for row in (await tx.execute(select(table))).mappings()]
            for table in metadata.sorted_tables
            if table not in LEFT_OUT
        }
        fingerprint = tx.vault.fingerprint
    written = {
        "form": _FORM,
        "revision": revision,
        "taken_at": now,
        "fingerprint": fingerprint,
        "tables": tables,
    }
    return json.dumps(written, default=_as_text, separators=(",", ":")).encode()


def load(written: bytes) -> Contents:
    """The contents, tried out: tables made in memory by the migrations, filled, and brought to the
    newest revision. Raises BackupBroken, NewerDatabase."""
    try:
        found = json.loads(written, object_hook=_as_bytes)
        if found["form"] != _FORM:
            raise BackupBroken
        if found["revision"] not in known_revisions():
            raise NewerDatabase
        rows = _tried(found["revision"], found["tables"])
        return Contents(found["taken_at"], found["fingerprint"], rows)
    except (ValueError, KeyError, TypeError, SQLAlchemyError) as error:
        raise BackupBroken from error


def _tried(revision: str, tables: dict[str, list[Row]]) -> dict[str, list[Row]]:
    engine = create_engine("sqlite://", poolclass=StaticPool)
    try:
        with engine.begin() as connection:
            command.upgrade(prepared(connection, SHIPPED), revision)
            _fill(connection, tables)
            command.upgrade(prepared(connection, SHIPPED), "head")
            if connection.execute(text("PRAGMA foreign_key_check")).first():
                raise BackupBroken
            return {
                table.name: [dict(row) for row in connection.execute(select(table)).mappings()]
                for table in metadata.sorted_tables
            }
    finally:
        engine.dispose()


def _fill(connection: Connection, tables: dict[str, list[Row]]) -> None:
    """In the tables of that revision, whatever their columns were."""
    there = MetaData()
    there.reflect(connection)
    if not tables.keys() <= there.tables.keys():
        raise BackupBroken
    for name, rows in tables.items():
        if rows:
            connection.execute(insert(there.tables[name]), rows)


async def put_back(  # noqa: PLR0913 - what is put back, where, and under which conditions
    database: Database,
    contents: Contents,
    noted: Noted,
    now: int,
    *,
    overwrite_newer: bool,
    say: Progress = lambda _: None,
) -> int:
    """Put the contents in place of what is stored, and erase again who was erased since.

    All of it, or nothing. `noted`: the keyed hashes of the erased, from beside the backups. Answers
    how many were erased again. Raises NewerHere, KeyOfBackupMissing, StorageError.
    """
    database.require_key(contents.fingerprint, KeyOfBackupMissing)
    async with database.transaction() as tx:
        if not overwrite_newer and await _newest(tx) > contents.taken_at:
            raise NewerHere
        here = [(row.lookup, row.erased_at) for row in await tx.execute(select(erased))]
        for table in reversed(metadata.sorted_tables):
            await tx.execute(delete(table))
        for table in metadata.sorted_tables:
            await _put(tx, table, contents.rows[table.name])
            if contents.rows[table.name]:
                say(f"{table.name}: {len(contents.rows[table.name])}")
        again = await erasure.erase_again(tx, [*noted, *here], contents.taken_at)
        await _keep_hashes(tx, here)
        await _leave_out_the_past(tx, now)
    database.use_key(contents.fingerprint)
    await database.checkpoint()
    return again


async def _newest(tx: Transaction) -> int:
    """When something last happened here; 0 in an empty database."""
    times = [updates.c.seen_at, erased.c.erased_at, outbox.c.claimed_at]
    found = [(await tx.execute(select(func.max(time)))).scalar() or 0 for time in times]
    known = (await tx.execute(select(func.count()).select_from(people))).scalar_one()
    homes = (await tx.execute(select(func.count()).select_from(groups))).scalar_one()
    return max(found) if known or homes or any(found) else 0


async def _put(tx: Transaction, table: Table, rows: Sequence[Row]) -> None:
    if not rows:
        return
    # A row may refer to an older one of its own table.
    ordered = sorted(rows, key=lambda row: row["id"]) if "id" in table.columns else rows
    await tx.execute(insert(table), ordered)
    await tx.count_on_from(table)


async def _keep_hashes(tx: Transaction, here: Noted) -> None:
    rows = await tx.execute(select(erased.c.lookup, erased.c.erased_at))
    there = {(row[0], row[1]) for row in rows}
    new = [{"lookup": lookup, "erased_at": at} for lookup, at in here if (lookup, at) not in there]
    if new:
        await tx.execute(insert(erased), new)


async def _leave_out_the_past(tx: Transaction, now: int) -> None:
    """What was to be posted between the backup and now may have been: it is not posted again."""
    waiting = (outbox.c.state.in_(["due", "claimed"]), outbox.c.due_at <= now)
    await tx.execute(change(outbox).where(*waiting).values(state="missed"))
    late = select(schedules.c.id).where(schedules.c.next_at <= now)
    for schedule_id in list((await tx.execute(late)).scalars()):
        row = await checkins.schedule(tx, schedule_id)
        if row is not None:
            await checkins.set_next(tx, row.id, next_at(row.rule, now))
    passed = select(own_table.c.person_id).where(own_table.c.next_at <= now)
    for person_id in list((await tx.execute(passed)).scalars()):
        own = await own_checkins.get(tx, person_id)
        if own is not None:
            coming = own_rules.next_at(own.rule, own.chosen, now)
            await own_checkins.set_next(tx, person_id, coming)


def _as_text(value: object) -> dict[str, str]:
    if isinstance(value, bytes):
        return {"bytes": base64.b64encode(value).decode()}
    raise TypeError(type(value).__name__)


def _as_bytes(value: dict[str, Any]) -> Any:
    return base64.b64decode(value["bytes"]) if value.keys() == {"bytes"} else value


def seals(vault: Vault, contents: Contents) -> bool:
    """Whether this key opens what is sealed in the contents."""
    return vault.fingerprint == contents.fingerprint
