"""Erasing a person: the table of what becomes of their rows, held against the schema (D4)."""

from pathlib import Path

import pytest
from sqlalchemy import Column, ForeignKey, MetaData, Table, func, select

from domain.delivery import Fate, Lane
from storage import erasure, outbox, people, spoken
from storage.engine import Database, Transaction
from storage.erasure import ERASURE, Goes, Loses, Stays, of_persons
from storage.outbox import Wanted
from storage.schema import metadata
from storage.schema import outbox as outbox_table
from storage.schema.columns import ID
from tests.integration.conftest import HOUR, NOON, Circle
from tests.integration.filled import Whose, fill, two

ROOTS = {"people", "members"}


def tells_of_people(table: Table) -> set[str]:
    """The columns of a table that refer to a person or a member."""
    return {
        column.name
        for column in table.columns
        if any(key.column.table.name in ROOTS for key in column.foreign_keys)
    }


def names(lot: Goes | Loses) -> set[str]:
    """The columns that a line names."""
    return {column.name for column in lot.columns}


def left_out(schema: MetaData) -> list[str]:
    """What the table of erasures does not say, or says wrongly."""
    wrong = [f"{name} is in no table" for name in ERASURE.keys() - schema.tables.keys()]
    for name, table in schema.tables.items():
        lot = ERASURE.get(name)
        said = set() if lot is None or isinstance(lot, Stays) else names(lot)
        if lot is None:
            wrong.append(f"{name}: say whether its rows go with a person")
        elif not tells_of_people(table) <= said:
            wrong.append(f"{name} refers to people in a column that does not go")
    return wrong


def test_every_table_says_what_becomes_of_its_rows() -> None:
    assert left_out(metadata) == []
    assert all(lot.why for lot in ERASURE.values() if isinstance(lot, Stays))


def test_a_new_table_and_a_new_reference_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    planted = MetaData()
    for table in metadata.tables.values():
        table.to_metadata(planted)
    Table("diaries", planted, Column("person_id", ID, ForeignKey("people.id")))
    Table("checkins", planted, Column("by", ID, ForeignKey("members.id")), extend_existing=True)
    assert sorted(left_out(planted)) == [
        "checkins refers to people in a column that does not go",
        "diaries: say whether its rows go with a person",
    ]


async def rows_of(tx: Transaction, whose: Whose) -> dict[str, int]:
    """How many rows each table has of somebody."""
    found = {}
    for name, lot in ERASURE.items():
        if not isinstance(lot, Stays):
            table = metadata.tables[name]
            query = select(func.count()).select_from(table)
            rows = await tx.execute(query.where(of_persons(lot, [whose.person])))
            found[name] = rows.scalar_one()
    return found


async def all_rows(tx: Transaction) -> dict[str, int]:
    """How many rows each table has."""
    return {
        table.name: (await tx.execute(select(func.count()).select_from(table))).scalar_one()
        for table in metadata.sorted_tables
    }


async def test_one_goes_from_every_table_and_the_other_stays(
    database: Database, circle: Circle
) -> None:
    async with database.transaction() as tx:
        ana, ben = await two(tx, circle.group)
        await fill(tx, [ana, ben])
        before, of_ana, of_ben = await all_rows(tx), await rows_of(tx, ana), await rows_of(tx, ben)
        assert set(of_ana.values()) == {1}, "a table was not tried"
        await erasure.erase_rows(tx, [ana.person])
        assert set((await rows_of(tx, ana)).values()) == {0}
        assert await rows_of(tx, ben) == of_ben
        gone = {name: before[name] - left for name, left in (await all_rows(tx)).items()}
        assert {name for name, count in gone.items() if count} == {
            name for name, lot in ERASURE.items() if isinstance(lot, Goes)
        }


async def test_a_group_takes_along_what_refers_to_it(database: Database, circle: Circle) -> None:
    async with database.transaction() as tx:
        await fill(tx, await two(tx, circle.group))
        await tx.execute(metadata.tables["groups"].delete())
        left = {name for name, count in (await all_rows(tx)).items() if count}
    stay = {name for name, table in metadata.tables.items() if not leads_to_group(table)}
    assert left == stay - {"keys"}


