"""The next day: asked in private, once more after two days, then never (P16, P17, P29)."""

import pytest

from tests.e2e.pairs.circle import LETTER, Circle, named
from tests.e2e.scene import Person

QUESTION = "Did it come about?"


async def parted(circle: Circle, one: Person, other: Person) -> None:
    """They met, and one of them has ended it."""
    await circle.meet(one, other)
    await one.taps("End this", at=one.id)
    await circle.scene.passes(seconds=2)


async def day_passes(circle: Circle, days: float = 1) -> None:
    """A day goes by, with a look at its end."""
    await circle.scene.is_down(hours=24 * days)


def letters(circle: Circle, who: Person) -> int:
    """How many letters wait for somebody to open them."""
    return sum(LETTER in each.text for each in circle.letters_to(who))


async def test_asked_the_next_day_and_once_more_and_then_never(
    circle: Circle, ana: Person, ben: Person
) -> None:
    await parted(circle, ana, ben)
    assert letters(circle, ben) == 0
    await day_passes(circle)
    await circle.opens(ben)
    question = await ben.sees(QUESTION, at=ben.id)
    assert named(ana) not in question["text"]
    await day_passes(circle)
    assert letters(circle, ben) == 0
    await day_passes(circle)
    assert letters(circle, ben) == 1
    for _ in range(3):
        await day_passes(circle, 2)
        assert letters(circle, ben) <= 1


@pytest.mark.parametrize("label", ["It did", "It did not", "Do not ask again"])
async def test_after_an_answer_nobody_asks_again_and_the_other_hears_nothing(
    circle: Circle, ana: Person, ben: Person, label: str
) -> None:
    await parted(circle, ana, ben)
    await day_passes(circle)
    await circle.opens(ben)
    before = [each.text for each in circle.letters_to(ana)]
    await ben.taps(label, at=ben.id)
    await circle.scene.passes(seconds=2)
    assert [each.text for each in circle.letters_to(ana)] == before
    await day_passes(circle, 2)
    assert letters(circle, ben) == 0
    assert letters(circle, ana) == 2


async def test_afterwards_there_are_two_cards_and_nothing_is_asked_of_anybody(
    circle: Circle, ana: Person, ben: Person
) -> None:
    await parted(circle, ana, ben)
    await day_passes(circle)
    await circle.opens(ben)
    await ben.taps("It did", at=ben.id)
    await ben.taps("Looking back", at=ben.id)
    card = await ben.sees("What did each of us give, and what did each receive?", at=ben.id)
    assert [each["label"] for row in card["buttons"] for each in row] == ["Back", "Signposts"]
    await ben.taps("Back", at=ben.id)
    await ben.taps("After listening", at=ben.id)
    await ben.sees("Something you heard may still be with you.", at=ben.id)


async def test_a_time_that_suited_all_is_asked_about_the_day_after_it(
    circle: Circle, ana: Person, ben: Person
) -> None:
    await circle.meet(ana, ben)
    for each in (ana, ben):
        await each.taps("Three times", at=each.id)
        screen = await each.sees("Which of these suit you?", at=each.id)
        await each.taps(screen["buttons"][0][0]["label"], at=each.id)
        await circle.scene.passes(seconds=2)
    await ben.sees("It suits all of you", at=ben.id)
    await circle.opens(ana)
    await day_passes(circle, 1.2)
    await circle.opens(ben)
    await ben.sees(QUESTION, at=ben.id)
    await ben.taps("It did not", at=ben.id)
    await ben.sees("I ask once more in a while, and then never.", at=ben.id)
    await circle.opens(ana)
    await ana.taps("It did", at=ana.id)
    await day_passes(circle, 7)
    assert letters(circle, ana) == 0


async def test_a_time_that_suits_nobody_any_more_is_not_asked_about(
    circle: Circle, ana: Person, ben: Person
) -> None:
    await circle.meet(ana, ben)
    for each in (ana, ben):
        await each.taps("Three times", at=each.id)
        screen = await each.sees("Which of these suit you?", at=each.id)
        await each.taps(screen["buttons"][0][0]["label"], at=each.id)
    await ben.taps("Other times", at=ben.id)
    await circle.scene.passes(seconds=2)
    await circle.opens(ana)
    await day_passes(circle, 1.2)
    await ana.sees_nothing_of(LETTER, at=ana.id)


async def test_without_the_look_at_whom_they_keep_away_they_are_asked(
    circle: Circle, ana: Person, ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rule turned off, so that the test below can fail."""

    async def nobody(*_: object) -> bool:
        return False

    await parted(circle, ana, ben)
    await ana.whispers("/pair")
    await ana.taps("Somebody I would rather not meet", at=ana.id)
    await circle.picks(ana, 1, ben)
    monkeypatch.setattr("storage.pairs.apart.wants", nobody)
    await day_passes(circle)
    assert letters(circle, ana) == 1


@pytest.mark.parametrize("says", ["This did not feel right", "apart", "left"])
async def test_whom_it_did_not_feel_right_to_is_not_asked(
    circle: Circle, ana: Person, ben: Person, says: str
) -> None:
    await parted(circle, ana, ben)
    if says == "left":
        await circle.scene.post(f"groups/{circle.scene.circle}/leave", person=ana.id)
        await circle.scene.settled()
    elif says == "apart":
        await ana.whispers("/pair")
        await ana.taps("Somebody I would rather not meet", at=ana.id)
        await circle.picks(ana, 1, ben)
    else:
        await ana.taps(says, at=ana.id)
    await day_passes(circle)
    await day_passes(circle, 2)
    assert letters(circle, ana) == 0
