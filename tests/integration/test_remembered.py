"""Reads that are asked once a transaction, and anew when their answer may be another."""

import pytest

from storage import groups, people
from storage.engine import Database, Transaction


async def asked(tx: Transaction, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is really asked from now on."""
    seen: list[str] = []
    execute = tx.execute

    async def listening(statement: object, parameters: object = None) -> object:
        seen.append(str(statement).split()[0])
        return await execute(statement, parameters)  # type: ignore[arg-type]

    monkeypatch.setattr(tx, "execute", listening)
    return seen


async def test_the_same_is_asked_once(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    async with database.transaction() as tx:
        group = await groups.add(tx, -5, "UTC", "en", agreed_at=1)
        seen = await asked(tx, monkeypatch)
        assert [await groups.by_chat(tx, -5) for _ in range(3)] == [group] * 3
        assert await groups.by_chat(tx, -6) is None
        assert seen == ["SELECT", "SELECT"]


async def test_another_transaction_asks_anew(database: Database) -> None:
    async with database.transaction() as tx:
        await groups.add(tx, -5, "UTC", "en", agreed_at=1)
        assert await groups.by_chat(tx, -5)
    async with database.transaction() as tx:
        assert await groups.by_chat(tx, -5)


async def test_a_write_is_seen(database: Database) -> None:
    async with database.transaction() as tx:
        person = await people.remember(tx, 501)
        assert not person.reachable
        await people.set_reachable(tx, person.id, reachable=True)
        found = await people.find(tx, 501)
        assert found
        assert found.reachable


async def test_what_goes_with_another_row_is_gone(database: Database) -> None:
    async with database.transaction() as tx:
        group = await groups.add(tx, -5, "UTC", "en", agreed_at=1)
        assert await groups.by_chat(tx, -5)
        await groups.remove(tx, group.id)
        assert await groups.by_chat(tx, -5) is None


async def test_what_is_undone_was_never_there(database: Database) -> None:
    async with database.transaction() as tx:
        with pytest.raises(ValueError, match="never mind"):
            await _undone(tx)
        assert await people.find(tx, 501) is None


async def _undone(tx: Transaction) -> None:
    async with tx.savepoint():
        await people.remember(tx, 501)
        assert await people.find(tx, 501)
        raise ValueError("never mind")


async def test_whoever_locks_a_row_sees_it_as_it_is_then(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with database.transaction() as tx:
        group = await groups.add(tx, -5, "UTC", "en", agreed_at=1)
        await groups.get(tx, group.id)
        await groups.lock(tx, group.id)
        seen = await asked(tx, monkeypatch)
        await groups.get(tx, group.id)
        assert seen == ["SELECT"]
