"""Rounds: turned on, invited to, joined by one tap, drawn; nobody sees who joined (P1, P3, P18)."""

import pytest

from tests.e2e.pairs import rounds
from tests.e2e.pairs.circle import LETTER, Circle
from tests.e2e.pairs.rounds import DRAWN, INVITED, LEFT_OUT
from tests.e2e.scene import Person


async def test_rounds_are_off_until_a_steward_turns_them_on_and_the_group_is_told(
    circle: Circle, ana: Person, dee: Person
) -> None:
    await rounds.until(circle, 3 * 24)
    await dee.says("/pair", ephemeral=True)
    await dee.taps("Pair-ups in this group")
    await dee.taps("Rounds of pairs")
    await dee.sees("Rounds of pairs are off in this group.")
    await dee.sees("Tuesday 1 December, 18:00")
    await dee.taps("Tuesday")
    await dee.taps("18:00")
    await dee.sees("Wednesday 2 December, 20:00")
    await dee.taps("Turn on")
    await dee.sees("Rounds of pairs are on in this group. Tap a choice")
    await circle.scene.passes(seconds=2)
    await ana.sees("every two weeks, Wednesday, 20:00 (Europe/London)")
    await dee.taps("Turn off")
    await circle.scene.passes(seconds=2)
    await ana.sees("Rounds of pairs are off in this group now")
    await rounds.until(circle, 9 * 24)
    await ana.sees_nothing_of(INVITED)


async def test_who_is_no_steward_any_more_proposes_rounds(
    circle: Circle, ana: Person, dee: Person
) -> None:
    await dee.says("/pair", ephemeral=True)
    await dee.taps("Pair-ups in this group")
    await dee.taps("Rounds of pairs")
    await circle.scene.post(f"groups/{circle.scene.circle}/demote", person=dee.id)
    await dee.taps("Turn on")
    await dee.taps("Leave it")
    await circle.scene.passes(seconds=2)
    await ana.sees_nothing_of("Rounds of pairs are on")


async def test_two_who_join_meet_by_first_name_and_nobody_else_learns_of_it(
    circle: Circle, ana: Person, ben: Person, chi: Person
) -> None:
    await rounds.invited(circle)
    await rounds.joins(circle, ana, ben)
    await ana.sees("You are in this round, and nobody sees it.")
    await chi.sees_nothing_of("You are in this round")
    before = [each["text"] for each in await chi.looks()]
    await rounds.drawn(circle)
    await ana.sees(LETTER, at=ana.id)
    assert await rounds.met(circle, ana) == ["Ben"]
    assert await rounds.met(circle, ben) == ["Ana"]
    await chi.sees(DRAWN)
    await chi.sees_nothing_of(INVITED)
    assert len(await chi.looks()) == len(before)
    assert circle.letters_to(chi)[1:] == []
    # It is a pair like any other.
    await circle.talk(ana, ben)
    await ana.whispers("Hello.")
    await ben.sees("Hello.", at=ben.id)
    await ben.taps("End this", at=ben.id)
    await circle.scene.passes(seconds=2)
    await ana.sees("This conversation is closed.", at=ana.id)


async def test_three_who_join_meet_as_three(
    circle: Circle, ana: Person, ben: Person, chi: Person
) -> None:
    await rounds.invited(circle)
    await rounds.joins(circle, ana, ben, chi)
    await rounds.drawn(circle)
    assert await rounds.met(circle, ana) == ["Ben", "Chi"]
    assert await rounds.met(circle, chi) == ["Ana", "Ben"]


@pytest.mark.parametrize("joined", [0, 1])
async def test_nobody_or_one_alone(circle: Circle, ana: Person, joined: int) -> None:
    await rounds.invited(circle)
    await rounds.joins(circle, *[ana][:joined])
    await rounds.drawn(circle)
    await ana.sees(DRAWN)
    if joined:
        await circle.opens(ana)
        await ana.sees(LEFT_OUT, at=ana.id)
        await ana.sees("When you join again, the draw begins with you.", at=ana.id)
    else:
        await ana.sees_nothing_of(LETTER, at=ana.id)


