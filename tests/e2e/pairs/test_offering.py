"""Offering company, and the two yeses (P5, P25, P31)."""

import pytest

from tests.e2e.pairs.circle import LETTER, Circle, named
from tests.e2e.scene import Person


@pytest.mark.fair("compares all that is in the private chat", "old-phones")
async def test_the_names_come_one_after_the_other_and_only_after_a_yes(
    circle: Circle, ana: Person, ben: Person, chi: Person
) -> None:
    await circle.asks(ana)
    await circle.could(ben)
    await ben.sees("you hear by")
    assert await circle.texts(ben) == ["/start", *await hello(circle, ben)]
    await ana.sees(LETTER, at=ana.id)
    await ana.sees_nothing_of("Ben", at=ana.id)
    await circle.opens(ana)
    await ana.sees(f"{named(ben)} could", at=ana.id)
    await ben.sees_nothing_of("Ana", at=ben.id)
    await ana.taps("Yes", at=ana.id)
    await ana.sees(f"You and {named(ben)} have both said yes", at=ana.id)
    await circle.scene.passes(seconds=2)
    await ben.sees(LETTER, at=ben.id)
    await circle.opens(ben)
    await ben.sees(f"You and {named(ana)} have both said yes", at=ben.id)
    await ben.sees("responsible to each other, not for each other", at=ben.id)
    for nobody in (chi,):
        assert "Ana" not in "".join(each["text"] for each in await nobody.looks())


async def hello(circle: Circle, who: Person) -> list[str]:
    """What Kith said when they pressed Start."""
    return [text for text in await circle.texts(who) if text.startswith("Hello.")]


async def test_offers_are_shown_one_at_a_time(
    circle: Circle, ana: Person, ben: Person, chi: Person
) -> None:
    await circle.asks(ana)
    await circle.could(ben, chi)
    await circle.scene.passes(minutes=10)
    await circle.opens(ana)
    await ana.sees_nothing_of("Chi", at=ana.id)
    await ana.taps("Not this time", at=ana.id)
    await circle.scene.passes(seconds=2)
    await circle.opens(ana)
    await ana.sees(f"{named(chi)} could", at=ana.id)


async def test_two_offers_in_the_same_instant_are_two_offers(
    circle: Circle, ana: Person, ben: Person, chi: Person
) -> None:
    await circle.asks(ana)
    await ben.taps("I could")
    await chi.taps("I could")
    await circle.scene.passes(seconds=2)
    assert [each.text for each in circle.letters_to(ana)].count(LETTER) == 1


async def test_the_asker_does_not_offer_to_themself(circle: Circle, ana: Person) -> None:
    await circle.asks(ana)
    await ana.taps("I could")
    ana.hears("This is your own line.")
    await circle.scene.passes(minutes=1)
    await ana.sees_nothing_of(LETTER, at=ana.id)


async def test_an_offer_can_be_taken_back_and_made_again(
    circle: Circle, ana: Person, ben: Person
) -> None:
    await circle.asks(ana)
    await circle.could(ben)
    await circle.opens(ana)
    await ben.taps("Take it back")
    await ben.sees("Taken back.")
    await ana.taps("Yes", at=ana.id)
    ana.hears("This offer is not open any more")
    await ben.taps("I could")
    await ben.sees("you hear by")
    await circle.scene.passes(seconds=2)
    await circle.opens(ana)
    await ana.taps("Yes", at=ana.id)
    await ana.sees("have both said yes", at=ana.id)


async def test_both_ask_for_each_other(circle: Circle, ana: Person, ben: Person) -> None:
    await circle.asks(ana)
    lines = [each for each in await ben.looks() if "Someone here" in each["text"]]
    await ben.presses(circle.scene.circle, lines[-1], label="I could")
    await circle.asks(ben)
    lines = [each for each in await ana.looks() if "I could" in str(each["buttons"])]
    await ana.presses(circle.scene.circle, lines[-1], label="I could")
    await circle.scene.passes(seconds=2)
    await circle.opens(ana)
    await circle.opens(ben)
    await ana.taps("Yes", at=ana.id)
    await ben.taps("Yes", at=ben.id)
    ben.hears("This offer is not open any more")
    await circle.scene.passes(seconds=2)
    assert len([text for text in await circle.texts(ben) if LETTER in text]) == 1
    await circle.opens(ben)
    await ben.sees(f"You and {named(ana)} have both said yes", at=ben.id)


