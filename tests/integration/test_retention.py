"""What is kept no longer than the table of the domain says (D5)."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select, update

from domain import retention as rules
from domain.retention import RETENTION, span_of
from storage import people, retention
from storage.engine import Database, Transaction
from storage.retention import ENDS, End
from storage.schema import groups, members, metadata
from tests.integration.conftest import NOON, Circle
from tests.integration.filled import fill, two

BY_ITSELF = {
    "gatherings", "groups", "holds", "invites", "steering", "proposed",
    "parting", "pair_lines", "pairs", "pair_reports", "pair_concerns", "pair_met", "rounds",
    "round_joins",
}  # fmt: skip
"""Kinds with a span that a feature ends, with tests of its own."""


def test_every_table_stands_in_one_line() -> None:
    named = [table for kept in RETENTION for table in kept.tables]
    assert sorted(named) == sorted(metadata.tables)
    assert len({kept.kind for kept in RETENTION}) == len(RETENTION)


def test_every_span_is_enforced() -> None:
    with_span = {kept.kind for kept in RETENTION if kept.span}
    assert with_span - {end.kind for end in ENDS} == BY_ITSELF
    for end in ENDS:
        assert end.table.name in next(kept.tables for kept in RETENTION if kept.kind == end.kind)


async def count(tx: Transaction, end: End) -> int:
    """How many rows the table has."""
    return int((await tx.execute(select(func.count()).select_from(end.table))).scalar_one())


async def age(tx: Transaction, end: End, since: int) -> None:
    """Let all rows of the table be as old as that, and done with."""
    done = {"closed": True, "noted": True, "state": "sent"}
    done = {name: value for name, value in done.items() if name in end.table.columns}
    await tx.execute(update(end.table).values({end.since: since, **done}))


@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.table.name)
async def test_what_is_older_goes_and_what_is_not_stays(
    database: Database, circle: Circle, end: End
) -> None:
    now = NOON + 1000 * rules.DAY
    async with database.transaction() as tx:
        await fill(tx, await two(tx, circle.group))
        for person in (circle.ana, circle.ben):
            await people.set_reachable(tx, person, reachable=True)
        before = await count(tx, end)
        await age(tx, end, now - span_of(end.kind) + 1)
        await retention.enforce(tx, now)
        assert await count(tx, end) == before > 0
        await age(tx, end, now - span_of(end.kind))
        await retention.enforce(tx, now)
        assert await count(tx, end) == 0


async def test_a_longer_span_keeps_it(
    database: Database, circle: Circle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The table of the domain is what the upkeep goes by."""
    kept = tuple(
        replace(each, span=10**9) if each.kind == "membership" else each for each in RETENTION
    )
    monkeypatch.setattr(rules, "RETENTION", kept)
    async with database.transaction() as tx:
        await retention.enforce(tx, NOON + rules.MEMBERSHIP)
        assert await people.member_seen_at(tx, circle.group, circle.ana) == NOON


async def test_what_is_not_done_with_stays(database: Database, circle: Circle) -> None:
    """A post under way, a check-in that is open, an erasure that is not finished."""
    async with database.transaction() as tx:
        await fill(tx, await two(tx, circle.group))
        open_ends = [end for end in ENDS if end.kind in ("posts", "checkins", "erased")]
        before = [await count(tx, end) for end in open_ends]
        await tx.execute(update(members).values(seen_at=10**12))
        await retention.enforce(tx, 10**12)
        assert [await count(tx, end) for end in open_ends] == before


async def test_people_of_whom_nothing_is_left_go(database: Database, circle: Circle) -> None:
    async with database.transaction() as tx:
        await people.set_reachable(tx, circle.ben, reachable=True)
        await tx.execute(groups.delete())
        await retention.enforce(tx, NOON)
        assert await people.get(tx, circle.ana) is None
        assert await people.get(tx, circle.ben), "he pressed Start, and can be written to"
