"""Planning something, in the words of people.

Belongs here: what takes several taps, as one sentence. May not enter: what must hold.
"""

from sqlalchemy import func, select

from storage.schema import comings, gatherings
from tests.e2e import weathers
from tests.e2e.scene import Person, Scene


async def follows(who: Person, label: str, *, at: int | None = None) -> None:
    """Press a button that opens the private chat, and Start there.

    Who was answered there already, with an old phone, has what is behind it before them.
    """
    chat = who.scene.circle if at is None else at
    for message in reversed(await who.looks(chat)):
        for button in (each for row in message["buttons"] for each in row):
            if button["label"] == label and "url" in button:
                await who.whispers("/start " + button["url"].partition("start=")[2])
                return
    assert weathers.now().old_phones, f"{who.name} sees no link {label!r}"


async def drafts(who: Person, *labels: str) -> None:
    """Begin to propose something, and tap these."""
    await who.says("/gatherings", ephemeral=True)
    await who.taps("Propose something")
    for label in labels:
        await who.taps(label)


async def proposes(who: Person, *labels: str) -> None:
    """Propose a call tomorrow at 18:00, or what these taps make of it."""
    await drafts(who, *labels)
    await who.taps("Propose it")
    await who.scene.passes(seconds=2)


async def left(scene: Scene) -> tuple[int, int]:
    """How many gatherings and comings are stored."""
    async with scene.kith.database.transaction() as tx:
        counts = [select(func.count()).select_from(each) for each in (gatherings, comings)]
        first, second = [int((await tx.execute(each)).scalar_one()) for each in counts]
        return first, second


KIND = {"walk": ("What", "A walk"), "table": ("What", "A meal at one table")}
"""Taps for a kind."""
FOR_FOUR = ("No limit",)
EACH_WEEK = ("Once",)
