"""What rests in the database, byte for byte, tells neither an id nor a word of anybody (D6, D7).

Which columns may hold what is in test_schema_privacy.py.
"""

import json
from pathlib import Path

import pytest
from sqlalchemy import select, text

from storage import buttons, checkins, fields, people
from storage.buttons import Button
from storage.engine import Database
from storage.fields import Field
from storage.schema import metadata
from storage.schema import people as people_table
from storage.schema import schedules as schedules_table
from storage.vault import SealBroken, Vault
from tests.integration.conftest import NOON, Circle

ANA = 7_312_908_455  # more than 32 bits, as many ids are today
WORD = "Zwielichtmarke"
RENAMED = "Dämmerungsmarke"


async def store_marked(database: Database, circle: Circle) -> int:
    """Store a person and words that would be found again, and what goes with them."""
    async with database.transaction() as tx:
        ana = await people.remember(tx, ANA)
        member = await people.seen(tx, circle.group, ana.id, NOON)
        await checkins.record(tx, [(circle.checkin, member, "fog")])
        await checkins.rename_word(tx, circle.schedule, "fog", WORD)
        await checkins.rename_word(tx, circle.schedule, "fog", RENAMED)
        await buttons.add(tx, [Button(bytes(16), "x", None, "fog", circle.group, ana.id, NOON)])
        await fields.open(tx, Field(ana.id, circle.group, "x", None, "fog", NOON))
    return ana.id


async def test_sealed_columns_hold_ciphertext(
    database: Database, circle: Circle, vault: Vault
) -> None:
    ana = await store_marked(database, circle)
    person = select(people_table.c.lookup, people_table.c.sealed_id)
    async with database.transaction() as tx:
        lookup, sealed_id = (await tx.execute(person.where(people_table.c.id == ana))).one()
        words = (await tx.execute(select(schedules_table.c.words))).scalar_one()
    stranger = Vault(bytes(32))
    assert lookup == vault.lookup(ANA) != stranger.lookup(ANA)
    assert vault.open_id(sealed_id) == ANA
    assert json.loads(vault.open_words(words, "schedules.words")) == {"fog": RENAMED}
    for opening in (
        lambda: stranger.open_id(sealed_id),
        lambda: stranger.open_words(words, "schedules.words"),
    ):
        with pytest.raises(SealBroken):
            opening()
    assert traces_in(b"".join([lookup, sealed_id, words])) == []


def traces_in(stored: bytes) -> list[str]:
    """What of the marked id and words can be read in these bytes.

    SQLite writes an integer in as few bytes as it needs, so five bytes of the id are looked for;
    they are part of its 6 and 8 byte forms too.
    """
    forms = {
        "id, decimal": str(ANA).encode(),
        "id, big end first": ANA.to_bytes(5, "big"),
        "id, little end first": ANA.to_bytes(5, "little"),
    }
    for word in (WORD, RENAMED):
        forms[f"{word}, JSON"] = json.dumps(word).strip('"').encode()
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            forms[f"{word}, {encoding}"] = word.encode(encoding)
    return [name for name, form in forms.items() if form in stored]


async def test_no_row_tells_anything(database: Database, circle: Circle) -> None:
    await store_marked(database, circle)
    async with database.transaction() as tx:
        rows = [
            value
            for table in metadata.sorted_tables
            for row in await tx.execute(select(table))
            for value in row
        ]
    assert ANA not in rows
    assert traces_in("\n".join(str(row) for row in rows).encode()) == []
    assert traces_in(b"\n".join(row for row in rows if isinstance(row, bytes))) == []


def files(folder: Path) -> bytes:
    """All bytes of the database and of what lies beside it."""
    parts = sorted(folder.glob("kith.db*"))
    assert [part.name for part in parts] == ["kith.db", "kith.db-shm", "kith.db-wal"]
    return b"".join(part.read_bytes() for part in parts)


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_no_byte_of_the_files_tells_anything(
    database: Database, circle: Circle, tmp_path: Path
) -> None:
    await store_marked(database, circle)
    assert traces_in(files(tmp_path)) == []


PLANTED = {
    "id, decimal": f"'{ANA}'",
    "id, big end first": str(ANA),
    "id, little end first": f"x'{ANA.to_bytes(8, 'little').hex()}'",
    f"{WORD}, utf-8": f"'{WORD}'",
    f"{RENAMED}, JSON": f"'{json.dumps(RENAMED)}'",
}


@pytest.mark.parametrize("trace", PLANTED)
async def test_a_planted_trace_is_found(sqlite: Database, tmp_path: Path, trace: str) -> None:
    """In the log of the database too, from which it has not reached the file yet."""
    async with sqlite.transaction() as tx:
        await tx.execute(text("ALTER TABLE people ADD COLUMN nick"))
        await people.remember(tx, 501)
        await tx.execute(text(f"UPDATE people SET nick = {PLANTED[trace]}"))
    assert trace in traces_in(files(tmp_path))
