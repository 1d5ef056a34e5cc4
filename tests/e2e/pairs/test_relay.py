"""The relay: text only, at most once, kept nowhere, and only while it is open (P27, promise 1)."""

from typing import Any

import pytest

from domain.pairs.rules import WORDS_A_MINUTE
from tests.e2e.pairs.circle import LETTER, Circle, named
from tests.e2e.scene import Person
from tests.e2e.test_turn import pending

DOOR = "is open. What you write here goes to"
CLOSED = "This was not passed on: the relay is closed."


@pytest.fixture
async def talking(circle: Circle, ana: Person, ben: Person) -> Circle:
    """Ana and Ben are in a pair, and both have opened the relay."""
    await circle.meet(ana, ben)
    await circle.talk(ana, ben)
    return circle


async def test_it_opens_when_both_have_tapped_and_says_so(
    circle: Circle, ana: Person, ben: Person
) -> None:
    await circle.meet(ana, ben)
    await ana.taps("Write through me", at=ana.id)
    await ana.sees("would like to write", at=ana.id)
    await ana.whispers("too early")
    await ana.sees(CLOSED, at=ana.id)
    await ana.sees("Nobody has read this", at=ana.id)
    await circle.scene.passes(seconds=2)
    await ben.sees_nothing_of("too early", at=ben.id)
    await ben.sees(LETTER, at=ben.id)
    await ben.taps("Write through me", at=ben.id)
    await ben.sees(f"The relay to {named(ana)} {DOOR}", at=ben.id)
    await circle.scene.passes(seconds=2)
    await ana.sees(f"The relay to {named(ben)} {DOOR}", at=ana.id)


async def test_words_go_to_the_other_and_nowhere_else(
    talking: Circle, ana: Person, ben: Person, chi: Person
) -> None:
    await ana.whispers("It was a long week.")
    await ben.whispers("Mine too.")
    await ben.sees(f"From {named(ana)}:\nIt was a long week.", at=ben.id)
    await ana.sees(f"From {named(ben)}:\nMine too.", at=ana.id)
    await chi.sees_nothing_of("long week", at=chi.id)
    await chi.sees_nothing_of("long week")
    calls = [
        each["params"]
        for each in talking.scene.sandbox.ledger.calls
        if "long week" in str(each["params"])
    ]
    assert [(each["chat_id"], each["protect_content"]) for each in calls] == [(ben.id, True)]


async def test_nothing_of_it_rests_anywhere(talking: Circle, ana: Person, tmp_path: Any) -> None:
    await ana.whispers("Zwielichtmarke")
    files = b"".join(each.read_bytes() for each in tmp_path.glob("kith.db*"))
    assert b"Zwielicht" not in files


@pytest.mark.parametrize("line", ["/pair", "/start", "/unknown", "/x Zwielichtmarke"])
async def test_a_command_is_never_passed_on(
    talking: Circle, ana: Person, ben: Person, line: str
) -> None:
    await ana.whispers(line)
    await ben.sees_nothing_of(named(ana) + ":", at=ben.id)


async def test_a_line_delivered_again_is_not_passed_on_again(
    talking: Circle, ana: Person, ben: Person
) -> None:
    await talking.scene.goes_deaf()
    await talking.scene.post("say", **{"from": ana.id, "chat": ana.id, "text": "Once."})
    [line] = pending(talking.scene)
    await talking.scene.kith.turn.take([line])
    await talking.scene.kith.turn.take([line])
    assert [each for each in await talking.texts(ben) if "Once." in each] == [
        f"From {named(ana)}:\nOnce."
    ]
    await ana.sees("This may not have arrived.", at=ana.id)


@pytest.mark.parametrize("kind", ["502_after", "502", "403", "429"])
async def test_what_may_not_have_arrived_is_said_to_be_so_and_why_is_not(
    talking: Circle, ana: Person, ben: Person, kind: str
) -> None:
    fault = {"method": "sendMessage", "chat": ben.id, "kind": kind, "times": 1}
    await talking.scene.post("faults", **fault)
    await ana.whispers("Are you there?")
    await ana.sees("This may not have arrived. I do not send it again by myself.", at=ana.id)
    assert sum("Are you there?" in each for each in await talking.texts(ben)) <= 1


async def test_it_closes_by_a_tap_of_either_with_the_same_words(
    talking: Circle, ana: Person, ben: Person
) -> None:
    await ana.taps("Close the relay", at=ana.id)
    mine = await ana.sees("The relay is closed.", at=ana.id)
    await talking.scene.passes(seconds=2)
    theirs = await ben.sees("The relay is closed.", at=ben.id)
    assert mine["text"] == theirs["text"]
    for one, other in ((ana, ben), (ben, ana)):
        await one.whispers("a word too late")
        await one.sees(CLOSED, at=one.id)
        await other.sees_nothing_of(f"{named(one)}:\na word too late", at=other.id)


