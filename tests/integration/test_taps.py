"""What taps and texts need: buttons, fields, the ids of updates."""

import asyncio
import secrets
from dataclasses import replace

from storage import buttons, fields, updates
from storage.buttons import Button
from storage.engine import Database
from storage.fields import Field
from tests.integration.conftest import NOON, Circle

MORE_THAN_A_STATEMENT_HOLDS = 33_000


def button(**changes: int | str) -> Button:
    values = {"object_id": None, "choice": None, "group_id": None, "person_id": None}
    token = secrets.token_bytes(16)
    return Button(**{"token": token, "action": "answer", "expires_at": NOON, **values, **changes})  # type: ignore[arg-type]


async def test_buttons_are_found_by_their_tokens(database: Database, circle: Circle) -> None:
    plain = button()
    full = button(object_id=2**40, choice="fog", group_id=circle.group, person_id=circle.ana)
    async with database.transaction() as tx:
        await buttons.add(tx, [plain, full, button()])
        found = await buttons.find(tx, [plain.token, full.token, secrets.token_bytes(16)])
    assert found == {plain.token: plain, full.token: full}


async def test_no_buttons_are_no_trouble(database: Database) -> None:
    async with database.transaction() as tx:
        await buttons.add(tx, [])
        assert await buttons.find(tx, []) == {}


async def test_more_tokens_than_a_statement_holds_are_found(database: Database) -> None:
    wanted = button()
    tokens = [secrets.token_bytes(16) for _ in range(MORE_THAN_A_STATEMENT_HOLDS)]
    async with database.transaction() as tx:
        await buttons.add(tx, [wanted])
        assert await buttons.find(tx, [*tokens, wanted.token]) == {wanted.token: wanted}


async def test_a_button_remembers_the_update_that_used_it_up(database: Database) -> None:
    once, other = button(), button()
    async with database.transaction() as tx:
        await buttons.add(tx, [once, other])
        await buttons.use(tx, once.token, 2**40)
        found = await buttons.find(tx, [once.token, other.token])
    assert found == {once.token: replace(once, used_by=2**40), other.token: other}


async def test_a_person_has_one_open_field(database: Database, circle: Circle) -> None:
    first = Field(circle.ana, circle.group, "rename", 2**40, "fog", NOON + 1)
    second = Field(circle.ana, None, "card", None, None, NOON + 2)
    async with database.transaction() as tx:
        for field in (first, second):
            await fields.open(tx, field)
            assert await fields.find(tx, [501, 502, 999], NOON) == {501: field}


async def test_a_field_opened_again_has_not_been_used(database: Database, circle: Circle) -> None:
    field = Field(circle.ana, circle.group, "rename", None, "fog", NOON + 1)
    async with database.transaction() as tx:
        await fields.open(tx, field)
        await fields.use(tx, circle.ana, 2**40)
        assert await fields.find(tx, [501], NOON) == {501: replace(field, used_by=2**40)}
        await fields.open(tx, field)
        assert await fields.find(tx, [501], NOON) == {501: field}


async def test_a_field_ends_by_itself_or_is_closed(database: Database, circle: Circle) -> None:
    async with database.transaction() as tx:
        await fields.open(tx, Field(circle.ana, None, "rename", None, "fog", NOON + 1))
        assert await fields.find(tx, [501], NOON + 1) == {}
        await fields.close(tx, circle.ana)
        assert await fields.find(tx, [501], NOON) == {}


async def test_an_update_is_fresh_once(database: Database) -> None:
    async with database.transaction() as tx:
        assert await updates.fresh(tx, [3, 1, 2, 2], NOON) == {1, 2, 3}
        assert await updates.fresh(tx, [3, 4], NOON) == {4}
        assert await updates.fresh(tx, [], NOON) == set()


async def test_an_update_taken_by_two_at_once_is_fresh_for_one(database: Database) -> None:
    async def take(ids: list[int]) -> list[int]:
        async with database.transaction() as tx:
            return list(await updates.fresh(tx, ids, NOON))

    ids = list(range(40))
    taken = await asyncio.gather(take(ids), take(ids[::-1]), take(ids))
    assert sorted(number for each in taken for number in each) == ids


async def test_an_update_that_was_rolled_back_is_fresh_again(database: Database) -> None:
    try:
        async with database.transaction() as tx:
            await updates.fresh(tx, [1], NOON)
            raise ZeroDivisionError
    except ZeroDivisionError:
        pass
    async with database.transaction() as tx:
        assert await updates.fresh(tx, [1], NOON) == {1}
