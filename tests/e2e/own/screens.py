"""What tests of one's own check-in do and look at.

Belongs here: tapping through the private chat, and what is kept. May not enter: tests.
"""

from sqlalchemy import select

from storage.schema import own_checkins, own_rounds
from tests.e2e.scene import Person, Scene

HELD = "For you alone."


async def section(person: Person, *labels: str) -> None:
    """Tap through the screens of the private chat."""
    for label in labels:
        await person.taps(label, at=person.id)


async def newest(person: Person) -> str:
    """The newest message of the private chat."""
    return str((await person.looks(person.id))[-1]["text"])


async def letters(person: Person) -> list[str]:
    """What their own check-in has asked so far."""
    return [each["text"] for each in await person.looks(person.id) if HELD in each["text"]]


async def rows(scene: Scene, person: Person) -> int:
    """How many rows are kept of own check-ins."""
    async with scene.kith.database.transaction() as tx:
        found = await tx.execute(select(own_rounds.c.id))
        return len(found.all()) + len((await tx.execute(select(own_checkins.c.person_id))).all())


async def kept_of(scene: Scene) -> list[bytes]:
    """What is kept of answers, as it rests."""
    async with scene.kith.database.transaction() as tx:
        found = (await tx.execute(select(own_rounds.c.word, own_rounds.c.words))).all()
    return [sealed for row in found for sealed in row if sealed is not None]


async def next_monday(scene: Scene, weeks: int = 1) -> None:
    """From some minutes past noon to the same minute, so many weeks later."""
    await scene.is_down(hours=24 * 7 * weeks)


async def to_noon(scene: Scene) -> None:
    """From 08:55 to noon in London, which is two o'clock in Kyiv."""
    await scene.passes(hours=3, minutes=6)
