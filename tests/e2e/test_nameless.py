"""No username is needed, and what Telegram hides of somebody stays hidden (M4)."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from domain.people import NAMELESS
from tests.e2e.pairs.circle import Circle, gathered, named
from tests.e2e.scene import opened
from tests.e2e.test_turn import pending


@pytest.fixture
async def circle(tmp_path: Path) -> AsyncIterator[Circle]:
    """Ana and Ben write to each other through Kith; nobody has a username."""
    async with opened(tmp_path) as scene:
        circle = await gathered(scene)
        ana, ben = circle.people["Ana"], circle.people["Ben"]
        await circle.meet(ana, ben)
        await circle.talk(ana, ben)
        yield circle


async def test_what_somebody_passes_on_is_theirs_and_says_nothing_of_where_it_came_from(
    circle: Circle,
) -> None:
    ana, ben = circle.people["Ana"], circle.people["Ben"]
    await circle.scene.goes_deaf()
    await circle.scene.post("say", **{"from": ana.id, "chat": ana.id, "text": "Read this"})
    passed_on = pending(circle.scene)[-1]
    hidden = {"type": "hidden_user", "date": circle.now, "sender_user_name": "Zoe Elsewhere"}
    passed_on["message"]["forward_origin"] = hidden
    await circle.scene.kith.turn.take([passed_on])
    await ben.sees(f"{named(ana)}:\nRead this", at=ben.id)
    await ben.sees_nothing_of("Zoe", at=ben.id)


async def test_an_account_that_was_deleted_has_no_name_and_breaks_nothing(
    circle: Circle,
) -> None:
    world = circle.scene.sandbox.world
    ana, ben, dee = (circle.people[name] for name in ("Ana", "Ben", "Dee"))
    for each in (ana, dee):  # Telegram gives a deleted account an empty first name
        world.person(each.id).first_name = ""
    await ana.whispers("Still here")
    await ben.sees(f"\u2068{NAMELESS}\u2069:\nStill here", at=ben.id)
    await ben.says("/stewards", ephemeral=True)
    await ben.taps("Go on in my private chat")
    await ben.taps(f"Write to \u2068{NAMELESS}\u2069", at=ben.id)
    await ben.sees(f"\u2068{NAMELESS}\u2069", at=ben.id)