async def test_it_closes_after_thirty_still_minutes_and_can_be_opened_again(
    talking: Circle, ana: Person, ben: Person
) -> None:
    await talking.scene.passes(minutes=29)
    await ana.whispers("Still here.")
    await talking.scene.passes(minutes=29)
    await ben.whispers("Me too.")
    await talking.scene.passes(minutes=30, seconds=2)
    for each in (ana, ben):
        await each.sees("The relay is closed.", at=each.id)
    await ana.whispers("Too late.")
    await ben.sees_nothing_of("Too late.", at=ben.id)
    await talking.talk(ana, ben)
    await ana.whispers("Here again.")
    await ben.sees("Here again.", at=ben.id)


async def test_words_after_the_end_are_not_passed_on_and_get_the_honest_answer(
    talking: Circle, ana: Person, ben: Person
) -> None:
    await ben.taps("End this", at=ben.id)
    await ana.whispers("One more thing.")
    await ana.sees(CLOSED, at=ana.id)
    await ana.sees("Nobody has read this", at=ana.id)
    await ben.sees_nothing_of("One more thing.", at=ben.id)
    await talking.scene.passes(hours=25)
    await ana.whispers("A day later.")
    assert (await talking.texts(ana)).count(CLOSED) == 1


async def test_the_longest_message_arrives_whole(talking: Circle, ana: Person, ben: Person) -> None:
    long = "🌧" * 2048
    await ana.whispers(long)
    parts = [text for text in await talking.texts(ben) if "🌧" in text]
    assert "".join(part.partition("\n")[2] for part in parts) == long
    assert len(parts) == 2


async def test_two_hundred_in_a_minute_are_too_fast_and_that_is_said_once(
    talking: Circle, ana: Person, ben: Person
) -> None:
    await talking.scene.goes_deaf()
    for number in range(200):
        body = {"from": ana.id, "chat": ana.id, "text": f"word {number}"}
        await talking.scene.post("say", **body)
    while lines := pending(talking.scene):
        await talking.scene.kith.turn.take(lines)
        talking.scene.sandbox.world.updates.confirm(lines[-1]["update_id"] + 1)
    arrived = [text for text in await talking.texts(ben) if "word " in text]
    assert len(arrived) == WORDS_A_MINUTE
    said = [text for text in await talking.texts(ana) if "messages in a minute" in text]
    assert len(said) == 1


def album(circle: Circle, who: Person, pictures: int) -> list[dict[str, Any]]:
    """Pictures sent together, as Telegram would deliver them."""
    first = 900_000_000
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
    user = {"id": who.id, "is_bot": False, "first_name": who.name}
    return [
        {
            "update_id": first + number,
            "message": {
                "message_id": 1_000 + number,
                "date": circle.now,
                "chat": {"id": who.id, "type": "private", "first_name": who.name},
                "from": user,
                "photo": photo,
                "media_group_id": "1",
                "caption": "Zwielichtmarke",
            },
        }
        for number in range(pictures)
    ]


async def test_an_album_is_not_passed_on_and_that_is_said_once(
    talking: Circle, ana: Person, ben: Person
) -> None:
    await talking.scene.kith.turn.take(album(talking, ana, 10))
    await ben.sees_nothing_of("Zwielichtmarke", at=ben.id)
    said = [text for text in await talking.texts(ana) if "Only text is passed on." in text]
    assert len(said) == 1


async def test_an_open_field_goes_before_the_relay(
    talking: Circle, dee: Person, ana: Person, ben: Person
) -> None:
    """Which door is open was said a moment ago."""
    await ana.taps("End this", at=ana.id)
    await talking.meet(dee, ben)
    await talking.talk(dee, ben)
    await dee.says("/checkins", ephemeral=True)
    await dee.taps("Our words")
    await dee.taps("Windy")
    await dee.whispers("Breezy")
    await ben.sees_nothing_of("Breezy", at=ben.id)
    await dee.whispers("To you again.")
    await ben.sees("To you again.", at=ben.id)


async def test_nobody_is_called_again_and_again(circle: Circle, ana: Person, ben: Person) -> None:
    await circle.meet(ana, ben)
    for _ in range(5):
        await ana.taps("Write through me", at=ana.id)
        await circle.scene.passes(seconds=2)
        await ana.taps("Close the relay", at=ana.id)
    assert (await circle.texts(ben)).count(LETTER) == 1


async def test_in_a_trio_words_go_to_those_who_opened_it_too(
    circle: Circle, ana: Person, ben: Person, chi: Person
) -> None:
    await circle.asks(ana, "With one other")
    await circle.could(ben, chi)
    for _ in range(2):
        await circle.opens(ana)
        await ana.taps("Yes", at=ana.id)
        await circle.scene.passes(seconds=2)
    for each in (ben, chi):
        await circle.opens(each)
    await circle.talk(ana, ben)
    await ana.whispers("First.")
    await ben.sees("First.", at=ben.id)
    await chi.sees_nothing_of("First.", at=chi.id)
    await chi.taps("Write through me", at=chi.id)
    await chi.whispers("Second.")
    for each in (ana, ben):
        await each.sees("Second.", at=each.id)
