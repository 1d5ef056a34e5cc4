"""Looking back in the words of people.

Belongs here: turning it on, a group of twelve and more, answering, releasing. May not enter: what
must hold.
"""

from collections.abc import Sequence

from storage import evidence
from tests.e2e.scene import Person, Scene
from tests.e2e.steering.rounds import LIVE, week_passes

NEEDED = "What did we need that was not there?"
NAMES = ("Eli", "Fay", "Gus", "Hal", "Ida", "Jan", "Kit", "Lou", "Max", "Nan", "Ono", "Pia")


async def grows(scene: Scene) -> list[Person]:
    """Twelve more come, and are seen there."""
    more = [await scene.person(name) for name in NAMES]
    for each in more:
        await scene.post(f"groups/{scene.circle}/join", person=each.id)
    await scene.settled()
    return more


async def looks_back(scene: Scene) -> None:
    """The group's day to look back has come."""
    async with scene.kith.database.transaction() as tx:
        await evidence.set_next(tx, 1, int(scene.sandbox.clock.now()))
    await scene.passes(seconds=5)


async def window_closes(scene: Scene) -> None:
    """A week later, what is told is told."""
    await week_passes(scene)


async def turned_on(scene: Scene, *people: Person) -> None:
    """One of them proposes to look back, and the others can live with it."""
    first, *others = people
    await first.says("/evidence", ephemeral=True)
    await first.taps("Propose to look back")
    await first.taps("Propose it")
    await scene.passes(seconds=3)
    for each in others:
        await each.taps(LIVE)
    await week_passes(scene)


async def answers(person: Person, *labels: str) -> None:
    """They answer the questions, one after the other."""
    await person.taps("Look back")
    for label in labels:
        await person.taps(label)


async def released(scene: Scene, voices: Sequence[Person]) -> None:
    """What is proposed is released: these can live with it."""
    await scene.passes(seconds=3)
    for each in voices:
        await each.taps(LIVE)
    await week_passes(scene)
