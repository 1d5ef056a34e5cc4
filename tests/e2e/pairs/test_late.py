"""Late ones: taken in with somebody left out, or as a third by the yes of both (P20, P5)."""

import pytest

from handlers.pairs.rounds import late
from tests.e2e.pairs import rounds
from tests.e2e.pairs.circle import LETTER, Circle, named
from tests.e2e.pairs.rounds import LEFT_OUT
from tests.e2e.pairs.showing import shown_too_much
from tests.e2e.scene import Person

QUESTION = "Somebody has joined this round late"


async def comes_late(circle: Circle, who: Person) -> None:
    """They tap, and a moment later it is decided."""
    await who.taps("I come late")
    await circle.scene.passes(seconds=2)


async def two_drawn(circle: Circle, one: Person, other: Person) -> None:
    """A round in which these two meet."""
    await rounds.invited(circle)
    await rounds.joins(circle, one, other)
    await rounds.drawn(circle)
    for each in (one, other):
        await circle.opens(each)


async def test_a_late_one_meets_who_was_left_out(circle: Circle, ana: Person, ben: Person) -> None:
    await rounds.invited(circle)
    await rounds.joins(circle, ana)
    await rounds.drawn(circle)
    await circle.opens(ana)
    await ana.sees("If somebody comes late until Thursday 3 December, 18:00", at=ana.id)
    await comes_late(circle, ben)
    await ben.sees("Noted. If somebody can take you in")
    assert await rounds.met(circle, ben) == ["Ana"]
    assert await rounds.met(circle, ana) == ["Ben"]


async def test_who_left_it_at_that_is_not_introduced(
    circle: Circle, ana: Person, ben: Person
) -> None:
    await rounds.invited(circle)
    await rounds.joins(circle, ana)
    await rounds.drawn(circle)
    await circle.opens(ana)
    await ana.taps("Leave it", at=ana.id)
    await comes_late(circle, ben)
    await ben.sees_nothing_of(LETTER, at=ben.id)
    await ana.sees_nothing_of(LETTER, at=ana.id)


async def test_a_late_one_is_a_third_when_both_say_yes_and_is_not_named_before(
    circle: Circle, ana: Person, ben: Person, chi: Person
) -> None:
    await two_drawn(circle, ana, ben)
    await comes_late(circle, chi)
    for each in (ana, ben):
        await circle.opens(each)
        question = await each.sees(QUESTION, at=each.id)
        assert named(chi) not in question["text"]
    await ana.taps("They can join", at=ana.id)
    await ana.sees(f"Yes is kept. If {named(ben)} says yes too", at=ana.id)
    await circle.scene.passes(seconds=2)
    await chi.sees_nothing_of(LETTER, at=chi.id)
    await ben.taps("They can join", at=ben.id)
    await ben.sees(named(chi), at=ben.id)
    await circle.scene.passes(seconds=2)
    assert await rounds.met(circle, chi) == ["Ana", "Ben"]
    assert await rounds.met(circle, ana) == ["Ben", "Chi"]


async def test_without_the_second_yes_the_scan_objects(
    circle: Circle, ana: Person, ben: Person, chi: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rule turned off: one yes of the two is enough."""

    async def nobody(*_: object) -> list[object]:
        return []

    circle.forgives = True
    await two_drawn(circle, ana, ben)
    await comes_late(circle, chi)
    await circle.opens(ana)
    monkeypatch.setattr(late, "others", nobody)
    await ana.taps("They can join", at=ana.id)
    sandbox = circle.scene.sandbox
    assert shown_too_much(sandbox.world, sandbox.ledger.calls)


@pytest.mark.parametrize("says", ["Not this time", "End this", ""])
async def test_a_no_an_end_and_silence_look_the_same_to_whoever_comes_late(
    circle: Circle, ana: Person, ben: Person, chi: Person, says: str
) -> None:
    await two_drawn(circle, ana, ben)
    await comes_late(circle, chi)
    for each in (ana, ben):
        await circle.opens(each)
    await ana.taps("They can join", at=ana.id)
    if says:
        await ben.taps(says, at=ben.id)
    await rounds.until(circle, 47)
    await chi.sees_nothing_of(LETTER, at=chi.id)
    await rounds.until(circle, 2)
    await circle.opens(chi)
    text = (await chi.sees(LEFT_OUT, at=chi.id))["text"]
    assert text == "The draw has no pair for you this time. You missed nothing and need do nothing."
    await ana.sees_nothing_of(named(chi), at=ana.id)
    await ben.sees_nothing_of(named(chi), at=ben.id)


async def test_after_a_no_the_others_yes_changes_nothing(
    circle: Circle, ana: Person, ben: Person, chi: Person
) -> None:
    await two_drawn(circle, ana, ben)
    await comes_late(circle, chi)
    for each in (ana, ben):
        await circle.opens(each)
    await ben.taps("Not this time", at=ben.id)
    await ben.sees("Not this time. Nobody is told, and the two of you are as before.", at=ben.id)
    await ana.taps("They can join", at=ana.id)
    ana.hears("not open any more")
    await circle.scene.passes(minutes=20)
    await chi.sees_nothing_of(LETTER, at=chi.id)


async def test_who_comes_late_can_leave_again(
    circle: Circle, ana: Person, ben: Person, chi: Person
) -> None:
    await two_drawn(circle, ana, ben)
    await comes_late(circle, chi)
    await chi.taps("Leave this round")
    await circle.opens(ana)
    ana.hears("not open any more")


async def test_a_late_one_kept_apart_from_one_of_the_two_is_not_asked_about(
    circle: Circle, ana: Person, ben: Person, chi: Person
) -> None:
    await rounds.invited(circle)
    await ana.whispers("/pair")
    await ana.taps("Somebody I would rather not meet", at=ana.id)
    await circle.picks(ana, 1, chi)
    await rounds.joins(circle, ana, ben)
    await rounds.drawn(circle)
    for each in (ana, ben):
        await circle.opens(each)
    await comes_late(circle, chi)
    for each in (ana, ben, chi):
        await each.sees_nothing_of(LETTER, at=each.id)


async def test_kept_apart_between_the_two_yeses_there_is_no_third(
    circle: Circle, ana: Person, ben: Person, chi: Person
) -> None:
    await two_drawn(circle, ana, ben)
    await comes_late(circle, chi)
    for each in (ana, ben):
        await circle.opens(each)
    await ana.taps("They can join", at=ana.id)
    await chi.whispers("/pair")
    await chi.taps("Somebody I would rather not meet", at=chi.id)
    await circle.picks(chi, 1, ana)
    await ben.taps("They can join", at=ben.id)
    ben.hears("not open any more")
    await ben.sees_nothing_of(named(chi), at=ben.id)


async def test_two_late_ones_meet_each_other(circle: Circle, ana: Person, ben: Person) -> None:
    await rounds.invited(circle)
    await rounds.drawn(circle)
    await comes_late(circle, ana)
    await comes_late(circle, ben)
    assert await rounds.met(circle, ana) == ["Ben"]


async def test_one_in_a_pair_does_not_come_late(circle: Circle, ana: Person, ben: Person) -> None:
    await two_drawn(circle, ana, ben)
    await ana.taps("I come late")
    ana.hears("You are in a pair of this group now.")