async def test_joining_is_for_one_round_and_can_be_taken_back(
    circle: Circle, ana: Person, ben: Person
) -> None:
    await rounds.invited(circle)
    await rounds.joins(circle, ana, ana, ben)
    await ben.whispers("/pair")
    await ben.taps("Leave this round", at=ben.id)
    await ben.sees("You are not in this round, and nobody is told.", at=ben.id)
    await rounds.drawn(circle)
    await ben.sees_nothing_of(LETTER, at=ben.id)
    await circle.opens(ana)
    await ana.sees(LEFT_OUT, at=ana.id)
    await rounds.until(circle, 4 * 24)
    await ben.sees(INVITED)
    await rounds.joins(circle, ben)
    await rounds.until(circle, 3 * 24)
    await circle.opens(ben)
    await ben.sees(LEFT_OUT, at=ben.id)
    assert sum(LETTER in each.text for each in circle.letters_to(ana)) == 0  # opened, and no more


async def test_who_was_left_out_comes_first_next_time(
    circle: Circle, ana: Person, ben: Person, chi: Person
) -> None:
    """Ana may meet Ben alone, and Chi may too: whoever of them waited meets him."""
    await rounds.invited(circle)
    for who in (ana, chi):
        await who.whispers("/pair")
        await who.taps("Somebody I would rather not meet", at=who.id)
    await circle.picks(ana, 1, chi)
    await rounds.joins(circle, ana, ben, chi)
    await rounds.drawn(circle)
    first = (await rounds.met(circle, ben))[0]
    waits = chi if first == "Ana" else ana
    await circle.opens(waits)
    await waits.sees(LEFT_OUT, at=waits.id)
    await rounds.until(circle, 4 * 24)
    await rounds.joins(circle, ana, ben, chi)
    await rounds.until(circle, 3 * 24 + 0.1)
    await circle.scene.passes(seconds=2)
    assert await rounds.met(circle, ben) == [waits.name]


async def test_who_is_away_is_told_so_at_the_tap(circle: Circle, ana: Person) -> None:
    await rounds.invited(circle)
    await ana.whispers("/me")
    await ana.taps("Away", at=ana.id)
    await ana.taps("Yes, keep it", at=ana.id)
    await ana.taps("1 d", at=ana.id)
    await rounds.joins(circle, ana)
    ana.hears("You are away just now, so a draw goes past you.")
    await rounds.until(circle, 25)
    await rounds.joins(circle, ana)
    await ana.sees("You are in this round")


async def test_before_the_first_time_and_without_a_private_chat(
    circle: Circle, ben: Person
) -> None:
    await rounds.invited(circle)
    ina = await circle.scene.person("Ina")
    await circle.scene.post(f"groups/{circle.scene.circle}/join", person=ina.id)
    await circle.scene.settled()
    await rounds.joins(circle, ina)
    ina.hears("Pair-ups open for you after 14 days")
    await circle.settles(ina, adult=False)
    await rounds.joins(circle, ina)
    await ina.taps("I am 18 or over")
    await ina.sees("you say yes to being introduced, by first name")
    await ina.taps("Join this round")
    screen = await ina.sees("For that our private chat has to be open.")
    link = screen["buttons"][-1][0]["url"]
    await ina.whispers("/start " + link.partition("start=")[2])
    await ina.sees("You are in this round", at=ina.id)
    await rounds.joins(circle, ben)
    await rounds.drawn(circle)
    assert await rounds.met(circle, ina) == ["Ben"]


async def test_a_pair_of_a_round_is_closed_before_the_next_draw(
    circle: Circle, ana: Person, ben: Person, chi: Person, eli: Person
) -> None:
    """And nobody meets the same person again before the others (P6)."""
    await rounds.invited(circle)
    seen: set[frozenset[str]] = set()
    for _ in range(3):
        await rounds.joins(circle, ana, ben, chi, eli)
        await rounds.until(circle, rounds.TO_DRAW)
        await circle.scene.passes(seconds=2)
        pairs = await rounds.live(circle)
        assert len(pairs) == 2
        assert not pairs & seen
        seen |= pairs
        await rounds.until(circle, 4 * 24)
    assert len(seen) == 6
