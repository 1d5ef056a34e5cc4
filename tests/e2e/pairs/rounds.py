"""A round, in the words of people.

Belongs here: what takes several taps, as one sentence. May not enter: what must hold.

The circle begins on a Monday at 08:55 in London. Its rounds are drawn on Tuesdays at 18:00, every
week, and are invited to three days before: the first invitation comes on Saturday.
"""

from storage import people
from storage.pairs import meetings
from tests.e2e.pairs.circle import Circle, named
from tests.e2e.scene import Person

INVITED, DRAWN = "A round of pairs. On", "This round has been drawn."
MET = "The draw has brought you and"
LEFT_OUT = "The draw has no pair for you this time."
TO_DRAW = 3 * 24
"""Hours from the invitation to the draw."""


async def turned_on(circle: Circle) -> None:
    """Dee turns rounds on: every week."""
    dee = circle.people["Dee"]
    await dee.says("/pair", ephemeral=True)
    await dee.taps("Pair-ups in this group")
    await dee.taps("Rounds of pairs")
    for label in ("every two weeks", "once a month, in its first week"):
        await dee.taps(label)
    await dee.taps("Turn on")


async def invited(circle: Circle) -> None:
    """Rounds are on, and the first invitation stands in the group: it is Saturday, 18:01."""
    await turned_on(circle)
    await until(circle, 5 * 24 + 9.1)
    await circle.people["Ana"].sees(INVITED)


async def until(circle: Circle, hours: float) -> None:
    """So much time passes, with one look at the end."""
    await circle.scene.is_down(hours=hours)


async def joins(circle: Circle, *who: Person) -> None:
    """They join the round."""
    for each in who:
        await each.taps("Join this round")


async def drawn(circle: Circle) -> None:
    """The draw, and what follows from it."""
    await until(circle, TO_DRAW)
    await circle.scene.passes(seconds=2)


async def met(circle: Circle, who: Person) -> list[str]:
    """They open their letter; whom the draw gave them."""
    await circle.opens(who)
    text = (await who.sees(MET, at=who.id))["text"]
    return [name for name, each in circle.people.items() if named(each) in text]


async def live(circle: Circle) -> set[frozenset[str]]:
    """Who is in a live pair, by name."""
    found: dict[int, set[str]] = {}
    async with circle.scene.kith.database.transaction() as tx:
        for name, person in circle.people.items():
            known = await people.find(tx, person.id)
            for seat in await meetings.live_seats_of(tx, known.id) if known else []:
                found.setdefault(seat.pair_id, set()).add(name)
    return {frozenset(pair) for pair in found.values()}
