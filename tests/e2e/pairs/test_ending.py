"""The end of a pair: one tap, one set of words, and whoever is gone is not told of (P28)."""

from collections.abc import Awaitable, Callable

import pytest

from domain.pairs.rules import LIFE
from storage import people
from storage.pairs import meetings
from tests.e2e.pairs.circle import Circle
from tests.e2e.scene import Person

CLOSED = "This conversation is closed."
Goes = Callable[[Circle, Person], Awaitable[object]]


async def leaves(circle: Circle, who: Person) -> None:
    await circle.scene.post(f"groups/{circle.scene.circle}/leave", person=who.id)
    await circle.scene.settled()


async def blocks(circle: Circle, who: Person) -> None:
    await circle.scene.post(f"people/{who.id}/block")
    await circle.scene.settled()


async def ends(circle: Circle, who: Person) -> None:
    await who.taps("End this", at=who.id)


async def waits(circle: Circle, who: Person) -> None:
    await circle.scene.is_down(hours=LIFE / 3600)


async def keeps_apart(circle: Circle, who: Person) -> None:
    other = circle.people["Ana" if who.name == "Ben" else "Ben"]
    await who.whispers("/pair")
    await who.taps("Somebody I would rather not meet", at=who.id)
    await circle.picks(who, 1, other)


WAYS = [ends, waits, leaves, blocks, keeps_apart]


@pytest.mark.parametrize("goes", WAYS)
async def test_the_words_are_the_same_whatever_ended_it(
    circle: Circle, ana: Person, ben: Person, goes: Goes
) -> None:
    await circle.meet(ana, ben)
    await goes(circle, ben)
    await circle.scene.passes(seconds=2)
    closed = [each for each in await ana.looks(ana.id) if CLOSED in each["text"]]
    assert [each["text"] for each in closed] == [
        "This conversation is closed. I use the same words whoever closed it, or the clock. What "
        "you wrote stays in your own chats, not with me."
    ]
    labels = [button["label"] for row in closed[0]["buttons"] for button in row]
    assert labels == ["After listening", "This did not feel right", "Company", "Signposts"]
    assert await live(circle, ana) == []


async def live(circle: Circle, who: Person) -> list[int]:
    """The live pairs that somebody is in, by our ids."""
    async with circle.scene.kith.database.transaction() as tx:
        person = await people.find(tx, who.id)
        assert person
        return [seat.pair_id for seat in await meetings.live_seats_of(tx, person.id)]


async def test_the_one_who_ends_it_reads_the_same_words(
    circle: Circle, ana: Person, ben: Person
) -> None:
    await circle.meet(ana, ben)
    await ben.taps("End this", at=ben.id)
    await circle.scene.passes(seconds=2)
    texts = [(await each.sees(CLOSED, at=each.id))["text"] for each in (ana, ben)]
    assert texts[0] == texts[1]
    assert sum(CLOSED in text for text in await circle.texts(ben)) == 1


async def test_both_end_it_at_once(circle: Circle, ana: Person, ben: Person) -> None:
    await circle.meet(ana, ben)
    data = {}
    for each in (ana, ben):
        screen = await each.sees("have both said yes", at=each.id)
        data[each.name] = (screen, screen["buttons"][-1][-1]["data"])
    for each in (ana, ben):
        screen, button = data[each.name]
        await each.presses(each.id, screen, data=button)
    ben.hears("closed")
    await circle.scene.passes(seconds=2)
    for each in (ana, ben):
        await each.sees(CLOSED, at=each.id)


async def test_old_buttons_of_a_pair_change_nothing(
    circle: Circle, ana: Person, ben: Person
) -> None:
    await circle.meet(ana, ben)
    screen = await ana.sees("have both said yes", at=ana.id)
    old = [button["data"] for row in screen["buttons"] for button in row]
    await ben.taps("End this", at=ben.id)
    await circle.scene.passes(seconds=2)
    for data in old:
        await ana.presses(ana.id, await ana.sees(CLOSED, at=ana.id), data=data)
        ana.hears("This conversation is closed. Nothing was changed.")
    await circle.scene.passes(hours=6)
    await circle.asks(ana)
    await ana.sees("Your line goes to the group now")


@pytest.mark.parametrize("goes", [leaves, blocks, keeps_apart])
@pytest.mark.parametrize("step", ["offered", "shown"])
async def test_whoever_goes_before_the_yes_is_an_offer_that_is_not_open(
    circle: Circle, ana: Person, ben: Person, goes: Goes, step: str
) -> None:
    await circle.asks(ana)
    await circle.could(ben)
    if step == "shown":
        await circle.opens(ana)
        await goes(circle, ben)
        await ana.taps("Yes", at=ana.id)
    else:
        await goes(circle, ben)
        await circle.opens(ana)
    ana.hears("This offer is not open any more. It says nothing about you.")
    assert await live(circle, ana) == []


@pytest.mark.parametrize("goes", [leaves, blocks])
async def test_when_the_asker_is_gone_the_line_stands_and_takes_offers_as_before(
    circle: Circle, ana: Person, ben: Person, chi: Person, goes: Goes
) -> None:
    await circle.asks(ana)
    await circle.could(ben)
    here = await ben.sees("you hear by")
    await goes(circle, ana)
    await circle.scene.passes(minutes=5)
    await circle.could(chi)
    after = await chi.sees("you hear by")
    assert after["text"] == here["text"]
    await chi.taps("Take it back")
    await chi.sees("Taken back.")
    await circle.scene.passes(hours=5)
    await chi.sees("Someone here would like company")
    await circle.scene.passes(hours=1)
    await chi.sees("A line stood here.")
