"""A circle with pairs, in the words of people.

Belongs here: what takes several taps, as one sentence. May not enter: what must hold.
"""

from bot.demo import settle
from domain.people import shown_name
from sandbox.messages import Message
from storage import groups, people
from storage.pairs import standing
from tests.e2e.scene import Person, Scene

NAMES = ("Ana", "Ben", "Chi", "Dee", "Eli", "Fay", "Gil", "Hua")
LETTER = "There is something for you here."


class Circle:
    """The scene, and whoever is in the circle. `forgives`: this test turned a rule off."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.forgives = False

    @property
    def people(self) -> dict[str, Person]:
        """By first name."""
        return self.scene.people

    @property
    def now(self) -> int:
        """UTC seconds."""
        return int(self.scene.sandbox.clock.now())

    async def settles(self, *members: Person, adult: bool = True) -> None:
        """They are there for long enough, and said that they are 18 or over."""
        ids = [each.id for each in members]
        await settle(self.scene.kith, self.scene.circle, ids, self.now)
        if not adult:
            return
        async with self.scene.kith.database.transaction() as tx:
            group = await groups.by_chat(tx, self.scene.circle)
            assert group
            for each in members:
                person = await people.remember(tx, each.id)
                member = await standing.member(tx, group.id, person.id)
                assert member
                await standing.set_adult(tx, member.id, self.now)

    async def asks(self, asker: Person, *labels: str) -> None:
        """Somebody asks for company, and taps these choices of the form before."""
        await asker.says("/pair", ephemeral=True)
        for label in labels:
            await asker.taps(label)
        await asker.taps("Ask")
        await self.scene.passes(seconds=2)

    async def could(self, *who: Person) -> None:
        """They tap "I could" on the newest line; what follows is decided a moment later."""
        for each in who:
            await each.taps("I could")
        await self.scene.passes(seconds=2)

    async def opens(self, who: Person) -> None:
        """They open the newest letter in their private chat."""
        await who.taps("Open", at=who.id)

    async def meet(self, asker: Person, other: Person) -> None:
        """Both say yes, and both have opened their letter."""
        await self.asks(asker)
        await self.could(other)
        await self.opens(asker)
        await asker.taps("Yes", at=asker.id)
        await self.scene.passes(seconds=2)
        await self.opens(other)

    async def talk(self, one: Person, other: Person) -> None:
        """Both open the relay."""
        await one.taps("Write through me", at=one.id)
        await self.scene.passes(seconds=2)
        await other.taps("Write through me", at=other.id)
        await self.scene.passes(seconds=2)

    async def picks(self, who: Person, request_id: int, other: Person) -> None:
        """Somebody is picked from Telegram's own list."""
        body = {"from": who.id, "request_id": request_id, "person": other.id}
        await self.scene.post("pick", **body)
        await self.scene.settled()

    def letters_to(self, who: Person) -> list[Message]:
        """What Kith wrote to somebody in private."""
        world = self.scene.sandbox.world
        return [each for each in world.timeline(world.chats[who.id]) if each.sender is world.bot]

    async def texts(self, who: Person) -> list[str]:
        """What stands in somebody's private chat."""
        return [each["text"] for each in await who.looks(who.id)]


async def gathered(scene: Scene) -> Circle:
    """The circle, with pairs turned on."""
    members = [await scene.person(name) for name in NAMES]
    scene.circle = await scene.group("Tuesday circle", members, [scene.people["Dee"]])
    for each in members:
        await each.whispers("/start")
    circle = Circle(scene)
    await circle.settles(*members)
    return circle


def named(who: Person) -> str:
    """How somebody's first name stands in a sentence of Kith's."""
    return shown_name(who.name)
