"""A role for one gathering: drawn among those who are willing and come (G11)."""

import pytest

from storage import roles
from tests.e2e.gatherings.planning import proposes
from tests.e2e.scene import Person, Scene
from tests.e2e.steering.rounds import decides
from tests.e2e.steering.test_roles import asked, state

HOST = "I am willing: Host, for each gathering"


@pytest.fixture
async def hosted(scene: Scene) -> Scene:
    """The group has a host for each gathering; everybody can be written to."""
    async with scene.kith.database.transaction() as tx:
        await roles.add(tx, 1, "gathering:host", int(scene.sandbox.clock.now()))
    for person in scene.people.values():
        await person.whispers("/start")
    return scene


async def are_willing(*people: Person) -> None:
    for person in people:
        await person.says("/roles", ephemeral=True)
        await person.taps(HOST)


async def looked(scene: Scene) -> None:
    """Kith has looked which gatherings are near."""
    await scene.passes(minutes=61)
    await scene.passes(seconds=3)


async def test_the_group_decides_to_have_one(
    scene: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    await ana.says("/roles", ephemeral=True)
    await ana.taps("Propose a role")
    await ana.taps("New: Host, for each gathering")
    await ana.sees("A role that goes round, new:\nHost, for each gathering")
    await ana.taps("Propose it")
    await scene.passes(seconds=3)
    await decides(scene, ben, chi)
    await ana.says("/roles", ephemeral=True)
    await ana.sees("Host, for each gathering: nobody has it just now")


async def test_only_who_is_willing_and_comes_is_drawn(
    hosted: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    await are_willing(ben, chi)
    await proposes(ana)
    await looked(hosted)
    assert await state(hosted) == "open"  # Ana comes and is not willing; Ben and Chi do not come
    await chi.taps("I come")
    await looked(hosted)
    letter = await chi.sees("the draw fell on you: Host, for A call on Tuesday", at=chi.id)
    assert "Ana" not in letter["text"]
    await ben.sees_nothing_of("the draw fell on you", at=ben.id)
    await chi.taps("I take it", at=chi.id)
    await chi.sees("Host: open when we meet", at=chi.id)
    await hosted.passes(seconds=3)
    word = await ben.sees("Host, for A call on Tuesday 24 November: one of us has it")
    assert "Chi" not in word["text"]


async def test_who_passes_or_comes_no_more_gives_it_on_without_a_word(
    hosted: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    await are_willing(ben, chi)
    await proposes(ana)
    for each in (ben, chi):
        await each.taps("I come")
    await looked(hosted)
    first = await asked(hosted)
    second = chi if first is ben else ben
    await first.taps("Not this time", at=first.id)
    await hosted.passes(seconds=5)
    await second.taps("I take it", at=second.id)
    await second.taps("I do not come, after all")
    await hosted.passes(seconds=5)
    assert await state(hosted) == "open"
    await ana.sees_nothing_of("passed")


async def test_when_it_is_over_the_next_one_has_its_own_draw(
    hosted: Scene, ana: Person, ben: Person
) -> None:
    await are_willing(ana)
    await proposes(ana)
    await looked(hosted)
    await ana.taps("I take it", at=ana.id)
    await hosted.days_pass(2)
    assert await state(hosted) == "over"
    await proposes(ben)
    await ana.taps("I come")
    await looked(hosted)
    assert await state(hosted) == "asked"


async def test_a_gathering_that_is_called_off_needs_nobody(hosted: Scene, ana: Person) -> None:
    await are_willing(ana)
    await proposes(ana)
    await looked(hosted)
    await ana.says("/gatherings", ephemeral=True)
    await ana.taps("A call, Tuesday 24 November")
    await ana.taps("Call it off")
    await ana.taps("Call it off")
    await hosted.passes(seconds=5)
    assert await state(hosted) == "over"
    await ana.taps("I take it", at=ana.id)
    await ana.sees_nothing_of("It is yours", at=ana.id)


async def test_a_gathering_far_ahead_is_not_drawn_for_yet(hosted: Scene, ana: Person) -> None:
    await are_willing(ana)
    await proposes(ana, "Which day", "Mon 30 Nov")
    await looked(hosted)
    await ana.sees_nothing_of("the draw fell on you", at=ana.id)
    await hosted.days_pass(6)
    await ana.sees("the draw fell on you", at=ana.id)
