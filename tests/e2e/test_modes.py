"""Who sees what: just I, beside our names, or a few words for all (C8, C10, C16)."""

import pytest
from sqlalchemy import select, update

from domain import few_words
from handlers.checkins import rounds
from storage.schema import answers, checkins, outbox, schedules
from tests.e2e.scene import Person, Scene
from tests.unit.test_few_words import NoChance

SHOW = "Show it beside my name"
ISOLATES = dict.fromkeys(map(ord, "\u2068\u2069"))
"""They stand around each name, so that none can turn the sentence (domain/people.py)."""


async def choose(scene: Scene, mode: str) -> None:
    """The circle's check-ins have this mode from now on."""
    async with scene.kith.database.transaction() as tx:
        await tx.execute(update(schedules).values(mode=mode))


async def begins(scene: Scene, mode: str) -> None:
    """The next check-in, in that mode."""
    await choose(scene, mode)
    await scene.passes(minutes=6)


async def post(person: Person) -> str:
    text = str((await person.sees("How is the weather"))["text"])
    return text.translate(ISOLATES)


async def test_a_name_is_shown_by_a_second_tap_and_only_then(
    scene: Scene, ana: Person, ben: Person
) -> None:
    await begins(scene, "names")
    await ana.taps("Windy")
    ana.hears("seen by you alone: Windy")
    await scene.passes(seconds=10)
    assert "Ana" not in await post(ben)
    await ana.taps(SHOW)
    ana.hears("Beside your name until 21:00: Windy.")
    await scene.passes(seconds=10)
    assert "Windy: Ana" in await post(ben)


