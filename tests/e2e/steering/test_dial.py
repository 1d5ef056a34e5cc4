"""Who decides: each steward alone, two together, or all of us; and the group turns it (G10)."""

import pytest

from domain.changes import GROUP, STEWARDS, TWO
from storage import checkins, steering
from tests.e2e.scene import Person, Scene
from tests.e2e.steering.rounds import agrees, decides, turns_the_dial, week_passes

ALL, BOTH = "all of us, in rounds", "two stewards together"


async def is_turned(scene: Scene, way: str) -> None:
    async with scene.kith.database.transaction() as tx:
        await steering.set_way(tx, 1, way)


async def quiet(scene: Scene) -> tuple[int, int] | None:
    async with scene.kith.database.transaction() as tx:
        return (await checkins.quiet_of(tx, 1)).hours


async def wants_quiet(person: Person) -> None:
    """A steward's way to quiet hours."""
    await person.says("/checkins", ephemeral=True)
    await person.taps("All check-ins")
    await person.taps("Quiet hours")
    await person.taps("21:00 to 08:00")


async def test_the_group_turns_the_dial_by_consent(
    scene: Scene, ana: Person, ben: Person, chi: Person, dee: Person
) -> None:
    await turns_the_dial(ana, ALL)
    post = await dee.sees("From: each steward alone\nTo: all of us, in rounds")
    assert post["buttons"]
    await decides(scene, ben, chi)
    async with scene.kith.database.transaction() as tx:
        assert await steering.way(tx, 1) == GROUP
    await wants_quiet(dee)
    await dee.sees("This needs all of us.")
    assert await quiet(scene) is None
    await dee.taps("Propose it")
    await scene.passes(seconds=3)
    await decides(scene, ana, ben)
    assert await quiet(scene) == (21 * 60, 8 * 60)


async def test_stewards_cannot_turn_it_alone(scene: Scene, dee: Person, ana: Person) -> None:
    await turns_the_dial(dee, BOTH)
    await ana.sees("To: two stewards together")
    async with scene.kith.database.transaction() as tx:
        assert await steering.way(tx, 1) == STEWARDS


async def test_a_second_steward_says_yes_and_nobody_else_can(
    scene: Scene, ana: Person, ben: Person, dee: Person
) -> None:
    await is_turned(scene, TWO)
    await scene.post(f"groups/{scene.circle}/promote", person=ben.id)
    await wants_quiet(dee)
    await dee.sees("This needs a second steward.")
    await dee.taps("Propose it")
    await scene.passes(seconds=3)
    await dee.taps("Yes, do it (stewards)")
    dee.hears("A second steward is somebody else.")
    await ana.taps("Yes, do it (stewards)")
    ana.hears("Only stewards")
    assert await quiet(scene) is None
    await ben.taps("Yes, do it (stewards)")
    ben.hears("Done.")
    assert await quiet(scene) == (21 * 60, 8 * 60)
    await scene.passes(seconds=5)
    await ana.sees("Two stewards changed this.")


async def test_a_second_steward_who_is_none_any_more_says_no_yes(
    scene: Scene, ben: Person, dee: Person
) -> None:
    await is_turned(scene, TWO)
    await scene.post(f"groups/{scene.circle}/promote", person=ben.id)
    await wants_quiet(dee)
    await dee.taps("Propose it")
    await scene.passes(seconds=3)
    await scene.post(f"groups/{scene.circle}/demote", person=ben.id)
    await ben.taps("Yes, do it (stewards)")
    ben.hears("Only stewards")
    assert await quiet(scene) is None
    await week_passes(scene)
    assert await quiet(scene) is None


async def test_where_there_is_no_second_steward_all_of_us_decide(scene: Scene, dee: Person) -> None:
    await is_turned(scene, TWO)
    await wants_quiet(dee)
    await dee.sees("This needs all of us.")


async def test_a_member_proposes_a_check_in_and_it_is_carried_out(
    scene: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    await ana.says("/propose", ephemeral=True)
    await ana.taps("Add a check-in")
    await ana.taps("Save")
    await ana.sees("A check-in, new:\nA question (")
    await ana.taps("Propose it")
    await scene.passes(seconds=3)
    await decides(scene, ben, chi)
    async with scene.kith.database.transaction() as tx:
        assert len(await checkins.schedules_of(tx, 1)) == 2


async def test_a_member_proposes_that_a_check_in_goes(
    scene: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    await ana.says("/propose", ephemeral=True)
    await ana.taps("A check-in")
    await ana.taps("Remove")
    await ana.taps("Remove")
    await ana.taps("Propose it")
    await scene.passes(seconds=3)
    await decides(scene, ben, chi)
    async with scene.kith.database.transaction() as tx:
        assert await checkins.schedules_of(tx, 1) == []


async def test_a_steward_who_changes_it_meanwhile_moves_the_ground(
    scene: Scene, ana: Person, ben: Person, chi: Person, dee: Person
) -> None:
    await ana.says("/propose", ephemeral=True)
    await ana.taps("Quiet hours")
    await ana.taps("22:00 to 07:00")
    await ana.taps("Propose it")
    await scene.passes(seconds=3)
    await agrees(scene, ben, chi)
    await wants_quiet(dee)
    await week_passes(scene)
    assert await quiet(scene) == (21 * 60, 8 * 60)
    await ana.sees("This proposal rests: what it was about has changed meanwhile.")


async def test_what_cannot_be_any_more_rests_instead(
    scene: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    """A check-in once, on a date that has passed when the round ends."""
    await ana.says("/propose", ephemeral=True)
    for label in (
        "Add a check-in",
        "How often",
        "Once",
        "Days",
        "Thu 26 Nov",
        "Save",
        "Propose it",
    ):
        await ana.taps(label)
    await scene.passes(seconds=3)
    await decides(scene, ben, chi)
    await ana.sees("This proposal rests: what it was about has changed meanwhile.")
    async with scene.kith.database.transaction() as tx:
        assert len(await checkins.schedules_of(tx, 1)) == 1


@pytest.mark.parametrize("label", ["Add a check-in", "Quiet hours", "A break for all"])
async def test_who_may_do_it_at_once_is_not_asked_to_propose_it(dee: Person, label: str) -> None:
    await dee.says("/propose", ephemeral=True)
    screen = await dee.sees("What would you like to propose?")
    labels = [button["label"] for row in screen["buttons"] for button in row]
    assert label not in labels
    assert "Our agreement" in labels


async def test_a_break_that_all_of_us_decide_on_begins_after_the_round(
    scene: Scene, ana: Person
) -> None:
    await ana.says("/propose", ephemeral=True)
    await ana.taps("A break")
    screen = (await ana.looks())[-1]
    labels = [button["label"] for row in screen["buttons"] for button in row]
    assert labels[0] == "From Tuesday 1 December"
