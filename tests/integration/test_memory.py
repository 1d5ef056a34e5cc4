"""The copy of what the signposts need, with two replicas on one database (S18, O11)."""

from collections.abc import AsyncIterator

import pytest

from bot.intake.memory import HOUR, LIFE, Memory
from storage import groups, retention, signposts
from storage.engine import Database
from storage.vault import Vault
from tests.integration.conftest import NOON, Circle

CHAT, ANA = -1001, 501


@pytest.fixture
async def replica(url: str, vault: Vault, database: Database) -> AsyncIterator[Database]:
    """The same database, opened by another process."""
    other = await Database.open(url, vault, lock_wait=10)
    yield other
    await other.close()


class Clock:
    """A time that is set."""

    now = float(NOON)

    def __call__(self) -> float:
        return self.now


def seen(memory: Memory) -> tuple[str | None, str | None, str, tuple[str, ...]]:
    """What the signposts go by when Ana asks in the group."""
    place = memory.place(CHAT, ANA, private=False, tag=None)
    return place.country, place.own, place.language, place.local


async def change(database: Database, circle: Circle) -> None:
    """A steward chooses a country and adds a line; Ana keeps a country."""
    async with database.transaction() as tx:
        await groups.set_up(tx, circle.group, zone="Europe/Dublin", country="IE", agreed_at=NOON)
        await signposts.add_local(tx, circle.group, "Jo, 0800 1234")
        await signposts.keep_country(tx, circle.ana, "PT")


async def test_what_this_process_changed_is_known_at_once(
    database: Database, circle: Circle
) -> None:
    memory = Memory(database, Clock())
    await memory.renew()
    assert seen(memory) == (None, None, "en", ())
    await change(database, circle)
    await memory.renew()
    assert seen(memory) == ("IE", "PT", "en", ("Jo, 0800 1234",))


async def test_what_another_process_changed_is_known_within_half_a_minute_or_an_hour(
    database: Database, replica: Database, circle: Circle
) -> None:
    clock, life = Clock(), LIFE if replica.is_shared else HOUR
    memory = Memory(replica, clock)
    await memory.renew()
    await change(database, circle)
    await memory.renew()
    assert seen(memory) == (None, None, "en", ())
    clock.now += life
    await memory.renew()
    assert seen(memory) == ("IE", "PT", "en", ("Jo, 0800 1234",))
    async with database.transaction() as tx:
        await signposts.forget_country(tx, circle.ana)
    clock.now += life
    await memory.renew()
    assert seen(memory)[1] is None


async def test_a_group_that_is_new_is_known_at_once(database: Database) -> None:
    memory = Memory(database, Clock())
    await memory.renew()
    async with database.transaction() as tx:
        await groups.add(tx, CHAT, "UTC", "en", agreed_at=NOON, country="GB")
    await memory.renew()
    assert memory.place(CHAT, ANA, private=False, tag=None).country == "GB"


async def test_what_changed_no_row_is_no_reason_to_read_again(database: Database) -> None:
    async with database.transaction() as tx:
        await groups.add(tx, CHAT, "UTC", "en", agreed_at=NOON)
    before = database.writes_to(signposts.COPIED)
    async with database.transaction() as tx:
        await retention.enforce(tx, NOON)
    assert database.writes_to(signposts.COPIED) == before