async def test_names_stand_by_word_and_alphabet_and_the_buttons_go_on_working(
    scene: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    await begins(scene, "names")
    for person, word in ((chi, "Windy"), (ana, "Windy"), (ben, "Clear")):
        await person.taps(word)
        await person.taps(SHOW)
    await scene.passes(seconds=10)
    assert (await post(ana)).endswith("Clear: Ben\nWindy: Ana, Chi")
    await ana.taps("Take it back")
    await scene.passes(seconds=10)
    assert (await post(ben)).endswith("Clear: Ben\nWindy: Chi")


async def test_another_word_takes_the_name_off_until_it_is_shown_again(
    scene: Scene, ana: Person, ben: Person
) -> None:
    await begins(scene, "names")
    await ana.taps("Windy")
    await ana.taps(SHOW)
    await ana.taps("Stormy")
    ana.hears("seen by you alone: Stormy")
    await scene.passes(seconds=10)
    assert "Ana" not in await post(ben)


async def test_without_a_word_there_is_nothing_to_show(
    scene: Scene, ana: Person, ben: Person
) -> None:
    await begins(scene, "names")
    await ana.taps(SHOW)
    ana.hears("Tap a word first.")
    await scene.passes(seconds=10)
    assert "Ana" not in await post(ben)


async def test_at_the_close_the_names_come_off_and_nothing_is_kept(
    scene: Scene, ana: Person, ben: Person
) -> None:
    await begins(scene, "names")
    await ana.taps("Windy")
    await ana.taps(SHOW)
    await scene.passes(hours=12)
    await ben.sees("The check-in of Monday 23 November has closed.")
    await ben.sees_nothing_of("Ana")
    async with scene.kith.database.transaction() as tx:
        assert (await tx.execute(select(answers))).all() == []


async def test_the_name_of_somebody_who_leaves_comes_off(
    scene: Scene, ana: Person, ben: Person
) -> None:
    await begins(scene, "names")
    await ana.taps("Windy")
    await ana.taps(SHOW)
    await scene.passes(seconds=10)
    assert "Ana" in await post(ben)
    await scene.post(f"groups/{scene.circle}/leave", person=ana.id)
    await scene.settled()
    await scene.passes(seconds=10)
    assert "Ana" not in await post(ben)


async def test_a_name_cannot_break_the_post(scene: Scene, ben: Person) -> None:
    eve = await scene.person("<b>@eve\u202e http://x")
    scene.circle = await scene.group("Other", [eve, ben], [ben])
    await begins(scene, "names")
    await eve.taps("Windy")
    await eve.taps(SHOW)
    await scene.passes(seconds=10)
    shown = (await post(ben)).splitlines()[-1]
    assert shown == "Windy: <b> eve http x"


async def test_changing_the_mode_shows_nothing_that_was_answered_under_another(
    scene: Scene, ana: Person, ben: Person
) -> None:
    await begins(scene, "me")
    await ana.taps("Windy")
    await choose(scene, "names")
    await scene.passes(minutes=1)
    labels = [b["label"] for row in (await ana.sees("weather"))["buttons"] for b in row]
    assert SHOW not in labels
    await choose(scene, "all")
    await scene.passes(hours=12)
    await ben.sees_nothing_of("Windy")
    await ben.sees_nothing_of("Ana")


async def test_what_was_answered_for_all_is_never_shown_beside_a_name(
    scene: Scene, ana: Person, ben: Person
) -> None:
    """The button of another check-in, pressed on this one, changes nothing."""
    await begins(scene, "names")
    await ana.taps("Windy")
    show = await ana.sees("weather")
    data = next(b["data"] for row in show["buttons"] for b in row if b["label"] == SHOW)
    async with scene.kith.database.transaction() as tx:
        await tx.execute(update(checkins).values(mode="all"))
    await ana.presses(scene.circle, show, data=data)
    ana.hears("does not work any more")


async def crowd(scene: Scene, size: int) -> list[Person]:
    """A circle of so many, all of whom have been seen."""
    people = [await scene.person(f"P{number}") for number in range(size)]
    scene.circle = await scene.group("Big circle", people, people[:1])
    return people


@pytest.mark.parametrize("answering", [7, 8])
async def test_a_few_words_are_said_at_the_close_once_and_only_with_enough(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, answering: int
) -> None:
    monkeypatch.setattr(rounds, "_RNG", NoChance())
    monkeypatch.setattr(few_words, "LEAST_MEMBERS", 8 if answering == 8 else 7)
    people = await crowd(scene, 8)
    await begins(scene, "all")
    for person in people[:answering]:
        await person.taps("Foggy")
    await scene.passes(minutes=1)
    await people[0].sees_nothing_of("Most of us")
    await scene.passes(hours=12)
    if answering == 8:
        closed = await people[0].sees("Most of us: Foggy.")
        assert "exchanged by chance" in closed["text"]
    else:
        await people[0].sees("has closed.")
        await people[0].sees_nothing_of("Most of us")
    async with scene.kith.database.transaction() as tx:
        assert (await tx.execute(select(answers))).all() == []


async def test_a_small_group_hears_nothing_and_is_not_told_why(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rounds, "_RNG", NoChance())
    people = await crowd(scene, 9)
    await begins(scene, "all")
    for person in people:
        await person.taps("Foggy")
    await scene.passes(hours=12)
    closed = await people[0].sees("has closed.")
    assert closed["text"] == "The check-in of Monday 23 November has closed."


async def test_one_reminder_comes_to_who_asked_also_when_they_have_answered(
    scene: Scene, ana: Person, ben: Person
) -> None:
    for person in (ana, ben):
        await person.whispers("/start")
    await begins(scene, "me")
    await ana.taps("Remind me once")
    ana.hears("in our private chat, at 15:00 (Europe/London)")
    await ana.taps("Windy")
    await scene.passes(hours=7)
    letter = await ana.sees("The reminder you asked for", at=ana.id)
    assert letter["silent"]
    await ben.sees_nothing_of("reminder", at=ben.id)
    await ana.taps("Remind me once")
    ana.hears("There is no other.")
    await scene.passes(hours=4)
    assert len([m for m in await ana.looks(ana.id) if "reminder" in m["text"]]) == 1


async def test_a_reminder_can_be_left_again(scene: Scene, ana: Person) -> None:
    await ana.whispers("/start")
    await begins(scene, "me")
    await ana.taps("Remind me once")
    await ana.taps("Remind me once")
    ana.hears("Nothing comes.")
    await scene.passes(hours=7)
    await ana.sees_nothing_of("reminder", at=ana.id)


async def test_without_start_kith_says_that_it_may_not_write(scene: Scene, ana: Person) -> None:
    await begins(scene, "me")
    await ana.taps("Remind me once")
    ana.hears("only after you pressed Start")
    async with scene.kith.database.transaction() as tx:
        kinds = (await tx.execute(select(outbox.c.kind))).scalars()
        assert "checkin_reminder" not in list(kinds)
