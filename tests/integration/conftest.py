"""A migrated, empty database of each kind, and a group with people in it.

Belongs here: fixtures of the integration tests. May not enter: stand-ins for a database.
"""

import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from domain.schedule import WORKDAYS, Schedule
from storage import checkins, groups, people
from storage.engine import Database
from storage.schema import updates
from storage.vault import Vault
from tests import templates
from tests.logged import logged_plainly as logged_plainly

NOON = 1_700_000_000
HOUR = 3600
RULE = Schedule(WORKDAYS, 9 * 60, "Europe/London")


@pytest.fixture
def vault() -> Vault:
    """A vault with a key of its own."""
    return Vault(secrets.token_bytes(32))


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of an SQLite file that is not there yet."""
    return f"sqlite+aiosqlite:///{tmp_path / 'kith.db'}"


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest) -> str:
    """The address of an empty database of each kind."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
async def database(url: str, vault: Vault) -> AsyncIterator[Database]:
    """A migrated, empty, open database of each kind."""
    await templates.begin(url)
    database = await Database.open(url, vault, lock_wait=10)
    yield database
    await database.close()


@pytest.fixture
async def sqlite(sqlite_url: str, vault: Vault) -> AsyncIterator[Database]:
    """A migrated, empty, open SQLite database, for what only SQLite does."""
    await templates.begin(sqlite_url)
    database = await Database.open(sqlite_url, vault, lock_wait=10)
    yield database
    await database.close()


@dataclass(frozen=True)
class Circle:
    """Ids of a group, of two people and of their memberships, of a schedule and a check-in."""

    group: int
    ana: int
    ben: int
    ana_member: int
    ben_member: int
    schedule: int
    checkin: int


@pytest.fixture
async def circle(database: Database) -> Circle:
    """A group of two with a weather check-in that is open from NOON for an hour."""
    async with database.transaction() as tx:
        group = (await groups.add(tx, -1001, "Europe/London", "en", agreed_at=NOON)).id
        ana, ben = [(await people.remember(tx, number)).id for number in (501, 502)]
        ana_member = await people.seen(tx, group, ana, NOON)
        ben_member = await people.seen(tx, group, ben, NOON)
        schedule = await checkins.add_schedule(
            tx, group, kind="weather", rule=RULE, window=HOUR, next_at=NOON
        )
        checkin = await checkins.open_checkin(tx, schedule, "2026-03-02", NOON, NOON + HOUR)
    assert checkin
    return Circle(group, ana, ben, ana_member, ben_member, schedule, checkin)


async def stored(database: Database) -> set[int]:
    """The updates that are stored: what tests of transactions look at."""
    async with database.transaction() as tx:
        return set((await tx.execute(select(updates.c.update_id))).scalars())
