"""My card, shown to my pair for some hours and to nobody else (D11, P30)."""

import pytest

from handlers.pairs import card
from tests.e2e.pairs.circle import LETTER, Circle, named
from tests.e2e.scene import Person

WORDS = "Sit with me, leave the phone."


async def section(person: Person, *labels: str) -> None:
    """Tap through the screens of the private chat."""
    for label in labels:
        await person.taps(label, at=person.id)


async def shown_to(circle: Circle, ana: Person, ben: Person, hours: str) -> None:
    """A pair of Ana and Ben, in which Ana shows her card."""
    await circle.meet(ana, ben)
    await ana.whispers("/me")
    await section(ana, "Toolbox", "Yes, keep it", "When it is hard", "Write")
    await ana.whispers(WORDS)
    await section(ana, "When it is hard", "Put it on my card")
    await ana.whispers("/me")
    await section(ana, "My pairs", f"Show my card to {named(ben)}")
    await ana.sees(f"For how long may {named(ben)} see it?", at=ana.id)
    await section(ana, hours)
    await circle.scene.passes(seconds=2)


async def test_it_is_opened_by_the_pair_alone_and_taken_away_after_its_hour(
    circle: Circle, ana: Person, ben: Person, chi: Person
) -> None:
    await shown_to(circle, ana, ben, "1 h")
    await ben.sees(LETTER, at=ben.id)
    await ben.sees_nothing_of(WORDS, at=ben.id)
    await circle.opens(ben)
    shown = await ben.sees(WORDS, at=ben.id)
    assert "Shown to you alone, by somebody of your pair, until" in shown["text"]
    for each in (ben, chi):
        await each.sees_nothing_of(WORDS)
    await circle.scene.passes(minutes=58)
    await ben.sees(WORDS, at=ben.id)
    await circle.scene.passes(minutes=3)
    await ben.sees_nothing_of(WORDS, at=ben.id)


async def test_its_person_takes_it_away_before(circle: Circle, ana: Person, ben: Person) -> None:
    await shown_to(circle, ana, ben, "24 h")
    await circle.opens(ben)
    await ana.whispers("/me")
    await ana.sees("Your card stands in your pair until", at=ana.id)
    await section(ana, "My card", "Take it away from your pair")
    await circle.scene.passes(seconds=3)
    await ben.sees_nothing_of(WORDS, at=ben.id)


async def test_with_the_pair_it_ends(circle: Circle, ana: Person, ben: Person) -> None:
    await shown_to(circle, ana, ben, "24 h")
    await circle.opens(ben)
    await ben.whispers("/pair")
    await ben.taps("End this", at=ben.id)
    await circle.scene.passes(seconds=3)
    await ben.sees_nothing_of(WORDS, at=ben.id)


async def test_somebody_else_cannot_open_it(
    circle: Circle, ana: Person, ben: Person, chi: Person
) -> None:
    await shown_to(circle, ana, ben, "12 h")
    letter = await ben.sees(LETTER, at=ben.id)
    await chi.whispers("/me")
    own = (await chi.looks(chi.id))[-1]
    await chi.presses(chi.id, own, data=letter["buttons"][0][0]["data"])
    chi.hears("does not work any more")
    await chi.sees_nothing_of(WORDS, at=chi.id)


async def test_after_its_time_a_letter_opens_nothing(
    circle: Circle, ana: Person, ben: Person
) -> None:
    await shown_to(circle, ana, ben, "1 h")
    letter = await ben.sees(LETTER, at=ben.id)
    await circle.scene.passes(hours=1, minutes=2)
    await ben.whispers("/me")
    own = (await ben.looks(ben.id))[-1]
    await ben.presses(ben.id, own, data=letter["buttons"][0][0]["data"])
    ben.hears("does not work any more")
    await ben.sees_nothing_of(WORDS, at=ben.id)


async def opened_after_the_end(circle: Circle, ana: Person, ben: Person) -> None:
    """Ben ends the pair with the letter unopened, and opens it then."""
    await shown_to(circle, ana, ben, "24 h")
    letter = await ben.sees(LETTER, at=ben.id)
    await ben.whispers("/pair")
    await ben.taps("End this", at=ben.id)
    await ben.whispers("/me")
    own = (await ben.looks(ben.id))[-1]
    await ben.presses(ben.id, own, data=letter["buttons"][0][0]["data"])


async def test_a_letter_that_was_not_opened_in_time_opens_nothing_after_the_pair(
    circle: Circle, ana: Person, ben: Person
) -> None:
    await opened_after_the_end(circle, ana, ben)
    ben.hears("This is over")
    await ben.sees_nothing_of(WORDS, at=ben.id)


async def test_without_that_rule_an_ended_pair_would_still_read_it(
    circle: Circle, ana: Person, ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The switch: whoever has the letter may open it."""

    async def may_see(*_: object) -> bool:
        return True

    monkeypatch.setattr(card, "_may_see", may_see)
    await opened_after_the_end(circle, ana, ben)
    await ben.sees(WORDS, at=ben.id)
