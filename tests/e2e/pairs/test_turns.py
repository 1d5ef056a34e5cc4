"""Listening turns with two and with three: begun by all, a quiet word at each step (P23)."""

import pytest

from tests.e2e.pairs import rounds
from tests.e2e.pairs.circle import LETTER, Circle, named
from tests.e2e.scene import Person

FIRST_YOU, FIRST = "the draw begins with you", "the draw begins with"
SWAP_YOU, SWAP = "This turn is yours: 5 minutes.", "speaks now, and you listen: 5 minutes."
HALF, END, STOPPED = "Half of this turn", "The turns are over.", "The listening turns are stopped."
WORDS = (FIRST, HALF, SWAP_YOU, SWAP, END, STOPPED)


async def begun(circle: Circle, one: Person, *others: Person, taps: tuple[str, ...] = ()) -> None:
    """One of them would like turns, and the others begin them."""
    await one.taps("Listening turns", at=one.id)
    for label in taps:
        await one.taps(label, at=one.id)
    await one.taps("I would like this", at=one.id)
    await circle.scene.passes(seconds=2)
    for other in others:
        await circle.opens(other)
        await other.taps("Begin", at=other.id)
    await circle.scene.passes(seconds=2)


def heard(circle: Circle, who: Person) -> list[str]:
    """The quiet words that somebody got, in order."""
    texts = [each.text for each in circle.letters_to(who)]
    return [word for text in texts for word in WORDS if word in text]


async def hear_out(circle: Circle, minutes: float, step: float = 2.5) -> None:
    """The time of the turns goes by."""
    for _ in range(round(minutes / step)):
        await circle.scene.passes(minutes=step)


async def test_two_take_turns_and_who_begins_is_the_same_for_both(
    circle: Circle, ana: Person, ben: Person
) -> None:
    await circle.meet(ana, ben)
    await begun(circle, ana, ben)
    await hear_out(circle, 10)
    both = {name: heard(circle, circle.people[name]) for name in ("Ana", "Ben")}
    assert sorted(both.values()) == sorted(
        [[FIRST, HALF, SWAP, HALF, END], [FIRST, HALF, SWAP_YOU, HALF, END]]
    )
    for who, other in ((ana, ben), (ben, ana)):
        begins = await who.sees(FIRST, at=who.id)
        assert (FIRST_YOU in begins["text"]) == (SWAP in both[who.name])
        assert (named(other) in begins["text"]) != (FIRST_YOU in begins["text"])


async def test_three_have_two_turns_each(
    circle: Circle, ana: Person, ben: Person, chi: Person
) -> None:
    await rounds.invited(circle)
    await rounds.joins(circle, ana, ben, chi)
    await rounds.drawn(circle)
    for each in (ana, ben, chi):
        await circle.opens(each)
    await begun(circle, ana, ben, chi, taps=("one turn each",))
    await hear_out(circle, 30)
    speaking = [heard(circle, each).count(SWAP_YOU) for each in (ana, ben, chi)]
    first = [FIRST_YOU in (await each.sees(FIRST, at=each.id))["text"] for each in (ana, ben, chi)]
    assert sorted(speaking) == [1, 2, 2]
    assert [number == 1 for number in speaking] == first
    for each in (ana, ben, chi):
        assert heard(circle, each).count(HALF) == 6
        assert heard(circle, each)[-1] == END


async def test_nothing_begins_before_all_have_tapped_and_it_lapses_without_a_word(
    circle: Circle, ana: Person, ben: Person
) -> None:
    await circle.meet(ana, ben)
    await ana.taps("Listening turns", at=ana.id)
    await ana.sees("All of it takes 10 minutes.", at=ana.id)
    await ana.taps("5 minutes a turn", at=ana.id)
    await ana.sees("All of it takes 20 minutes.", at=ana.id)
    await ana.taps("I would like this", at=ana.id)
    await ana.sees(f"{named(ben)} will see that you would like listening turns", at=ana.id)
    await circle.scene.passes(seconds=2)
    await ben.sees(LETTER, at=ben.id)
    await circle.scene.passes(minutes=31)
    assert heard(circle, ana) == heard(circle, ben) == []
    await circle.opens(ben)
    ben.hears("does not work any more")
    await ben.sees_nothing_of("would like listening turns", at=ben.id)


