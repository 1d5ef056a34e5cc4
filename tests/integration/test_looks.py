"""The one question of a tick: what it finds, on both databases."""

import pytest
from sqlalchemy import text
from sqlalchemy.dialects.sqlite import dialect

from handlers.ticks import TICKS, looks
from storage import invites
from storage.engine import Database, Transaction

NOW = 1_800_000_000
FEW = {"cards", "role_turns"}
"""Tables that a look may go through: cards stand for days, and of each role there is one turn."""


async def test_where_nothing_is_due_nothing_is_found(database: Database) -> None:
    async with database.transaction() as tx:
        assert await looks().found(tx, 1_800_000_000) == set()


async def test_what_is_due_is_found_in_the_second_it_is(database: Database) -> None:
    place = next(i for i, each in enumerate(TICKS) if invites.expired_at in each.looks)
    async with database.transaction() as tx:
        await invites.add(tx, b"code", 100)
        assert await looks().found(tx, 99) == set()
        assert await looks().found(tx, 100) == {place}


async def gone_through(tx: Transaction, statement: str) -> set[str]:
    """The tables of which SQLite would read every row."""
    plan = await tx.execute(text(f"EXPLAIN QUERY PLAN {statement}"))
    steps = [row.detail.split() for row in plan if row.detail.startswith("SCAN")]
    return {step[1] for step in steps if step[1] != "CONSTANT"}


def all_looks() -> list[str]:
    """As SQLite gets them."""
    return [
        str(look(NOW).compile(dialect=dialect(), compile_kwargs={"literal_binds": True}))
        for chore in TICKS
        for look in chore.looks
    ]


@pytest.mark.parametrize("statement", all_looks())
async def test_no_look_goes_through_a_table_that_grows_with_the_groups(
    sqlite: Database, statement: str
) -> None:
    async with sqlite.transaction() as tx:
        assert await gone_through(tx, statement) <= FEW


async def test_with_all_groups_in_the_index_of_those_that_are_gone_it_would(
    sqlite: Database,
) -> None:
    """The rule turned off, as it was before decision 0155."""
    async with sqlite.transaction() as tx:
        await tx.execute(text("DROP INDEX ix_groups_suspended_at"))
        await tx.execute(text("CREATE INDEX ix_groups_suspended_at ON groups (suspended_at)"))
        due = next(each for each in all_looks() if "FROM schedules" in each)
        plan = await tx.execute(text(f"EXPLAIN QUERY PLAN {due}"))
        assert any("ix_groups_suspended_at" in row.detail for row in plan)
