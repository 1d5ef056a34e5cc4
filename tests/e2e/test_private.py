"""The private chat: nobody reads, nothing is kept (promise 1, S14, D7)."""

import pytest

from storage import people
from tests.e2e.scene import Person, Scene


async def test_start_says_what_kith_is(ana: Person) -> None:
    await ana.whispers("/start")
    await ana.sees("I am Kith, a program.", at=ana.id)


@pytest.mark.parametrize("line", ["I had a hard night", "/unknown", "🌧️", "x" * 4096])
async def test_any_line_gets_the_same_honest_answer(ana: Person, line: str) -> None:
    await ana.whispers(line)
    await ana.sees("Nobody has read this", at=ana.id)


async def test_what_people_write_in_the_group_reaches_nobody(
    scene: Scene, ana: Person, dee: Person
) -> None:
    await scene.post(f"groups/{scene.circle}/promote", person=scene.sandbox.world.bot.id)
    await scene.settled()
    before = len(scene.sandbox.ledger.delivered)
    for line in ("Kith, are you there?", "I want to talk", "/help@another_bot"):
        await ana.says(line)
    await scene.settled()
    assert len(scene.sandbox.ledger.delivered) == before
    async with scene.kith.database.transaction() as tx:
        assert await people.find(tx, ana.id) is None


async def test_a_broken_start_link_changes_nothing(ana: Person) -> None:
    await ana.whispers("/start AAAAAAAAAAAAAAAAAAAAAA")
    await ana.sees("does not work any more", at=ana.id)
