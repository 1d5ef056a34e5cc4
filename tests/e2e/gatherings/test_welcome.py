"""Whoever is new is welcomed by the group, without a name, and can leave all of it undone (F7)."""

import pytest

from storage import welcomes
from tests.e2e.gatherings.planning import follows
from tests.e2e.scene import Person, Scene

POST = "Welcome, whoever is new."
OURS = "We meet on Tuesdays. Tea is on the left."


@pytest.fixture
async def open_door(scene: Scene, dee: Person) -> Scene:
    """The circle has a welcome, which Dee wrote."""
    await dee.says("/propose", ephemeral=True)
    await follows(dee, "Our welcome")
    await dee.whispers(OURS)
    await scene.passes(seconds=2)
    return scene


async def joins(scene: Scene, name: str) -> Person:
    person = await scene.person(name)
    await scene.post(f"groups/{scene.circle}/join", person=person.id)
    await scene.settled()
    return person


async def leaves(scene: Scene, person: Person) -> None:
    await scene.post(f"groups/{scene.circle}/leave", person=person.id)
    await scene.settled()


async def test_the_group_reads_what_it_will_say_and_who_decided(
    open_door: Scene, ben: Person
) -> None:
    told = await ben.sees("What we say to whoever is new")
    assert OURS in told["text"]


async def test_whoever_is_new_reads_the_groups_own_words_and_nobody_sees_it(
    open_door: Scene, ben: Person
) -> None:
    eli = await joins(open_door, "Eli")
    await eli.sees_nothing_of(POST)
    await open_door.passes(seconds=65)
    post = await eli.sees(POST)
    assert "Eli" not in post["text"]
    await eli.taps("If you are new here")
    await eli.sees(OURS)
    own = await eli.sees("You can leave all of this undone")
    assert own["only_you"]
    labels = [each["label"] for row in own["buttons"] for each in row]
    assert labels == ["Our agreement", "Signposts"]
    await ben.sees_nothing_of("You can leave all of this undone")


@pytest.mark.parametrize("looks", [True, False], ids=["as it is", "without looking who is there"])
async def test_a_newcomer_who_leaves_during_the_welcome_is_not_welcomed(
    open_door: Scene, ben: Person, monkeypatch: pytest.MonkeyPatch, looks: bool
) -> None:
    async def always(*_: object) -> bool:
        return True

    if not looks:
        monkeypatch.setattr(welcomes, "is_anybody_new", always)
    await open_door.days_pass(2)
    eli = await joins(open_door, "Eli")
    await open_door.passes(seconds=20)
    await leaves(open_door, eli)
    await open_door.passes(minutes=5)
    assert bool([each for each in await ben.looks() if POST in each["text"]]) is not looks


async def test_those_who_come_together_are_welcomed_once_and_one_welcome_stands(
    open_door: Scene, ben: Person
) -> None:
    for name in ("Eli", "Fay"):
        await joins(open_door, name)
    await open_door.passes(minutes=5)
    assert len([each for each in await ben.looks() if POST in each["text"]]) == 1
    await open_door.passes(hours=2)
    await joins(open_door, "Gil")
    await open_door.passes(minutes=2)
    await open_door.passes(minutes=2)
    assert len([each for each in await ben.looks() if POST in each["text"]]) == 1


async def test_a_group_without_words_says_nothing(scene: Scene, ben: Person) -> None:
    await joins(scene, "Eli")
    await scene.passes(minutes=5)
    await ben.sees_nothing_of(POST)


async def test_the_group_can_say_nothing_any_more(
    open_door: Scene, ben: Person, dee: Person
) -> None:
    await dee.says("/propose", ephemeral=True)
    await dee.taps("No welcome")
    await joins(open_door, "Eli")
    await open_door.passes(minutes=5)
    await ben.sees_nothing_of(POST)


async def test_during_a_hold_nobody_is_welcomed_by_a_post(open_door: Scene, ben: Person) -> None:
    await ben.says("/hold", ephemeral=True)
    await ben.taps("24 hours")
    await joins(open_door, "Eli")
    await open_door.passes(minutes=5)
    await ben.sees_nothing_of(POST)


async def test_a_member_who_is_no_steward_proposes_it(scene: Scene, ana: Person) -> None:
    await ana.says("/propose", ephemeral=True)
    await follows(ana, "Our welcome")
    await ana.whispers(OURS)
    await ana.sees(OURS, at=ana.id)
    await ana.taps("Propose it", at=ana.id)


async def test_words_that_are_too_long_are_asked_for_again(scene: Scene, dee: Person) -> None:
    await dee.says("/propose", ephemeral=True)
    await follows(dee, "Our welcome")
    await dee.whispers("x" * 1001)
    await dee.sees("1000", at=dee.id)
    await dee.whispers(OURS)
    await dee.sees(OURS, at=dee.id)
