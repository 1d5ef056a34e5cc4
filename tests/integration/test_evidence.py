"""Looking back, as it rests: no answer has a row, and none is in a backup (G12)."""

import json

import pytest
from sqlalchemy import func, select, update

from domain.evidence import blank
from storage import backup, evidence
from storage.backup import LEFT_OUT
from storage.engine import Database, Transaction
from storage.evidence import Round
from storage.schema import evidence_marks, evidence_rounds, evidence_tallies, keys
from storage.vault import Vault
from tests.integration.conftest import HOUR, NOON, Circle


async def begun(tx: Transaction, circle: Circle) -> Round:
    """A window that is open from NOON for an hour, with two questions."""
    return await evidence.begin(tx, circle.group, "asked", ["One of us was heard."], NOON + HOUR)


async def rows(tx: Transaction) -> list[int]:
    counts = [select(func.count()).select_from(each) for each in (evidence_tallies, evidence_marks)]
    return [int((await tx.execute(each)).scalar_one()) for each in counts]


async def test_a_question_is_answered_once(database: Database, circle: Circle) -> None:
    async with database.transaction() as tx:
        asked = await begun(tx, circle)
        assert await evidence.mark(tx, asked.id, 0, circle.ana_member)
        assert not await evidence.mark(tx, asked.id, 0, circle.ana_member)
        assert await evidence.mark(tx, asked.id, 1, circle.ana_member)
        assert await evidence.mark(tx, asked.id, 0, circle.ben_member)
        assert await evidence.has_answered(tx, asked.id, 0, circle.ana_member)
        assert not await evidence.has_answered(tx, asked.id, 1, circle.ben_member)


async def test_also_after_the_key_was_changed(database: Database, circle: Circle) -> None:
    async with database.transaction() as tx:
        asked = await begun(tx, circle)
        await evidence.mark(tx, asked.id, 0, circle.ana_member)
        tx.vault = Vault(bytes(32), [tx.vault._master])
        assert not await evidence.mark(tx, asked.id, 0, circle.ana_member)
        assert await evidence.mark(tx, asked.id, 0, circle.ben_member)


async def test_a_tally_always_has_the_same_length(database: Database, circle: Circle) -> None:
    lengths = set()
    async with database.transaction() as tx:
        asked = await begun(tx, circle)
        assert await evidence.tally(tx, asked) == blank(2)
        for number in (0, 9, 10, 99_999):
            numbers = [[number, 0, 0, 0], [0, number, 0, 0, 0, 0, 0]]
            await evidence.keep_tally(tx, asked, numbers)
            assert await evidence.tally(tx, asked) == numbers
            lengths.add(len((await tx.execute(select(evidence_tallies.c.tally))).scalar_one()))
    assert len(lengths) == 1


async def test_the_close_keeps_words_and_erases_the_rest(
    database: Database, circle: Circle
) -> None:
    async with database.transaction() as tx:
        asked = await begun(tx, circle)
        await evidence.mark(tx, asked.id, 0, circle.ana_member)
        await evidence.keep_tally(tx, asked, blank(2))
        assert await rows(tx) == [1, 1]
        assert await evidence.closing(tx, NOON) == []
        assert [each.id for each in await evidence.closing(tx, NOON + HOUR)] == [asked.id]
        await evidence.close(tx, asked.id, "0:most:so")
        assert await rows(tx) == [0, 0]
        assert (await evidence.get(tx, asked.id)) == Round(
            asked.id, circle.group, "asked", "closed", asked.lines, NOON + HOUR, "0:most:so"
        )
        assert await evidence.closing(tx, NOON + HOUR) == []


async def test_no_answer_is_in_a_backup(
    database: Database, circle: Circle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the rule turned off."""
    async with database.transaction() as tx:
        asked = await begun(tx, circle)
        await evidence.mark(tx, asked.id, 0, circle.ana_member)
        await evidence.keep_tally(tx, asked, blank(2))
        await tx.execute(keys.insert().values(id=1, fingerprint=tx.vault.fingerprint))
        await tx.execute(update(evidence_rounds).values(told=None))
    names = {"evidence_tallies", "evidence_marks"}
    assert names <= {table.name for table in LEFT_OUT}
    kept = await backup.take(database, NOON)
    assert not names & json.loads(kept)["tables"].keys()
    await backup.put_back(database, backup.load(kept), [], NOON, overwrite_newer=True)
    async with database.transaction() as tx:
        assert await rows(tx) == [0, 0]
        assert await evidence.tally(tx, asked) == blank(2)
    monkeypatch.setattr(backup, "LEFT_OUT", ())
    assert names <= json.loads(await backup.take(database, NOON))["tables"].keys()
