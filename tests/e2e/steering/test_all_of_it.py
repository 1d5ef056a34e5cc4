"""What else a member can propose: weather words, lines, questions, the person outside (G4)."""

from storage import checkins, signposts
from storage.pairs import standing
from tests.e2e.scene import Person, Scene
from tests.e2e.steering.rounds import decides

NOW = 1_000


async def puts_before_the_group(person: Person, *others: Person, at: int | None = None) -> None:
    """They propose what they see, and the others can live with it."""
    await person.taps("Propose it", at=at)
    await person.scene.passes(seconds=3)
    await decides(person.scene, *others)


async def test_a_word_for_the_weather(scene: Scene, ana: Person, ben: Person, chi: Person) -> None:
    await ana.says("/propose", ephemeral=True)
    await ana.taps("A check-in")
    await ana.taps("Our words")
    await ana.taps("Windy")
    await ana.whispers("Breezy")
    await ana.sees("Breezy", at=ana.id)
    await puts_before_the_group(ana, ben, chi, at=ana.id)
    async with scene.kith.database.transaction() as tx:
        (row,) = await checkins.schedules_of(tx, 1)
    assert row.words["windy"] == "Breezy"


async def test_a_line_of_the_groups_own_goes(
    scene: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    async with scene.kith.database.transaction() as tx:
        await signposts.add_local(tx, 1, "Tea room: Mondays")
    await ana.says("/propose", ephemeral=True)
    await ana.taps("Our own lines")
    await ana.taps("Take away: Tea room: Mondays")
    await puts_before_the_group(ana, ben, chi)
    async with scene.kith.database.transaction() as tx:
        assert await signposts.local(tx, 1) == []


async def test_a_question_of_the_groups_own_goes(
    scene: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    async with scene.kith.database.transaction() as tx:
        prompt = await checkins.propose_prompt(tx, 1, "What was light?", NOW)
        await checkins.keep_prompt(tx, prompt, NOW)
    await ana.says("/propose", ephemeral=True)
    await ana.taps("Our questions")
    await ana.taps("Take out 1")
    await puts_before_the_group(ana, ben, chi)
    async with scene.kith.database.transaction() as tx:
        assert await checkins.kept_prompts(tx, 1) == []


async def test_the_person_outside(scene: Scene, ana: Person, ben: Person, chi: Person) -> None:
    await ana.says("/propose", ephemeral=True)
    await ana.taps("Name somebody outside")
    await ana.whispers("Gil, 020 1234")
    await puts_before_the_group(ana, ben, chi, at=ana.id)
    async with scene.kith.database.transaction() as tx:
        assert (await standing.settings(tx, 1)).outside == "Gil, 020 1234"
