"""Afterwards: kept apart, two reports, a steward, somebody outside (P9, P28, G6)."""

from sqlalchemy import func, select

from storage.schema import pairs
from tests.e2e.pairs.circle import LETTER, Circle, named
from tests.e2e.scene import Person


async def parted(circle: Circle, one: Person, other: Person) -> None:
    """They met, and one of them ended it."""
    await circle.meet(one, other)
    await one.taps("End this", at=one.id)
    await circle.scene.passes(seconds=2)


async def reported(circle: Circle, by: Person, about: Person) -> None:
    """They met and parted, and one of them says that it did not feel right."""
    await parted(circle, by, about)
    await by.taps("This did not feel right", at=by.id)


async def test_keeping_apart_is_silent_both_ways_and_can_be_undone(
    circle: Circle, ana: Person, ben: Person
) -> None:
    await parted(circle, ana, ben)
    await ana.taps("This did not feel right", at=ana.id)
    await ana.taps("Keep us apart", at=ana.id)
    await ana.sees("You two are kept apart from now on.", at=ana.id)
    await circle.scene.passes(hours=6)
    for asker, other in ((ana, ben), (ben, ana)):
        await circle.asks(asker)
        before = len(circle.letters_to(asker))
        await circle.could(other)
        await other.sees("you hear by")
        await circle.scene.passes(hours=6, minutes=1)
        letters = [each.text for each in circle.letters_to(asker)[before:]]
        assert LETTER not in letters
    await ana.taps("No longer apart", at=ana.id)
    await circle.scene.passes(hours=6)
    await circle.meet(ana, ben)


async def test_it_holds_when_the_other_has_left_and_comes_back(
    circle: Circle, ana: Person, ben: Person
) -> None:
    await parted(circle, ana, ben)
    await circle.scene.post(f"groups/{circle.scene.circle}/leave", person=ben.id)
    await circle.scene.settled()
    await ana.taps("This did not feel right", at=ana.id)
    await ana.taps("Keep us apart", at=ana.id)
    await circle.scene.post(f"groups/{circle.scene.circle}/join", person=ben.id)
    await circle.scene.settled()
    await circle.settles(ben)
    await circle.scene.passes(hours=6)
    await circle.asks(ana)
    before = len(circle.letters_to(ana))
    await circle.could(ben)
    assert circle.letters_to(ana)[before:] == []


async def test_somebody_kith_has_never_met_can_be_kept_away(
    circle: Circle, ana: Person, ben: Person
) -> None:
    ina = await circle.scene.person("Ina")
    await ana.whispers("/pair")
    await ana.taps("Somebody I would rather not meet", at=ana.id)
    await ana.sees("I learn of nobody but the one you pick", at=ana.id)
    await circle.picks(ana, 1, ina)
    await ana.sees("Kept. You two are not paired", at=ana.id)
    await circle.scene.post(f"groups/{circle.scene.circle}/join", person=ina.id)
    await ina.whispers("/start")
    await circle.settles(ina)
    await circle.asks(ana)
    await circle.could(ina)
    await ana.sees_nothing_of(LETTER, at=ana.id)
    await ana.whispers("/pair")
    await ana.taps("Undo that for somebody", at=ana.id)
    await circle.picks(ana, 2, ina)
    await ana.sees("Undone, as far as it was yours.", at=ana.id)
    await circle.scene.passes(seconds=2)
    await ana.sees(LETTER, at=ana.id)


async def test_picking_oneself_changes_nothing(circle: Circle, ana: Person) -> None:
    await ana.whispers("/pair")
    await ana.taps("Somebody I would rather not meet", at=ana.id)
    await circle.picks(ana, 1, ana)
    await ana.sees("Nobody was picked", at=ana.id)


