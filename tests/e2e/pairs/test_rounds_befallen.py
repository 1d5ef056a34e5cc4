"""What can befall a round: people go, the group is quiet, Kith is down, somebody keeps apart."""

import pytest

from tests.e2e.pairs import rounds
from tests.e2e.pairs.circle import LETTER, Circle
from tests.e2e.pairs.rounds import INVITED, LEFT_OUT, MET
from tests.e2e.scene import Person


async def test_who_is_away_leaves_or_blocks_before_the_draw_meets_nobody(
    circle: Circle, ana: Person, ben: Person, chi: Person, eli: Person
) -> None:
    await rounds.invited(circle)
    await rounds.joins(circle, ana, ben, chi, eli)
    await ben.whispers("/me")
    await ben.taps("Away", at=ben.id)
    await ben.taps("Yes, keep it", at=ben.id)
    await ben.taps("Until I say", at=ben.id)
    await circle.scene.post(f"groups/{circle.scene.circle}/leave", person=chi.id)
    await circle.scene.post(f"people/{eli.id}/block")
    await circle.scene.settled()
    await rounds.drawn(circle)
    assert await rounds.live(circle) == set()
    await circle.opens(ana)
    await ana.sees(LEFT_OUT, at=ana.id)
    await ben.sees_nothing_of(LETTER, at=ben.id)


async def test_kept_apart_after_the_draw_and_before_the_letter_is_opened(
    circle: Circle, ana: Person, ben: Person
) -> None:
    await rounds.invited(circle)
    await rounds.joins(circle, ana, ben)
    await ana.whispers("/pair")
    await ana.taps("Somebody I would rather not meet", at=ana.id)
    await rounds.drawn(circle)
    await circle.picks(ana, 1, ben)
    await circle.opens(ben)  # the clock has not ended it yet
    ben.hears("This conversation is closed. Nothing was changed.")
    await ben.sees_nothing_of(MET, at=ben.id)


async def test_kept_apart_before_the_letter_goes_nothing_is_sent(
    circle: Circle, ana: Person, ben: Person
) -> None:
    """Kith dies between the draw and the letters, and Ana keeps Ben away meanwhile."""
    await rounds.invited(circle)
    await rounds.joins(circle, ana, ben)
    await ana.whispers("/pair")
    await ana.taps("Somebody I would rather not meet", at=ana.id)
    circle.scene.sandbox.clock.advance(rounds.TO_DRAW * 3600)
    await circle.scene.kith.tick.run()
    await circle.picks(ana, 1, ben)
    await circle.scene.kith.outbox.deliver_due()
    await ben.sees_nothing_of(LETTER, at=ben.id)
    await circle.scene.passes(seconds=2)
    await ben.sees_nothing_of("This conversation is closed.", at=ben.id)
    await circle.opens(ben)
    await ben.sees(LEFT_OUT, at=ben.id)
    await ben.sees("When you join again, the draw begins with you.", at=ben.id)


async def test_letters_come_after_a_restart_between_the_draw_and_them(
    circle: Circle, ana: Person, ben: Person
) -> None:
    await rounds.invited(circle)
    await rounds.joins(circle, ana, ben)
    circle.scene.sandbox.clock.advance(rounds.TO_DRAW * 3600)
    await circle.scene.kith.tick.run()
    await ana.sees_nothing_of(LETTER, at=ana.id)
    await circle.scene.is_down(hours=1)
    assert await rounds.met(circle, ana) == ["Ben"]
    assert await rounds.met(circle, ben) == ["Ana"]


async def test_a_hold_skips_the_invitation_and_not_a_draw_that_was_invited_to(
    circle: Circle, ana: Person, ben: Person
) -> None:
    await rounds.turned_on(circle)
    await rounds.until(circle, 5 * 24)
    await ana.says("/hold", ephemeral=True)
    await ana.taps("24 hours")
    await rounds.until(circle, 4 * 24)
    await ana.sees_nothing_of(INVITED)
    await rounds.until(circle, 3 * 24 + 9.1)
    await rounds.joins(circle, ana, ben)
    await ben.says("/hold", ephemeral=True)
    await ben.taps("72 hours")
    await rounds.until(circle, 3 * 24)
    await circle.scene.passes(seconds=2)
    assert await rounds.met(circle, ana) == ["Ben"]


async def test_an_invitation_for_which_it_is_too_late_is_left_out(
    circle: Circle, ana: Person
) -> None:
    await rounds.turned_on(circle)
    await rounds.until(circle, 8 * 24)  # Kith comes back nine hours before the draw
    await ana.sees_nothing_of(INVITED)
    await rounds.until(circle, 4 * 24 + 9.1)
    await ana.sees(INVITED)


@pytest.mark.parametrize("off", ["rounds", "pairs"])
async def test_a_round_falls_when_the_group_has_none_any_more(
    circle: Circle, ana: Person, ben: Person, dee: Person, off: str
) -> None:
    await rounds.invited(circle)
    await rounds.joins(circle, ana, ben)
    await dee.says("/pair", ephemeral=True)
    await dee.taps("Pair-ups in this group")
    if off == "rounds":
        await dee.taps("Rounds of pairs")
    await dee.taps("Turn off")
    for _ in range(2):  # one message a second to a group
        await circle.scene.passes(seconds=2)
    await ben.sees("A round stood here. It is over.")
    await circle.opens(ana)
    await ana.sees(LEFT_OUT, at=ana.id)
    await rounds.until(circle, 4 * 24)
    assert await rounds.live(circle) == set()


async def test_somebody_erased_in_the_middle_meets_nobody(
    circle: Circle, ana: Person, ben: Person
) -> None:
    await rounds.invited(circle)
    await rounds.joins(circle, ana, ben)
    await ben.whispers("/me")
    await ben.taps("My data", at=ben.id)
    await ben.taps("Erase me", at=ben.id)
    await ben.taps("Erase me now", at=ben.id)
    await rounds.drawn(circle)
    await circle.opens(ana)
    await ana.sees(LEFT_OUT, at=ana.id)


async def test_an_old_invitation_takes_nobody(circle: Circle, ana: Person) -> None:
    await rounds.invited(circle)
    invitation = await ana.sees(INVITED)
    data = invitation["buttons"][0][0]["data"]
    await rounds.until(circle, 6 * 24)
    await ana.presses(circle.scene.circle, await ana.sees("A round stood here."), data=data)
    ana.hears("This round takes nobody any more.")
