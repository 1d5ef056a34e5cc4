"""The group says yes first, or not; and four weeks later it stops by itself (G14)."""

import pytest
from sqlalchemy import select

import domain.trials
from storage import groups
from storage.schema import trial_voices
from tests.e2e.scene import Person, Scene
from tests.e2e.test_setup import sets_up

PROPOSAL = "A proposal, for four weeks"
DAY = 24


@pytest.fixture
async def proposed(scene: Scene, ana: Person, ben: Person, chi: Person, dee: Person) -> Scene:
    """Dee has put the weather before the group, on Monday at 08:55."""
    scene.circle = await scene.group("Evening circle", [ana, ben, chi], [dee], agreed=False)
    await scene.settled()
    await scene.passes(seconds=1)
    await sets_up(dee)
    await scene.passes(seconds=2)
    return scene


async def has_said_yes(scene: Scene) -> bool:
    async with scene.kith.database.transaction() as tx:
        group = await groups.by_chat(tx, scene.circle)
        assert group
        return group.agreed_at is not None


async def voices(scene: Scene) -> list[str]:
    async with scene.kith.database.transaction() as tx:
        return list((await tx.execute(select(trial_voices.c.voice))).scalars())


async def begun(scene: Scene, *who: Person) -> None:
    """These try it, and the day for talking passes."""
    for person in who:
        await person.taps("Try it")
    await scene.passes(hours=DAY)


