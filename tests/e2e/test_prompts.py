"""A group's own questions, and series (C15)."""

from sqlalchemy import select

from domain.prompts import MIXED, OWN, PRACTICE
from handlers import wording
from storage import checkins
from storage.schema import prompts
from tests.e2e.scene import Person, Scene
from tests.e2e.test_questions import asks, daily

OURS = "What is your kitchen like in the morning?"


async def proposes(scene: Scene, person: Person, words: str) -> None:
    """Somebody whom the group has seen proposes a question."""
    await person.says("/checkins", ephemeral=True)
    await person.taps("Propose a question")
    await person.whispers(words)
    await scene.passes(seconds=5)


async def seen(scene: Scene, *people: Person) -> None:
    """They have tapped something in the circle."""
    await scene.passes(minutes=6)
    for person in people:
        await person.taps("Here, no words")


async def test_a_question_is_proposed_without_a_name_and_kept_by_three(
    scene: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    await seen(scene, ana)
    await proposes(scene, ana, OURS)
    proposal = await ben.sees(OURS)
    assert "Ana" not in proposal["text"]
    await ana.taps("Keep it")
    await ben.taps("Keep it")
    ben.hears("Kept in mind")
    await ben.taps("Keep it")
    await scene.passes(seconds=5)
    await chi.sees_nothing_of("one of our own questions now")
    await chi.taps("Keep it")
    chi.hears("one of our own questions now")
    await scene.passes(seconds=5)
    await ben.sees("We decided this together.")
    await scene.passes(seconds=5)
    await ben.sees(f"{OURS}\n\nThis is one of our own questions now.")


async def test_a_question_that_nobody_keeps_rests_and_is_erased(
    scene: Scene, ana: Person, ben: Person
) -> None:
    await seen(scene, ana)
    await proposes(scene, ana, OURS)
    await scene.is_down(hours=46)
    await scene.passes(minutes=2)
    await ben.sees("This question rests.")
    await scene.is_down(hours=25)
    async with scene.kith.database.transaction() as tx:
        assert (await tx.execute(select(prompts))).all() == []


async def test_the_groups_own_questions_come_among_the_others(scene: Scene, ana: Person) -> None:
    async with scene.kith.database.transaction() as tx:
        own = await checkins.propose_prompt(tx, 1, OURS, 0)
        await checkins.keep_prompt(tx, own, 0)
    await asks(scene, daily(), prompts=OWN)
    await scene.is_down(hours=1.2)
    await ana.sees(OURS)


async def test_a_group_without_questions_of_its_own_gets_those_that_are_there(
    scene: Scene, ana: Person
) -> None:
    await asks(scene, daily(), prompts=OWN)
    await scene.is_down(hours=1.2)
    await ana.sees("Answer here in your own words")


async def test_what_is_no_question_is_refused_and_the_field_stays_open(
    scene: Scene, ana: Person
) -> None:
    await seen(scene, ana)
    await ana.says("/checkins", ephemeral=True)
    await ana.taps("Propose a question")
    for wrong in ("x" * 4000, "word " * 26, "see https://example.org?", "🌧" * 201, "ask @somebody"):
        await ana.whispers(wrong)
        assert "A question is one line of at most 25 words" in (await ana.looks(ana.id))[-1]["text"]
    await ana.whispers("What is <b>bold</b> for you?")
    await ana.sees("It stands in the group now", at=ana.id)
    await scene.passes(seconds=5)
    await ana.sees("What is <b>bold</b> for you?")


async def test_a_steward_takes_one_out_again(scene: Scene, dee: Person) -> None:
    async with scene.kith.database.transaction() as tx:
        own = await checkins.propose_prompt(tx, 1, OURS, 0)
        await checkins.keep_prompt(tx, own, 0)
    await dee.says("/checkins", ephemeral=True)
    await dee.taps("All check-ins")
    await dee.taps("Our questions")
    await dee.sees(f"1. {OURS}")
    await dee.taps("Take out 1")
    await dee.sees("We have no questions of our own yet.")


async def test_the_practice_series_comes_in_order_and_ends(
    scene: Scene, ana: Person, dee: Person
) -> None:
    """Twelve cards; what is left out is not lost, and behind the last there is none."""
    await asks(scene, daily(), prompts=PRACTICE)
    await scene.is_down(hours=1.2)
    for week in range(1, 13):
        await ana.sees(wording.text("en", f"prompt.practice.{week}"))
        await scene.is_down(hours=24)
    async with scene.kith.database.transaction() as tx:
        row = await checkins.schedule(tx, 2)
        assert row
        assert row.next_at is None
        assert await checkins.cards_met(tx, 2, PRACTICE) == 12
        assert await checkins.cards_met(tx, 2, MIXED) == 0