async def test_two_reports_about_one_person_let_theirs_rest_and_they_are_told_how_to_answer(
    circle: Circle, ana: Person, ben: Person, chi: Person, dee: Person
) -> None:
    await reported(circle, ana, ben)
    await circle.scene.passes(hours=6)
    await ben.says("/pair", ephemeral=True)
    await ben.sees("The group would see this")
    await reported(circle, chi, ben)
    await circle.scene.passes(seconds=2)
    await circle.opens(ben)
    told = await ben.sees("rest until", at=ben.id)
    assert not any(name in told["text"] for name in ("Ana", "Chi"))
    await ben.says("/pair", ephemeral=True)
    await ben.sees("Days until they open again by themselves: 14.")
    await ben.taps(f"Write to {named(dee)}", at=ben.id)
    await ben.whispers("I would like to talk about it.")
    await circle.scene.passes(seconds=2)
    await circle.opens(dee)
    await dee.sees("I would like to talk about it.", at=dee.id)
    await circle.scene.is_down(hours=14 * 24)
    await ben.says("/pair", ephemeral=True)
    await ben.sees("The group would see this")


async def test_two_reports_of_one_person_are_one_voice(
    circle: Circle, ana: Person, ben: Person
) -> None:
    for _ in range(2):
        await reported(circle, ana, ben)
        await ana.taps("Leave it at that", at=ana.id)
        await circle.scene.passes(hours=6, minutes=1)
    await ben.says("/pair", ephemeral=True)
    await ben.sees("The group would see this")


async def test_words_go_to_the_steward_of_ones_choice_who_can_stop_and_it_is_told(
    circle: Circle, ana: Person, ben: Person, dee: Person
) -> None:
    await reported(circle, ana, ben)
    await ana.taps(f"Write to {named(dee)}", at=ana.id)
    await ana.sees("The next message you write here goes to", at=ana.id)
    await ana.whispers("It was about Ben, and it felt like being questioned.")
    await ana.sees("On its way.", at=ana.id)
    await circle.scene.passes(seconds=2)
    await dee.sees_nothing_of("questioned", at=dee.id)
    await circle.opens(dee)
    await dee.sees("it felt like being questioned", at=dee.id)
    await dee.taps("Stop their pair-ups here", at=dee.id)
    await dee.sees("Pair-ups are stopped for the one whom this is about.", at=dee.id)
    await circle.scene.passes(seconds=2)
    await circle.opens(ben)
    await ben.sees("A steward has stopped your pair-ups", at=ben.id)
    await ben.says("/pair", ephemeral=True)
    await ben.sees("A steward has stopped your pair-ups")
    await dee.taps("Let them go on", at=dee.id)
    await circle.scene.passes(seconds=2)
    await circle.opens(ben)
    await ben.sees("Your pair-ups in this group are open.", at=ben.id)


async def test_a_steward_who_is_none_any_more_reads_nothing_and_stops_nobody(
    circle: Circle, ana: Person, ben: Person, dee: Person
) -> None:
    await reported(circle, ana, ben)
    await ana.taps(f"Write to {named(dee)}", at=ana.id)
    await ana.whispers("About Ben.")
    await circle.scene.passes(seconds=2)
    await circle.scene.post(f"groups/{circle.scene.circle}/demote", person=dee.id)
    await circle.opens(dee)
    dee.hears("Only stewards")
    await dee.sees_nothing_of("About Ben.", at=dee.id)
    await circle.scene.post(f"groups/{circle.scene.circle}/promote", person=dee.id)
    await circle.opens(dee)
    await circle.scene.post(f"groups/{circle.scene.circle}/demote", person=dee.id)
    await dee.taps("Stop their pair-ups here", at=dee.id)
    dee.hears("Only stewards")
    await ben.says("/pair", ephemeral=True)
    await ben.sees("The group would see this")


async def test_the_steward_it_is_about_is_not_offered(
    circle: Circle, ana: Person, dee: Person
) -> None:
    await parted(circle, ana, dee)
    await ana.taps("This did not feel right", at=ana.id)
    screen = await ana.sees("Thank you for saying it.", at=ana.id)
    labels = [button["label"] for row in screen["buttons"] for button in row]
    assert not any("Write to" in label for label in labels)
    await ana.sees("No steward can be written to through me just now.", at=ana.id)


