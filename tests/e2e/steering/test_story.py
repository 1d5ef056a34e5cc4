"""A group begins with one steward, and ends, only by its own rounds, with shared steering and hosts
by turns; every step can be seen in the chat (G1, G4, G8, G10, G11)."""

from domain.changes import GROUP
from storage import checkins, roles, steering
from tests.e2e.scene import Person, Scene
from tests.e2e.steering.rounds import begins_an_agreement, decides, turns_the_dial

WEEK = 7 * 24


async def test_from_one_steward_to_all_of_us(
    scene: Scene, ana: Person, ben: Person, chi: Person, dee: Person
) -> None:
    # Dee alone sets things; everybody reads it.
    await wants_quiet(dee, "21:00 to 08:00")
    await scene.passes(seconds=3)
    await ana.sees("Quiet hours, new:\n21:00 to 08:00\n\nA steward changed this.")

    # An agreement, proposed by Ana.
    await begins_an_agreement(ana)
    await ben.sees("One of us proposes:")
    await decides(scene, ben, chi)
    await ben.sees("We decided this together.")

    # The dial, proposed by Ben.
    await turns_the_dial(ben, "all of us, in rounds")
    await decides(scene, ana, chi)
    await dee.sees(
        "From: each steward alone\nTo: all of us, in rounds\n\nWe decided this together."
    )
    async with scene.kith.database.transaction() as tx:
        assert await steering.way(tx, 1) == GROUP

    # From now on Dee asks, as everybody does.
    await wants_quiet(dee, "22:00 to 07:00")
    await dee.sees("This needs all of us.")
    await dee.taps("Propose it")
    await scene.passes(seconds=3)
    await decides(scene, ana, ben)
    async with scene.kith.database.transaction() as tx:
        assert (await checkins.quiet_of(tx, 1)).hours == (22 * 60, 7 * 60)

    # A host each week, proposed by Chi, drawn among the willing.
    await chi.says("/roles", ephemeral=True)
    for label in ("Propose a role", "New: Host", "Propose it"):
        await chi.taps(label)
    await scene.passes(seconds=3)
    await decides(scene, ana, ben)
    await ana.sees("A role that goes round, new:\nHost\n\nWe decided this together.")
    for person in (ana, ben):
        await person.whispers("/start")
        await person.says("/roles", ephemeral=True)
        await person.taps("I am willing: Host")
    async with scene.kith.database.transaction() as tx:
        (role,) = await roles.of_group(tx, 1)
    await scene.is_down(hours=(role.next_at - scene.sandbox.clock.now()) / 3600)
    hosts = []
    for _ in range(2):
        host = await drawn(ana, ben)
        await host.taps("I take it", at=host.id)
        hosts.append(host.name)
        await scene.passes(seconds=3)
        await chi.sees("Host: one of us has it this week, and will say so.")
        await scene.is_down(hours=WEEK)
    assert sorted(hosts) == ["Ana", "Ben"]

    # And all of it stands in the log.
    await chi.says("/log", ephemeral=True)
    log = (await chi.sees("What was changed here"))["text"]
    assert log.count("by all of us") == 4
    assert "by Dee, as a steward" in log.replace("\u2068", "").replace("\u2069", "")


async def wants_quiet(dee: Person, label: str) -> None:
    """A steward's way to quiet hours."""
    await dee.says("/checkins", ephemeral=True)
    for each in ("All check-ins", "Quiet hours", label):
        await dee.taps(each)


async def drawn(*people: Person) -> Person:
    """The one of these whom the draw has fallen on."""
    for person in people:
        letters = [row for each in await person.looks(person.id) for row in each["buttons"]]
        if any(button["label"] == "I take it" for row in letters for button in row):
            return person
    raise AssertionError("the draw has fallen on nobody")
