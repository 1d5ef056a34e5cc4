"""Proposing: what was shown is what is proposed, once, by somebody who is there (G4)."""

from storage import agreement
from tests.e2e.scene import Person, Scene
from tests.e2e.steering.rounds import begins_an_agreement

FIRST = "What is said here stays here."


async def test_whoever_proposed_it_takes_it_back(scene: Scene, ana: Person, ben: Person) -> None:
    await begins_an_agreement(ana)
    await ana.says("/propose", ephemeral=True)
    await ana.sees("This proposal of yours is before the group.")
    await ana.taps("Take it back")
    await ana.sees("You have taken it back.")
    await scene.passes(seconds=5)
    await ben.sees("Whoever proposed this has taken it back.")


async def test_one_proposal_at_a_time_from_one_person(
    scene: Scene, ana: Person, ben: Person
) -> None:
    for which in ("short", "long"):
        await ana.says("/agreement", ephemeral=True)
        await ana.taps(f"Begin with the {which} one")
        await ana.taps("Propose it")
    ana.hears("A proposal of yours is before the group already")


async def test_what_was_shown_is_what_is_proposed_or_nothing(scene: Scene, ben: Person) -> None:
    """The agreement changes between the look and the tap; and an older screen proposes nothing."""
    await ben.says("/agreement", ephemeral=True)
    await ben.taps("Begin with the long one")
    async with scene.kith.database.transaction() as tx:
        await agreement.add(tx, 1, "We meet.\nWe talk.", 0)
    await ben.taps("Propose it")
    ben.hears("What you saw has changed meanwhile")
    for number in (1, 2):
        await ben.says("/agreement", ephemeral=True)
        await ben.taps("Take out a line")
        await ben.taps(f"Take out {number}")
    screens = [each for each in await ben.looks() if "This needs all of us" in each["text"]]
    await ben.presses(scene.circle, screens[-2], label="Propose it")
    ben.hears("does not work any more")
    await ben.presses(scene.circle, screens[-1], label="Leave it")
    await ben.sees("Nothing was proposed")


async def test_a_double_tap_proposes_once(scene: Scene, ana: Person, ben: Person) -> None:
    await ana.says("/agreement", ephemeral=True)
    await ana.taps("Begin with the short one")
    screen = await ana.sees("Nothing is before the group yet.")
    await ana.presses(scene.circle, screen, label="Propose it")
    await ana.presses(scene.circle, screen, data=screen["buttons"][0][0]["data"])
    ana.hears("does not work any more")
    await scene.passes(seconds=3)
    assert len([each for each in await ben.looks() if FIRST in each["text"]]) == 1


async def test_what_is_no_line_is_refused_and_the_field_stays_open(
    scene: Scene, ana: Person
) -> None:
    await ana.says("/agreement", ephemeral=True)
    await ana.taps("Write a first line")
    for wrong in ("x" * 161, "\u202e", "🌧" * 2000):
        await ana.whispers(wrong)
        await ana.sees("A line has 1 to 160 characters", at=ana.id)
    await ana.whispers("  <b>We</b> are\n kind. ")
    await ana.sees("+ 1. <b>We</b> are kind.", at=ana.id)


async def test_a_stranger_with_a_link_proposes_nothing(scene: Scene, ana: Person) -> None:
    eli = await scene.person("Eli")
    await ana.says("/agreement", ephemeral=True)
    screen = await ana.sees("We have no agreement yet")
    start = screen["buttons"][2][0]["url"].partition("start=")[2]
    await eli.whispers(f"/start {start}")
    await eli.sees("does not work any more", at=eli.id)


async def test_where_telegram_does_not_say_how_many_we_are_nothing_is_proposed(
    scene: Scene, ana: Person, ben: Person
) -> None:
    await ana.says("/agreement", ephemeral=True)
    await ana.taps("Begin with the short one")
    await scene.post("faults", method="getChatMemberCount", kind="502", times=1)
    await ana.taps("Propose it")
    ana.hears("Telegram did not answer in time")
    await ana.taps("Propose it")
    await scene.passes(seconds=3)
    await ben.sees(FIRST)


async def test_a_button_for_everybody_works_in_its_group_alone(
    scene: Scene, ana: Person, ben: Person
) -> None:
    """Whoever got hold of it from outside is no member by tapping it."""
    eli = await scene.person("Eli")
    await begins_an_agreement(ana)
    stolen = (await ben.sees(FIRST))["buttons"][0][0]["data"]
    await eli.whispers("/start")
    door = (await eli.looks(eli.id))[-1]
    await eli.presses(eli.id, door, data=stolen)
    eli.hears("does not work any more")
