"""Rounds in the words of people.

Belongs here: proposing, answering, waiting for the end. May not enter: what must hold.
"""

from tests.e2e.scene import Person, Scene

LIVE, LEAVE, TALK, OBJECT = (
    "I can live with it",
    "I leave it to you",
    "I'd like to talk",
    "I object",
)
DAYS = 7


async def begins_an_agreement(person: Person, which: str = "short") -> None:
    """They propose one of the texts to begin with."""
    await person.says("/agreement", ephemeral=True)
    await person.taps(f"Begin with the {which} one")
    await person.taps("Propose it")
    await person.scene.passes(seconds=3)


async def writes_a_line(person: Person, line: str) -> None:
    """They propose another line of the agreement, behind the others."""
    await person.says("/agreement", ephemeral=True)
    await person.taps("Another line")
    await person.whispers(line)
    await person.taps("Propose it", at=person.id)
    await person.scene.passes(seconds=3)


async def turns_the_dial(person: Person, to: str) -> None:
    """They propose who decides."""
    await person.says("/propose", ephemeral=True)
    await person.taps("Who decides here")
    await person.taps(to)
    await person.taps("Propose it")
    await person.scene.passes(seconds=3)


async def agrees(scene: Scene, *people: Person, answer: str = LIVE) -> None:
    """These say that to the newest proposal."""
    for person in people:
        await person.taps(answer)


async def week_passes(scene: Scene) -> None:
    """The round ends, and what came of it is said."""
    await scene.days_pass(DAYS)
    await scene.passes(seconds=10)


async def decides(scene: Scene, *people: Person) -> None:
    """These can live with it, and the round ends."""
    await agrees(scene, *people)
    await week_passes(scene)
