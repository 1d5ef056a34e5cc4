"""Asking for company: the form, the line, one at a time (P4, P24, P30, P31)."""

import pytest

from domain.pairs.rules import SETTLING
from storage import agreement
from tests.e2e.pairs.circle import LETTER, Circle
from tests.e2e.scene import Person

LINE = "Someone here would like company"
FIRST = "Pair-ups stand on this group's agreement."


async def test_the_form_is_seen_by_the_asker_alone_and_the_line_has_no_name(
    circle: Circle, ana: Person, ben: Person
) -> None:
    await ana.says("/pair", ephemeral=True)
    await ana.sees(LINE)
    await ben.sees_nothing_of(LINE)
    await ana.taps("Ask")
    await circle.scene.passes(seconds=2)
    line = await ben.sees(LINE)
    assert "Ana" not in line["text"]
    assert [[each["label"] for each in row] for row in line["buttons"]] == [
        ["I could", "A/Я My language"]
    ]


async def test_a_tap_turns_a_choice_and_the_line_shows_it_before_it_is_sent(
    circle: Circle, ana: Person, ben: Person
) -> None:
    await ana.says("/pair", ephemeral=True)
    await ana.taps("A talk")
    await ana.taps("Listening to each other")
    await ana.taps("Half an hour")
    await ana.taps("Soon")
    await ana.sees("silence together, an hour, later today, in writing, with one other")
    await ana.taps("Ask")
    await circle.scene.passes(seconds=2)
    await ben.sees("silence together, an hour, later today, in writing, with one other")


async def test_leaving_the_form_sends_nothing(circle: Circle, ana: Person, ben: Person) -> None:
    await ana.says("/pair", ephemeral=True)
    await ana.taps("Leave it")
    await ana.sees("Nothing was asked.")
    await circle.scene.passes(minutes=1)
    await ben.sees_nothing_of(LINE)


async def test_one_line_at_a_time_and_three_a_day(circle: Circle, ana: Person) -> None:
    for _ in range(3):
        await circle.asks(ana, "Asked for 6 hours", "Asked for 24 hours")
        await ana.says("/pair", ephemeral=True)
        await ana.sees("A line of yours still stands")
        await circle.scene.passes(hours=2, minutes=1)
    await ana.says("/pair", ephemeral=True)
    await ana.sees("three times in a day")
    await circle.scene.passes(hours=24)
    await circle.asks(ana)
    await ana.sees("Your line goes to the group now")


async def test_who_stopped_asking_cannot_ask_anew_before_the_line_has_ended(
    circle: Circle, ana: Person, ben: Person
) -> None:
    """Else a new line would tell that the one before had come to something (P25)."""
    await circle.asks(ana)
    await ana.taps("Stop asking")
    await ana.sees("nobody is told")
    await ana.says("/pair", ephemeral=True)
    await ana.sees("A line of yours still stands")
    await circle.scene.passes(hours=5)
    await ben.sees(LINE)
    await circle.scene.passes(hours=1, minutes=1)
    await ben.sees("A line stood here.")
    await ben.sees_nothing_of(LINE)


async def test_a_line_ends_with_other_ways_to_company_and_not_with_a_why(
    circle: Circle, ana: Person
) -> None:
    await circle.asks(ana)
    await circle.scene.passes(hours=6, minutes=1)
    await ana.sees("There are other ways to company", at=ana.id)


async def test_who_is_new_is_told_until_when_and_who_is_not_known_to_be_18_is_asked(
    circle: Circle, ben: Person
) -> None:
    ina = await circle.scene.person("Ina")
    await circle.scene.post(f"groups/{circle.scene.circle}/join", person=ina.id)
    await ina.says("/pair", ephemeral=True)
    await ina.sees("Days until then: 14.")
    await circle.scene.days_pass((SETTLING - 86_400) / 86_400)
    await ina.says("/pair", ephemeral=True)
    await ina.sees("Days until then: 1.")
    await circle.scene.passes(hours=24)
    await ina.says("/pair", ephemeral=True)
    await ina.sees("members of 18 or over")
    await ina.taps("I am 18 or over")
    await ina.sees(LINE)
    await ina.taps("Open our private chat")
    await ina.taps("Ask", at=ina.id)
    await circle.scene.passes(seconds=2)
    await ben.sees(LINE)


