"""What rests with the stewards alone is offered to all, every twelve weeks (G15)."""

from domain.changes import GROUP
from storage import roles, steering
from tests.e2e.scene import Person, Scene
from tests.e2e.steering.rounds import decides

OFFER = "Some tasks rest with the stewards alone here."


async def offers(person: Person) -> int:
    """How often it stands in the group."""
    return len([each for each in await person.looks() if OFFER in each["text"]])


async def weeks_pass(scene: Scene, weeks: int) -> None:
    """With one look at the end."""
    await scene.is_down(hours=weeks * 7 * 24)
    await scene.passes(seconds=5)


async def test_a_task_is_offered_and_anybody_can_propose_that_it_goes_round(
    scene: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    await weeks_pass(scene, 11)
    assert await offers(ana) == 0
    await weeks_pass(scene, 1)
    assert await offers(ana) == 1
    await ana.taps("New: Host")
    await ana.taps("Propose it")
    await scene.passes(seconds=3)
    await decides(scene, ben, chi)
    await ana.says("/roles", ephemeral=True)
    await ana.sees("Host")
    await weeks_pass(scene, 12)
    assert await offers(ana) == 2
    newest = await ana.sees(OFFER)
    labels = [button["label"] for row in newest["buttons"] for button in row]
    assert "New: Host" not in labels
    assert "New: Greeter" in labels


async def test_where_everything_goes_round_nothing_is_offered(scene: Scene, ana: Person) -> None:
    async with scene.kith.database.transaction() as tx:
        await steering.set_way(tx, 1, GROUP)
        for name in ("host", "greeter", "timekeeper"):
            await roles.add(tx, 1, name, 2_000_000_000)
    await weeks_pass(scene, 13)
    assert await offers(ana) == 0


async def test_a_card_says_what_goes_without_stewards(scene: Scene, dee: Person) -> None:
    await dee.says("/roles", ephemeral=True)
    await dee.taps("Not needed this week")
    await dee.sees("This goes by itself")