async def test_it_begins_when_two_want_it_and_a_day_has_passed(
    proposed: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    await ana.taps("Try it")
    ana.hears("Nobody sees this")
    await ben.taps("Try it")
    await proposed.passes(hours=DAY - 1)
    assert not await has_said_yes(proposed)
    await proposed.passes(hours=1)
    assert await has_said_yes(proposed)
    news = await chi.sees("The four weeks begin. I post on")
    assert "Tuesday 24 November, 09:00 (Europe/London)" in news["text"]
    await proposed.passes(seconds=2)
    decided = await chi.sees("You have said yes to this proposal.")
    assert decided["buttons"] == []
    assert await voices(proposed) == []
    await proposed.passes(minutes=6)
    await chi.sees("How is the weather with you today?")


async def test_the_steward_who_proposes_does_not_count_among_the_two(
    proposed: Scene, ana: Person, dee: Person
) -> None:
    await dee.taps("Try it")
    dee.hears("your yes is in it already")
    await begun(proposed, ana)
    assert not await has_said_yes(proposed)


async def test_the_second_yes_counts_also_after_the_day(
    proposed: Scene, ana: Person, ben: Person
) -> None:
    await begun(proposed, ana)
    await proposed.days_pass(2)
    await ben.taps("Try it")
    ben.hears("It is decided now")
    assert await has_said_yes(proposed)


async def test_one_who_would_like_to_talk_first_is_heard_and_not_named(
    proposed: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    await chi.taps("Let's talk first")
    chi.hears("nobody sees that it was you")
    for person in (ana, ben):
        await person.sees(PROPOSAL)  # it looks as it did
    await begun(proposed, ana, ben)
    assert not await has_said_yes(proposed)
    await ana.sees("Someone here would like to talk first, so nothing has begun.")
    assert await voices(proposed) == []


async def test_a_mind_can_be_changed_while_it_is_open(
    proposed: Scene, ana: Person, ben: Person
) -> None:
    await ana.taps("Let's talk first")
    await begun(proposed, ana, ben)
    assert await has_said_yes(proposed)


async def test_one_who_leaves_after_try_it_takes_their_yes_along(
    proposed: Scene, ana: Person, ben: Person
) -> None:
    await ana.taps("Try it")
    await proposed.post(f"groups/{proposed.circle}/leave", person=ana.id)
    await proposed.settled()
    await begun(proposed, ben)
    assert not await has_said_yes(proposed)


async def test_a_proposal_that_nobody_takes_up_rests_without_a_reminder(
    proposed: Scene, ana: Person, dee: Person
) -> None:
    await begun(proposed, ana)
    before = len(await ana.looks())
    await proposed.days_pass(14)
    assert len(await ana.looks()) == before
    assert (await ana.sees("This proposal rests now"))["buttons"] == []
    await dee.says("/setup", ephemeral=True)
    await dee.sees("Where is the group at home")


async def test_four_weeks_later_it_stops_by_itself(
    proposed: Scene, ana: Person, ben: Person
) -> None:
    await begun(proposed, ana, ben)
    await proposed.days_pass(25.1)
    question = await ana.sees("The four weeks end on Tuesday 22 December.")
    assert [[each["label"] for each in row] for row in question["buttons"]] == [
        ["Go on", "Let's talk first"],
        ["Signposts", "A/Я My language"],
    ]
    await proposed.days_pass(3)
    await ana.sees("The four weeks are over, so I post nothing more.")
    assert not await has_said_yes(proposed)
    before = len(await ana.looks())
    await proposed.days_pass(7)
    assert len(await ana.looks()) == before


async def test_it_goes_on_when_two_want_it(proposed: Scene, ana: Person, ben: Person) -> None:
    await begun(proposed, ana, ben)
    await proposed.days_pass(25.1)
    await ana.taps("Go on")
    await ben.taps("Go on")
    await proposed.passes(hours=DAY)
    await ana.sees("It goes on, for as long as you like.")
    await proposed.days_pass(7)
    await ana.sees_nothing_of("The four weeks are over")
    assert await has_said_yes(proposed)


async def test_two_who_want_it_after_its_end_bring_it_back(
    proposed: Scene, ana: Person, ben: Person
) -> None:
    await begun(proposed, ana, ben)
    await proposed.days_pass(28.1)
    assert not await has_said_yes(proposed)
    await ana.taps("Go on")
    await ben.taps("Go on")
    assert await has_said_yes(proposed)
    await proposed.passes(hours=DAY)
    weather = [each for each in await ana.looks() if "weather with you" in each["text"]]
    assert len(weather) == 1


async def test_after_its_end_another_one_can_be_proposed(
    proposed: Scene, ana: Person, ben: Person, dee: Person
) -> None:
    await begun(proposed, ana, ben)
    await ana.sees("The four weeks begin")
    await proposed.days_pass(26)
    await ana.taps("Let's talk first")
    await proposed.days_pass(3)
    await dee.says("/setup", ephemeral=True)
    for label in ("Europe", "More", "London", "The weather", "On these days", "10:00"):
        await dee.taps(label)
    await dee.taps("Ask the group")
    await proposed.passes(minutes=2)
    await begun(proposed, ana, ben)
    await proposed.passes(hours=2)
    weather = [each for each in await ana.looks() if "weather with you" in each["text"]]
    assert len(weather) == 1


@pytest.mark.parametrize(("rule", "value"), [("TALK_TIME", 0), ("NEEDED", 1)])
async def test_without_the_rule_it_would_begin_at_once(
    proposed: Scene, ana: Person, monkeypatch: pytest.MonkeyPatch, rule: str, value: int
) -> None:
    """The switches: a day for talking, and two members besides the steward."""
    monkeypatch.setattr(domain.trials, rule, value)
    await ana.taps("Try it")
    await proposed.passes(hours=0 if rule == "TALK_TIME" else DAY)
    assert await has_said_yes(proposed) == (rule == "NEEDED")


async def test_kith_thrown_out_meanwhile_decides_nothing_wrong(
    proposed: Scene, ana: Person, ben: Person
) -> None:
    await ana.taps("Try it")
    await ben.taps("Try it")
    bot = proposed.sandbox.world.bot.id
    await proposed.post(f"groups/{proposed.circle}/leave", person=bot)
    await proposed.settled()
    await proposed.passes(hours=DAY)
    await proposed.post(f"groups/{proposed.circle}/join", person=bot)
    await proposed.settled()
    await proposed.passes(minutes=1)
    await ana.sees("The four weeks begin")
    await proposed.passes(minutes=9)
    await ana.sees("weather with you")
