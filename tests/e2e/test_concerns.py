"""Something is wrong: to a steward of one's choice, in private, and an answer back (G6, G7)."""

from tests.e2e.pairs.circle import named
from tests.e2e.scene import Person, Scene

DOOR = "you can write to a steward of your choice"


async def opens(who: Person) -> None:
    """The newest letter in their private chat."""
    await who.scene.passes(seconds=2)
    await who.taps("Open", at=who.id)


async def goes_there(who: Person) -> None:
    """From the group into the private chat, to the list of stewards."""
    await who.says("/stewards", ephemeral=True)
    await who.taps("Go on in my private chat")


async def test_words_go_to_one_steward_and_an_answer_comes_back(
    scene: Scene, ana: Person, ben: Person, dee: Person
) -> None:
    await dee.whispers("/start")
    await goes_there(ana)
    await ben.sees_nothing_of(DOOR)
    await ana.taps(f"Write to {named(dee)}", at=ana.id)
    await ana.sees("The next message you write here goes to", at=ana.id)
    await ana.whispers("The evenings are too loud for me.")
    await ana.sees("On its way.", at=ana.id)
    await opens(dee)
    await dee.sees("The evenings are too loud for me.", at=dee.id)
    await dee.taps("Answer", at=dee.id)
    await dee.whispers("Thank you. I will think about it with you.")
    await opens(ana)
    await ana.sees("I will think about it with you.", at=ana.id)
    await ana.taps(f"Write to {named(dee)}", at=ana.id)
    await ana.whispers("That helps.")
    await opens(dee)
    await dee.sees("That helps.", at=dee.id)
    for each in ("too loud", "think about it", "That helps"):
        await ben.sees_nothing_of(each)


async def test_where_no_steward_can_be_written_to_it_is_said(scene: Scene, ana: Person) -> None:
    await goes_there(ana)
    await ana.sees("No steward can be written to through me just now.", at=ana.id)


async def test_who_is_no_steward_any_more_reads_and_answers_nothing(
    scene: Scene, ana: Person, dee: Person
) -> None:
    await dee.whispers("/start")
    await goes_there(ana)
    await ana.taps(f"Write to {named(dee)}", at=ana.id)
    await ana.whispers("The evenings are too loud for me.")
    await scene.post(f"groups/{scene.circle}/demote", person=dee.id)
    await scene.settled()
    await opens(dee)
    await dee.sees_nothing_of("too loud", at=dee.id)