async def test_whoever_is_in_a_pair_can_neither_ask_nor_offer(
    circle: Circle, ana: Person, ben: Person, chi: Person
) -> None:
    await circle.meet(ana, ben)
    await circle.asks(chi)
    for each in (ana, ben):
        await each.taps("I could")
        each.hears("You are in a pair of this group now")
        await each.says("/pair", ephemeral=True)
        await each.sees("You are in a pair of this group now")


async def test_an_offer_after_somebody_else_was_quicker_looks_like_every_other(
    circle: Circle, ana: Person, ben: Person, chi: Person, eli: Person
) -> None:
    await circle.asks(ana)
    await circle.could(ben, chi)
    before = await chi.sees("you hear by")
    await circle.opens(ana)
    await ana.taps("Yes", at=ana.id)
    await circle.could(eli)
    after = await eli.sees("you hear by")
    assert (before["text"], before["buttons"][0][0]["label"]) == (
        after["text"],
        after["buttons"][0][0]["label"],
    )
    await eli.taps("Take it back")
    await eli.sees("Taken back.")


@pytest.mark.fair("is about somebody who has not pressed Start", "old-phones", "generous")
async def test_who_has_not_pressed_start_offers_through_the_private_chat(
    circle: Circle, ana: Person
) -> None:
    ina = await circle.scene.person("Ina")
    await circle.scene.post(f"groups/{circle.scene.circle}/join", person=ina.id)
    await circle.settles(ina, adult=False)
    await circle.asks(ana)
    await ina.taps("I could")
    await ina.taps("I am 18 or over")
    await ina.taps("I could")
    await ina.sees("our private chat has to be open")
    await circle.scene.passes(seconds=2)
    await ana.sees_nothing_of(LETTER, at=ana.id)
    await ina.taps("Open our private chat")
    await ina.sees("you hear by", at=ina.id)
    await circle.scene.passes(seconds=2)
    await circle.opens(ana)
    await ana.sees(f"{named(ina)} could", at=ana.id)


async def test_a_trio_meets_when_there_are_three(
    circle: Circle, ana: Person, ben: Person, chi: Person
) -> None:
    await circle.asks(ana, "With one other")
    await circle.could(ben, chi)
    await circle.opens(ana)
    await ana.taps("Yes", at=ana.id)
    await ana.sees("When another one fits", at=ana.id)
    await circle.scene.passes(seconds=2)
    await ben.sees_nothing_of(LETTER, at=ben.id)
    await circle.opens(ana)
    await ana.taps("Yes", at=ana.id)
    await circle.scene.passes(seconds=2)
    for one, (two, three) in {ben: (ana, chi), chi: (ana, ben)}.items():
        await circle.opens(one)
        introduction = await one.sees("have both said yes", at=one.id)
        assert all(named(each) in introduction["text"] for each in (two, three))


async def test_a_first_name_with_marks_and_links_breaks_no_sentence(
    circle: Circle, ana: Person
) -> None:
    ina = await circle.scene.person("<b>@ina</b> t.me/x \u202e")
    await circle.scene.post(f"groups/{circle.scene.circle}/join", person=ina.id)
    await ina.whispers("/start")
    await circle.settles(ina)
    await circle.asks(ana)
    await circle.could(ina)
    await circle.opens(ana)
    offer = await ana.sees("could:", at=ana.id)
    assert not any(mark in offer["text"] for mark in ("@", "t.me", "\u202e"))


@pytest.mark.parametrize("hours", [6, 30])
async def test_old_buttons_of_a_line_change_nothing(
    circle: Circle, ana: Person, ben: Person, hours: int
) -> None:
    await circle.asks(ana)
    line = await ben.sees("Someone here would like company")
    data = line["buttons"][0][0]["data"]
    await circle.scene.passes(hours=hours, minutes=1)
    await ben.presses(circle.scene.circle, await ben.sees("A line stood here."), data=data)
    ben.hears("This line has ended")


async def test_somebody_elses_buttons_do_nothing(
    circle: Circle, ana: Person, ben: Person, chi: Person
) -> None:
    await circle.asks(ana)
    await circle.could(ben)
    await circle.opens(ana)
    offer = await ana.sees("could:", at=ana.id)
    taken = offer["buttons"][0][0]["data"]
    await chi.presses(chi.id, await chi.sees("Hello.", at=chi.id), data=taken)
    chi.hears("does not work any more")
    await ana.taps("Yes", at=ana.id)
    await ana.sees("have both said yes", at=ana.id)