async def test_pairs_are_off_until_a_steward_turns_them_on_and_the_group_is_told(
    circle: Circle, ana: Person, dee: Person
) -> None:
    other = await circle.scene.group("Quiet circle", list(circle.people.values()), [dee])
    await ana.says("/pair", to=other, ephemeral=True)
    await ana.sees("not turned on in this group", at=other)
    await dee.says("/pair", to=other, ephemeral=True)
    await dee.taps("Turn on", at=other)
    await circle.scene.passes(seconds=2)
    await ana.sees("Pair-ups are on in this group now", at=other)
    await ana.says("/pair", to=other, ephemeral=True)
    await ana.sees("Days until then: 14.", at=other)
    await dee.taps("Turn off", at=other)
    await circle.scene.passes(seconds=2)
    await ana.sees("Pair-ups are off in this group now", at=other)


async def test_a_steward_by_word_alone_changes_nothing(
    circle: Circle, ana: Person, dee: Person
) -> None:
    await dee.says("/pair", ephemeral=True)
    await dee.taps("Pair-ups in this group")
    await circle.scene.post(f"groups/{circle.scene.circle}/demote", person=dee.id)
    await dee.taps("Turn off")
    dee.hears("Only stewards")
    await circle.asks(ana)
    await ana.sees("Your line goes to the group now")


@pytest.mark.parametrize("size", [2, 5])
async def test_a_small_group_asks_everyone(circle: Circle, size: int) -> None:
    """A line without a name would not stay without one (P31)."""
    members = list(circle.people.values())[:size]
    ana, ben = members[:2]
    scene = circle.scene
    here, scene.circle = scene.circle, await scene.group("Few", members, [ana])
    await circle.settles(*members)
    await ana.says("/pair", ephemeral=True)
    await ana.sees("with everyone who likes, here in the group")
    await ana.taps("Ask")
    await scene.passes(seconds=2)
    line = await ben.sees("with everyone who likes, here in the group")
    labels = [each["label"] for row in line["buttons"] for each in row]
    assert labels == ["A/Я My language"], "there is nothing to offer"
    await ben.sees_nothing_of("It is time.")
    await scene.passes(minutes=30)
    await ben.sees("It is time.")
    assert here != scene.circle


async def test_a_group_that_shrank_while_the_form_was_open_asks_everyone(
    circle: Circle, ana: Person
) -> None:
    await ana.says("/pair", ephemeral=True)
    for name in ("Fay", "Gil", "Hua"):
        person = circle.people[name]
        await circle.scene.post(f"groups/{circle.scene.circle}/leave", person=person.id)
    await ana.taps("Ask")
    ana.hears("here company is asked of everyone")


async def test_where_telegram_does_not_say_how_many_there_are_nobody_is_asked_for(
    circle: Circle, ana: Person
) -> None:
    fault = {"method": "getChatMemberCount", "kind": "502", "times": 1}
    await circle.scene.post("faults", **fault)
    await ana.says("/pair", ephemeral=True)
    await ana.sees("Telegram did not answer in time")


async def test_id_like_company_on_a_check_in_opens_the_form_for_the_one_who_taps(
    circle: Circle, ana: Person, ben: Person
) -> None:
    await circle.scene.passes(minutes=6)
    await ana.taps("I'd like company")
    await ana.sees("The group would see this, without your name")
    await ben.sees_nothing_of("The group would see this")


@pytest.mark.fair("is about a command that nobody else saw", "old-phones")
async def test_who_was_seen_typing_is_told_that_a_line_right_after_it_would_tell(
    circle: Circle, ana: Person
) -> None:
    await ana.says("/pair@kith_bot")
    await ana.sees("Others may have seen that you typed this.", at=ana.id)
    await ana.says("/pair", ephemeral=True)
    await ana.sees_nothing_of("Others may have seen that you typed this.")


async def test_where_there_is_an_agreement_pairs_stand_on_going_along_with_it(
    circle: Circle, ana: Person, ben: Person
) -> None:
    async with circle.scene.kith.database.transaction() as tx:
        await agreement.add(tx, 1, "We listen.", circle.now)
    await ana.says("/pair", ephemeral=True)
    await ana.sees(FIRST)
    await goes_along(ana)
    await circle.asks(ana)
    await ben.taps("I could")
    ben.hears(FIRST)
    await circle.scene.passes(seconds=2)
    await ana.sees_nothing_of(LETTER, at=ana.id)
    await goes_along(ben)
    await circle.could(ben)
    await ana.sees(LETTER, at=ana.id)


async def goes_along(who: Person) -> None:
    await who.says("/agreement", ephemeral=True)
    await who.taps("I go along with it")
