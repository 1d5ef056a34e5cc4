"""A living agreement: going along with it, again after a change; looking at it again (G1 to G5)."""

from domain.agreement import LINE_LIMIT, MOST_LINES, tidied, whole
from storage import agreement
from tests.e2e.scene import Person, Scene
from tests.e2e.steering.rounds import begins_an_agreement, decides, writes_a_line


async def agreed(scene: Scene) -> None:
    """The short one has passed."""
    ana, ben, chi = (scene.people[name] for name in ("Ana", "Ben", "Chi"))
    await begins_an_agreement(ana)
    await decides(scene, ben, chi)


async def changed_meanwhile(scene: Scene) -> None:
    """It is another one by now than the open screens show."""
    async with scene.kith.database.transaction() as tx:
        await agreement.add(tx, 1, "We meet.", int(scene.sandbox.clock.now()))


async def test_everybody_reads_it_and_goes_along_with_it_unseen(
    scene: Scene, ana: Person, ben: Person
) -> None:
    await agreed(scene)
    await ana.says("/agreement", ephemeral=True)
    await ana.sees("1. What is said here stays here.")
    await ana.sees("Version 1, since Monday 30 November.")
    await ana.taps("I go along with it")
    await ana.sees("You go along with it. Nobody else sees that.")
    await ben.sees_nothing_of("You go along with it.")


async def test_after_a_change_it_is_gone_along_with_again(
    scene: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    await agreed(scene)
    await ana.says("/agreement", ephemeral=True)
    await ana.taps("I go along with it")
    await writes_a_line(ana, "We eat together once a month.")
    await decides(scene, ben, chi)
    await ana.says("/agreement", ephemeral=True)
    await ana.sees("You went along with an earlier version. It has changed since.")
    await ana.taps("What changed last")
    await ana.sees("+ 7. We eat together once a month.")
    await ana.taps("Back")
    await changed_meanwhile(scene)
    await ana.taps("I go along with it")
    ana.hears("The agreement has changed meanwhile")
    await ana.says("/agreement", ephemeral=True)
    await ana.taps("I go along with it")
    await ana.sees("You go along with it.")


async def test_one_line_becomes_another(
    scene: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    await agreed(scene)
    await ana.says("/agreement", ephemeral=True)
    await ana.taps("Change a line")
    await ana.taps("Change 4")
    await ana.whispers("Nobody must answer at once.")
    await ana.sees("− 4. Nobody must answer at night.\n+ 4. Nobody must answer at once.", at=ana.id)
    await ana.taps("Propose it", at=ana.id)
    await scene.passes(seconds=3)
    await decides(scene, ben, chi)
    await ana.says("/agreement", ephemeral=True)
    await ana.sees("4. Nobody must answer at once.")


async def test_the_group_looks_at_it_again_on_a_day_that_it_chose(
    scene: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    await agreed(scene)
    await ana.says("/agreement", ephemeral=True)
    await ana.taps("Look at it again on ...")
    await ana.taps("1 March 2027")
    await ana.taps("Propose it")
    await scene.passes(seconds=3)
    await decides(scene, ben, chi)
    await ana.says("/agreement", ephemeral=True)
    await ana.sees("We look at it again on 1 March 2027.")
    await ben.sees_nothing_of("Today is the day")
    await scene.is_down(hours=24 * 90)
    await scene.passes(seconds=5)
    await ben.sees("Today is the day on which we wanted to look at our agreement again.")
    posts = len([each for each in await ben.looks() if "Today is the day" in each["text"]])
    await scene.days_pass(1)
    again = len([each for each in await ben.looks() if "Today is the day" in each["text"]])
    assert posts == again == 1


async def test_where_all_lines_are_out_the_list_of_lines_says_so(scene: Scene, ana: Person) -> None:
    async with scene.kith.database.transaction() as tx:
        await agreement.add(tx, 1, "We meet.", int(scene.sandbox.clock.now()))
        await agreement.add(tx, 1, "", int(scene.sandbox.clock.now()))
    await ana.says("/agreement", ephemeral=True)
    await ana.taps("Change a line")
    await ana.sees("We have no agreement yet")


async def test_an_agreement_as_long_as_can_be_in_emoji_is_shown(scene: Scene, ana: Person) -> None:
    async with scene.kith.database.transaction() as tx:
        words = whole([tidied("🌧" * (LINE_LIMIT // 2))] * MOST_LINES)
        await agreement.add(tx, 1, words, int(scene.sandbox.clock.now()))
    await ana.says("/agreement", ephemeral=True)
    await ana.sees(f"{MOST_LINES}. 🌧")