async def test_any_of_them_stops_the_turns_and_the_words_are_the_same(
    circle: Circle, ana: Person, ben: Person
) -> None:
    await circle.meet(ana, ben)
    await begun(circle, ana, ben)
    await ben.taps("Stop the turns", at=ben.id)
    await circle.scene.passes(seconds=2)
    await ana.sees(STOPPED, at=ana.id)
    await ben.sees(STOPPED, at=ben.id)
    await hear_out(circle, 10)
    assert END not in heard(circle, ana)
    assert HALF not in heard(circle, ana)
    await ana.whispers("/pair")
    await ana.sees("have both said yes", at=ana.id)


async def test_once_more_goes_on_when_all_want_it_in_the_same_order(
    circle: Circle, ana: Person, ben: Person
) -> None:
    await circle.meet(ana, ben)
    await begun(circle, ana, ben)
    await hear_out(circle, 10)
    first = FIRST_YOU in (await ana.sees(FIRST, at=ana.id))["text"]
    await ana.taps("Once more", at=ana.id)
    await hear_out(circle, 5)
    assert heard(circle, ben).count(FIRST) == 1
    await ben.taps("Once more", at=ben.id)
    await circle.scene.passes(seconds=2)
    await hear_out(circle, 10)
    # The end of the first ones has become the screen of the next ones, at Ben's tap.
    assert heard(circle, ben) == [*heard(circle, ben)[:4], *heard(circle, ben)[:4], END]
    again = [each.text for each in circle.letters_to(ana) if FIRST in each.text]
    assert [FIRST_YOU in text for text in again] == [first, first]


async def test_a_restart_says_the_newest_word_alone(
    circle: Circle, ana: Person, ben: Person
) -> None:
    await circle.meet(ana, ben)
    await begun(circle, ana, ben)
    await circle.scene.is_down(hours=6 / 60)
    assert sorted(len(heard(circle, each)) for each in (ana, ben)) == [2, 2]
    assert {heard(circle, each)[-1] for each in (ana, ben)} == {SWAP, SWAP_YOU}
    await circle.scene.is_down(hours=1)
    assert heard(circle, ana)[-1] == heard(circle, ben)[-1] == END


async def test_half_is_not_said_when_it_is_no_news_any_more(
    circle: Circle, ana: Person, ben: Person
) -> None:
    await circle.meet(ana, ben)
    await begun(circle, ana, ben)
    await circle.scene.is_down(hours=4 / 60)
    assert heard(circle, ana) == [FIRST]


@pytest.mark.parametrize("goes", ["End this", "apart"])
async def test_turns_go_with_their_pair(
    circle: Circle, ana: Person, ben: Person, goes: str
) -> None:
    await circle.meet(ana, ben)
    await begun(circle, ana, ben)
    if goes == "apart":
        await ben.whispers("/pair")
        await ben.taps("Somebody I would rather not meet", at=ben.id)
        await circle.picks(ben, 1, ana)
    else:
        await ben.whispers("/pair")
        await ben.taps(goes, at=ben.id)
    await hear_out(circle, 10)
    assert heard(circle, ana) == heard(circle, ben) == [FIRST]


async def test_old_buttons_of_turns_change_nothing(
    circle: Circle, ana: Person, ben: Person
) -> None:
    await circle.meet(ana, ben)
    await begun(circle, ana, ben)

    await ben.taps("Stop the turns", at=ben.id)
    await ana.taps("Stop the turns", at=ana.id)
    ana.hears("This is over, so nothing was changed.")