async def test_the_named_person_outside_is_shown_to_whom_it_did_not_feel_right(
    circle: Circle, ana: Person, ben: Person, dee: Person
) -> None:
    await dee.says("/pair", ephemeral=True)
    await dee.taps("Pair-ups in this group")
    await dee.taps("Name somebody outside")
    await dee.whispers("x" * 201)
    await dee.sees("It takes 1 to 200 characters", at=dee.id)
    await dee.whispers("Robin at the centre, Tuesdays, door 4")
    await dee.sees("Robin at the centre", at=dee.id)
    await circle.scene.passes(seconds=2)  # the group is told of it
    await reported(circle, ana, ben)
    await ana.sees("Outside the group you can turn to: Robin at the centre", at=ana.id)


async def test_ninety_days_and_no_longer(circle: Circle, ana: Person, ben: Person) -> None:
    await parted(circle, ana, ben)
    await circle.scene.is_down(hours=89 * 24)
    await ana.taps("This did not feel right", at=ana.id)
    await ana.sees("Thank you for saying it.", at=ana.id)
    await circle.scene.is_down(hours=2 * 24)
    await ana.taps("Keep us apart", at=ana.id)
    assert ana.heard
    assert "Nothing was changed." in ana.heard


async def parted_trio(circle: Circle, one: Person, *others: Person) -> None:
    """Three met, and one of them ended it."""
    await circle.asks(one, "With one other")
    await circle.could(*others)
    for _ in others:
        await circle.opens(one)
        await one.taps("Yes", at=one.id)
        await circle.scene.passes(seconds=2)
    await one.taps("End this", at=one.id)
    await circle.scene.passes(seconds=2)


async def says_it_was(circle: Circle, by: Person, about: Person) -> None:
    """After a trio in which something did not feel right: which of the two it is about."""
    await by.taps("Say which of the two", at=by.id)
    await circle.picks(by, 16 + await newest_pair(circle), about)


async def newest_pair(circle: Circle) -> int:
    async with circle.scene.kith.database.transaction() as tx:
        return int((await tx.execute(select(func.max(pairs.c.id)))).scalar_one())


async def test_in_a_trio_who_is_picked_is_the_one_it_is_about(
    circle: Circle, ana: Person, ben: Person, chi: Person, dee: Person
) -> None:
    await parted_trio(circle, ana, ben, chi)
    for each in (ana, ben):
        await each.taps("This did not feel right", at=each.id)
    await says_it_was(circle, ana, chi)
    await ana.sees("Kept that it was about the one you picked", at=ana.id)
    await ana.taps(f"Write to {named(dee)}", at=ana.id)
    await ana.whispers("It was too much for me.")
    await says_it_was(circle, ben, chi)
    await circle.scene.passes(seconds=2)
    await circle.opens(chi)
    told = await chi.sees("rest until", at=chi.id)
    assert not any(name in told["text"] for name in ("Ana", "Ben"))
    await circle.opens(dee)
    await dee.taps("Stop their pair-ups here", at=dee.id)
    await circle.scene.passes(seconds=2)
    await circle.opens(chi)
    await chi.sees("A steward has stopped your pair-ups", at=chi.id)


async def test_nobody_but_the_two_can_be_named_and_the_last_pick_counts(
    circle: Circle, ana: Person, ben: Person, chi: Person
) -> None:
    await parted_trio(circle, ana, ben, chi)
    for each in (ana, chi):
        await each.taps("This did not feel right", at=each.id)
    for other in (circle.people["Eli"], await circle.scene.person("Ina")):
        await says_it_was(circle, ana, other)
        await ana.sees("was not one of the two", at=ana.id)
    await says_it_was(circle, ana, ben)
    await says_it_was(circle, ana, chi)
    await says_it_was(circle, chi, ben)
    await circle.scene.passes(hours=6)
    for each in (ben, chi):  # one voice about each
        await each.says("/pair", ephemeral=True)
        await each.sees("The group would see this")


async def test_a_trio_reports_nobody_by_chance(
    circle: Circle, ana: Person, ben: Person, chi: Person
) -> None:
    await parted_trio(circle, ana, ben, chi)
    for each in (ana, ben):
        await each.taps("This did not feel right", at=each.id)
    await circle.scene.passes(hours=6)
    await chi.says("/pair", ephemeral=True)
    await chi.sees("The group would see this")
