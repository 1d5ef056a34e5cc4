"""How somebody likes to meet: chosen in private, read by the draw alone (P10, P11)."""

from tests.e2e.pairs import rounds
from tests.e2e.pairs.circle import Circle
from tests.e2e.pairs.rounds import LEFT_OUT
from tests.e2e.scene import Person


async def likes(who: Person, *labels: str) -> None:
    """They choose these on their screen."""
    await who.whispers("/pair")
    await who.taps("How I like to meet", at=who.id)
    await who.taps("Yes, keep it", at=who.id)
    for label in labels:
        await who.taps(label, at=who.id)


async def test_a_draw_brings_together_who_can_meet_in_the_same_way(
    circle: Circle, ana: Person, ben: Person, chi: Person
) -> None:
    await likes(ana, "on a call", "an hour")
    await ana.sees("How you like to meet in a round of pairs.", at=ana.id)
    await likes(ben, "in writing")
    await likes(chi, "on a call", "in person", "✓ in person")
    await rounds.invited(circle)
    await rounds.joins(circle, ana, ben, chi)
    await rounds.drawn(circle)
    assert await rounds.met(circle, ana) == ["Chi"]
    await chi.taps("Open", at=chi.id)
    await chi.sees("a talk, an hour, this week, on a call", at=chi.id)
    await circle.opens(ben)
    await ben.sees(LEFT_OUT, at=ben.id)


async def test_without_hours_in_common_nobody_is_drawn(
    circle: Circle, ana: Person, ben: Person
) -> None:
    await ana.whispers("/me")
    await ana.taps("Time zone", at=ana.id)
    await ana.taps("Yes, keep it", at=ana.id)
    await ana.taps("Australia, Pacific", at=ana.id)
    await ana.taps("Auckland", at=ana.id)
    await ben.whispers("/me")
    await ben.taps("Quiet hours", at=ben.id)
    await ben.taps("Yes, keep it", at=ben.id)
    await ana.whispers("/me")
    await ana.taps("Quiet hours", at=ana.id)
    for each in (ana, ben):
        await each.taps("20:00 to 09:00", at=each.id)
    await rounds.invited(circle)
    await rounds.joins(circle, ana, ben)
    await rounds.drawn(circle)
    await rounds.until(circle, 2.1)  # the letter waits for the end of her quiet hours
    for each in (ana, ben):
        await circle.opens(each)
        await each.sees(LEFT_OUT, at=each.id)


async def test_only_in_threes(circle: Circle, ana: Person, ben: Person) -> None:
    await likes(ana, "Only in threes")

    await rounds.invited(circle)
    await rounds.joins(circle, ana, ben)
    await rounds.drawn(circle)
    await circle.opens(ben)
    await ben.sees(LEFT_OUT, at=ben.id)


async def test_choices_are_forgotten_with_the_others(
    circle: Circle, ana: Person, ben: Person
) -> None:
    await likes(ana, "Only in threes")
    await ana.whispers("/me")
    await ana.sees("How you like to meet in a round is kept.", at=ana.id)
    await ana.taps("My data", at=ana.id)
    await ana.taps("Forget my settings", at=ana.id)
    await rounds.invited(circle)
    await rounds.joins(circle, ana, ben)
    await rounds.drawn(circle)
    assert await rounds.met(circle, ana) == ["Ben"]
