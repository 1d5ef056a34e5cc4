"""Roles go round among the willing; passing needs no reason, and nobody hears of it (G11)."""

import pytest

from domain.roles import TURN
from storage import roles
from tests.e2e.scene import Person, Scene
from tests.e2e.steering.rounds import decides

WEEK = 7 * 24


@pytest.fixture
async def hosting(scene: Scene) -> Scene:
    """The group has a host, drawn next Monday at ten; everybody can be written to."""
    async with scene.kith.database.transaction() as tx:
        await roles.add(tx, 1, "host", int(scene.sandbox.clock.now()) + 3600)
    for person in scene.people.values():
        await person.whispers("/start")
    return scene


async def is_willing(*people: Person) -> None:
    for person in people:
        await person.says("/roles", ephemeral=True)
        await person.taps("I am willing: Host")


async def asked(scene: Scene) -> Person:
    """The one whom the draw has fallen on."""
    for person in scene.people.values():
        letters = [each for each in await person.looks(person.id) if each["buttons"]]
        labels = [button["label"] for each in letters for row in each["buttons"] for button in row]
        if "I take it" in labels:
            return person
    raise AssertionError("nobody was asked")


async def state(scene: Scene) -> str:
    async with scene.kith.database.transaction() as tx:
        turn = await roles.turn_of(tx, 1)
        assert turn is not None
        assert turn.state in TURN.states
        return turn.state


async def test_a_role_is_proposed_and_drawn_and_taken(
    scene: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    await ana.says("/roles", ephemeral=True)
    await ana.sees("We have no roles yet.")
    await ana.taps("Propose a role")
    await ana.taps("New: Host")
    await ana.sees("A role that goes round, new:\nHost")
    await ana.taps("Propose it")
    await scene.passes(seconds=3)
    await decides(scene, ben, chi)  # on a Monday before ten
    await ana.whispers("/start")
    await is_willing(ana)
    await ben.sees_nothing_of("Not any more: Host")
    await scene.passes(hours=2)
    await ana.sees("the draw fell on you for this week: Host.", at=ana.id)
    await ana.taps("I take it", at=ana.id)
    await ana.sees("Host: open when we meet", at=ana.id)
    await scene.passes(seconds=3)
    word = await ben.sees("Host: one of us has it this week, and will say so.")
    assert "Ana" not in word["text"]
    await ben.says("/roles", ephemeral=True)
    await ben.sees("Host: one of us has it this week.")


async def test_whoever_passes_is_not_asked_again_and_nobody_hears_of_it(
    hosting: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    await is_willing(ana, ben)
    await hosting.passes(hours=2)
    first = await asked(hosting)
    await first.taps("Not this week", at=first.id)
    await first.sees("Nobody else hears of it", at=first.id)
    await hosting.passes(seconds=3)
    second = await asked(hosting)
    assert {first.name, second.name} == {"Ana", "Ben"}
    await chi.sees_nothing_of("Host")
    await second.taps("Not this week", at=second.id)
    assert await state(hosting) == "open"
    await hosting.passes(hours=3)
    assert await state(hosting) == "open"


async def test_silence_lets_the_draw_go_on(hosting: Scene, ana: Person, ben: Person) -> None:
    await is_willing(ana, ben)
    await hosting.passes(hours=2)
    first = await asked(hosting)
    await hosting.passes(hours=24)
    letters = [first for first in (ana, ben) if first is await asked(hosting)]
    assert letters
    await first.taps("I take it", at=first.id)
    first_heard = first.heard or ""
    other = ben if first is ana else ana
    await other.taps("I take it", at=other.id)
    assert await state(hosting) == "held"
    assert "This is over" in first_heard


async def test_one_who_leaves_after_the_draw_is_asked_no_more_and_the_draw_goes_on(
    hosting: Scene, ana: Person, ben: Person
) -> None:
    await is_willing(ana, ben)
    await hosting.passes(hours=2)
    first = await asked(hosting)
    await hosting.post(f"groups/{hosting.circle}/leave", person=first.id)
    await hosting.settled()
    await hosting.passes(seconds=3)
    other = ben if first is ana else ana
    await other.sees("the draw fell on you", at=other.id)
    await first.taps("I take it", at=first.id)
    first.hears("over")
    assert await state(hosting) == "asked"


async def test_it_goes_round(hosting: Scene, ana: Person, ben: Person, chi: Person) -> None:
    await is_willing(ana, ben, chi)
    hosts = []
    for _ in range(3):
        await hosting.is_down(hours=2)
        person = await asked(hosting)
        await person.taps("I take it", at=person.id)
        hosts.append(person.name)
        await hosting.is_down(hours=WEEK - 2)
    assert sorted(hosts) == ["Ana", "Ben", "Chi"]


@pytest.mark.fair("is about somebody who has not pressed Start", "old-phones", "generous")
async def test_who_cannot_be_written_to_is_told_how(scene: Scene, ana: Person) -> None:
    async with scene.kith.database.transaction() as tx:
        await roles.add(tx, 1, "host", int(scene.sandbox.clock.now()) + 3600)
    await is_willing(ana)
    ana.hears("I may write to you only after you pressed Start")


async def test_a_role_in_our_own_words(scene: Scene, ana: Person, ben: Person) -> None:
    await ana.says("/roles", ephemeral=True)
    await ana.taps("Propose a role")
    await ana.taps("One in our own words")
    await ana.whispers("x" * 31)
    await ana.sees("A line has 1 to 30 characters", at=ana.id)
    await ana.whispers("Tea maker")
    await ana.taps("Propose it", at=ana.id)
    await scene.passes(seconds=3)
    await ben.sees("A role that goes round, new:\nTea maker")
