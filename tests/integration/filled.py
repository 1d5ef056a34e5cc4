"""A row for each of two people in every table that there is, made from the schema itself.

Belongs here: filling tables without knowing them, so that a new one is tried too. May not enter:
what is to become of the rows.
"""

import itertools
import secrets
from dataclasses import dataclass

from sqlalchemy import Boolean, Column, LargeBinary, Table, Text, insert, select

from storage import people
from storage.engine import Transaction
from storage.schema import metadata
from tests.integration.conftest import NOON

CHOSEN: dict[str, object] = {
    "groups.phrases": None,
    "groups.zone": "Europe/London",
    "quiet_times.away_from": None,
    "quiet_times.away_until": None,
    "schedules.begins": None,
    "schedules.every": 1,
    "schedules.left_out": None,
    "schedules.minute": 540,
    "schedules.month_day": None,
    "schedules.not_before": None,
    "schedules.once_on": None,
    "schedules.next_at": None,
    "schedules.weekdays": 31,
    "schedules.words": None,
    "own_checkins.begins": None,
    "own_checkins.every": 1,
    "own_checkins.minute": 540,
    "own_checkins.month_day": None,
    "own_checkins.next_at": None,
    "own_checkins.not_before": None,
    "own_checkins.once_on": None,
    "own_checkins.weekdays": 31,
    "outbox.state": "due",
    "outbox.sealed_to": None,
    "round_plans.begins": "2026-01-01",
    "round_plans.plan": "weekly.1.18.twos",
    "round_plans.next_at": None,
    "preferences.away_until": None,
    "preferences.quiet_from": 1320,
    "preferences.quiet_to": 480,
    "preferences.zone": "Europe/Kyiv",
    "trial_voices.voice": "try",
    "turns.sketch": "5.1",
    "turns.next_at": None,
    "trials.renews_id": None,
    "trials.state": "over",
}
"""Where not every value will do."""


@dataclass(frozen=True)
class Whose:
    """Somebody, by their number, and by their number as a member of the circle."""

    person: int
    member: int


async def fill(tx: Transaction, whose: list[Whose]) -> None:
    """Add rows until every table has one that refers to each of them, where it can."""
    numbers = itertools.count(1_000_000)
    for table in metadata.sorted_tables:
        if table.name not in ("people", "members", "keys"):
            for each in whose if _refers_to_people(table) else whose[:1]:
                await _add(tx, table, each, numbers)


def _refers_to_people(table: Table) -> bool:
    targets = {key.column.table.name for key in table.foreign_keys}
    return bool(targets & {"people", "members"})


async def _add(
    tx: Transaction, table: Table, whose: Whose, numbers: "itertools.count[int]"
) -> None:
    values: dict[str, object] = {}
    for column in table.columns:
        if column.autoincrement is True or (column.name == "id" and not column.foreign_keys):
            values[column.name] = next(numbers)
        elif f"{table.name}.{column.name}" in CHOSEN:
            values[column.name] = CHOSEN[f"{table.name}.{column.name}"]
        else:
            values[column.name] = await _value(tx, column, whose, numbers)
    await tx.execute(insert(table).values(values))


async def _value(
    tx: Transaction, column: "Column[object]", whose: Whose, numbers: "itertools.count[int]"
) -> object:
    for key in column.foreign_keys:
        target = key.column
        if target.table.name == "people":
            return whose.person
        if target.table.name == "members":
            return whose.member
        return (await tx.execute(select(target).limit(1))).scalar_one()
    if isinstance(column.type, Boolean):
        return False
    if isinstance(column.type, LargeBinary):
        return _bytes(tx, column, column.type.length)
    return f"x{next(numbers)}" if isinstance(column.type, Text) else next(numbers)


def _bytes(tx: Transaction, column: "Column[object]", length: int | None) -> bytes:
    """A hash or a token where its length is given, else sealed words."""
    if length is not None:
        return secrets.token_bytes(length)
    return tx.vault.seal_words("x", f"{column.table.name}.{column.name}")


async def two(tx: Transaction, group_id: int) -> list[Whose]:
    """Two people, members of the group."""
    found = []
    for number in (501, 502):
        person = await people.remember(tx, number)
        member = await people.seen(tx, group_id, person.id, NOON)
        found.append(Whose(person.id, member))
    return found