def leads_to_group(table: Table) -> bool:
    """Whether every row of a table is, in the end, of a group."""
    targets = [key.column.table for key in table.foreign_keys if key.ondelete == "CASCADE"]
    return table.name == "groups" or any(
        leads_to_group(target) for target in targets if target is not table
    )


async def test_messages_of_two_days_are_unsaid_and_a_receipt_waits(
    database: Database, circle: Circle
) -> None:
    async with database.transaction() as tx:
        ana = await people.get(tx, circle.ana)
        assert ana
        now = NOON + 100 * HOUR
        await spoken.keep(tx, [(501, 7)], now - 49 * HOUR)
        await spoken.keep(tx, [(501, 8), (777, 9)], now - 47 * HOUR)
        await spoken.keep(tx, [(501, 8)], now)
        await _letter(tx, circle.ana, 10, now - HOUR)
        await _letter(tx, circle.ana, 11, now - 49 * HOUR)
        await erasure.erase(tx, ana, now)
        asked = select(outbox_table.c.message_id).where(outbox_table.c.kind == "removal")
        assert sorted((await tx.execute(asked)).scalars()) == [8, 10]
        assert {row.chat_id for row in await outbox.waiting(tx, now, 9)} == {501}
        receipt = await outbox.by_object(tx, "erased", circle.ana)
        assert receipt
        assert receipt.due_at == now + erasure.LONGEST
        unfinished = await erasure.unfinished(tx)
        assert [row[1:] for row in unfinished] == [(tx.vault.lookup(501), now)]
        await erasure.finish(tx, [row[0] for row in unfinished], now + 1)
        receipt = await outbox.by_object(tx, "erased", circle.ana)
        assert receipt
        assert receipt.due_at == now + 1
        assert await erasure.is_finished(tx)


async def _letter(tx: Transaction, person_id: int, message: int, at: int) -> None:
    wanted = Wanted("pair", message, None, Lane.PRIVATE, at, at + HOUR, person_id)
    await outbox.ask(tx, wanted)
    post = await outbox.by_object(tx, "pair", message, person_id)
    assert post
    assert await outbox.claim(tx, post.id, at)
    await outbox.settle(tx, post.id, Fate("sent", message_id=message))


async def test_of_what_a_backup_brought_back_only_the_erased_since_go_again(
    database: Database, circle: Circle
) -> None:
    async with database.transaction() as tx:
        noted = [(tx.vault.lookup(501), NOON - 1), (tx.vault.lookup(502), NOON)]
        assert await erasure.erase_again(tx, noted, NOON) == 1
        assert await people.get(tx, circle.ana), "she came back before the backup was made"
        assert await people.get(tx, circle.ben) is None


async def test_a_day_to_think_can_be_taken_back(database: Database, circle: Circle) -> None:
    async with database.transaction() as tx:
        await erasure.think(tx, circle.ana, NOON + 5)
        await erasure.think(tx, circle.ana, NOON + 9)
        assert await erasure.farewell(tx, circle.ana) == NOON + 5
        assert await erasure.farewells_due(tx, NOON + 4) == []
        assert await erasure.farewells_due(tx, NOON + 5) == [circle.ana]
        await erasure.stay(tx, circle.ana)
        assert await erasure.farewells_due(tx, NOON + 5) == []


async def test_a_reader_in_the_way_is_noticed(sqlite: Database, tmp_path: Path) -> None:
    """Only the row that the checkpoint returns tells (I12); without a look at it, traces stay."""
    async with sqlite.transaction() as tx:
        await people.remember(tx, 501)
    assert await sqlite.checkpoint()
    log = tmp_path / "kith.db-wal"
    assert log.stat().st_size == 0
    async with sqlite._engine.connect() as reader:
        raw = (await reader.get_raw_connection()).driver_connection
        assert raw
        await raw.execute("BEGIN")
        await (await raw.execute("SELECT count(*) FROM people")).fetchall()
        async with sqlite.transaction() as tx:
            await people.remember(tx, 502)
        assert not await sqlite.checkpoint()
        assert log.stat().st_size > 0
        await raw.execute("ROLLBACK")
    assert await sqlite.checkpoint()
    assert log.stat().st_size == 0
