"""A member's own check-in: asked for by them alone, seen by them alone (C2, C5, C9, C13, C19)."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import select

from domain.prompts import BANK
from handlers import wording
from handlers.me import own_checkin
from handlers.me import own_rounds as asking
from handlers.own import Me
from handlers.step import Step
from storage.own_checkins import OwnCheckin
from storage.schema import own_checkins as own_table
from storage.schema import own_rounds
from tests.e2e.scene import Person, Scene

LINE = "I saw the heron again."
HELD = "For you alone."


async def section(person: Person, *labels: str) -> None:
    """Tap through the screens of the private chat."""
    for label in labels:
        await person.taps(label, at=person.id)


async def newest(person: Person) -> str:
    """The newest message of the private chat."""
    return str((await person.looks(person.id))[-1]["text"])


async def letters(person: Person) -> list[str]:
    """What their own check-in has asked so far."""
    return [each["text"] for each in await person.looks(person.id) if HELD in each["text"]]


async def rows(scene: Scene, person: Person) -> int:
    """How many rows are kept of own check-ins."""
    async with scene.kith.database.transaction() as tx:
        found = await tx.execute(select(own_rounds.c.id))
        return len(found.all()) + len((await tx.execute(select(own_table.c.person_id))).all())


@pytest.fixture
async def me(ana: Person) -> Person:
    """Ana, whose zone is Kyiv, two hours before the circle's."""
    await ana.whispers("/me")
    await section(ana, "Time zone", "Yes, keep it", "Europe", "Kyiv", "Back")
    return ana


@pytest.fixture
async def asked(scene: Scene, me: Person) -> Person:
    """Ana, who has the weather asked at two on every Monday, and keeps nothing of it."""
    await section(me, "My own check-in", "Put one together", "Kind", "The weather", "Days")
    await section(me, "Mon", "✓ Tue", "On these days", "Time", "14:00", "Save")
    return me


@pytest.fixture
async def wondering(scene: Scene, me: Person) -> Person:
    """Ana, who has a question asked at two on every Monday, and keeps her answers."""
    await section(me, "My own check-in", "Put one together", "Days", "Mon", "✓ Tue")
    await section(me, "On these days", "Time", "14:00", "Save", "What I answered")
    await section(me, "How long it is kept", "30 days")
    return me


async def next_monday(scene: Scene, weeks: int = 1) -> None:
    """From some minutes past noon to the same minute, so many weeks later."""
    await scene.is_down(hours=24 * 7 * weeks)


async def to_noon(scene: Scene) -> None:
    """From 08:55 to noon in London, which is two o'clock in Kyiv."""
    await scene.passes(hours=3, minutes=6)


async def test_a_zone_is_chosen_first_and_three_dates_are_shown_before_saving(
    scene: Scene, ana: Person
) -> None:
    await ana.whispers("/me")
    await section(ana, "My own check-in", "Yes, keep it")
    assert "Choose your time zone first" in await newest(ana)
    await section(ana, "Time zone", "Europe", "Kyiv", "Back", "My own check-in")
    await section(ana, "Put one together")
    for day in ("Tuesday 24 November", "Tuesday 1 December", "Tuesday 8 December"):
        assert f"{day}, 18:00 (Europe/Kyiv)" in await newest(ana)
    assert "Who sees it" not in str((await ana.looks(ana.id))[-1]["buttons"])
    assert await rows(scene, ana) == 0
    await section(ana, "Save")
    assert "Your own check-in, seen by you alone." in await newest(ana)
    assert "Nothing of your answers is kept." in await newest(ana)
    assert await rows(scene, ana) == 1


async def test_nothing_is_asked_of_anybody_who_did_not_ask_for_it(
    scene: Scene, ana: Person, ben: Person
) -> None:
    for each in (ana, ben):
        await each.whispers("/start")
    await scene.days_pass(3)
    for each in (ana, ben):
        assert await letters(each) == []


async def test_it_comes_in_her_own_time_and_nobody_else_sees_it(
    scene: Scene, asked: Person, ben: Person
) -> None:
    await scene.passes(hours=3)
    assert await letters(asked) == []
    await scene.passes(minutes=6)
    assert "How is the weather with you today?" in await newest(asked)
    await ben.sees_nothing_of(HELD)
    await ben.sees_nothing_of(HELD, at=ben.id)
    await next_monday(scene)
    assert len(await letters(asked)) == 2


async def kept_of(scene: Scene) -> list[bytes]:
    """What is kept of answers, as it rests."""
    async with scene.kith.database.transaction() as tx:
        found = (await tx.execute(select(own_rounds.c.word, own_rounds.c.words))).all()
    return [sealed for row in found for sealed in row if sealed is not None]


async def test_with_nothing_kept_a_tap_is_heard_and_gone(scene: Scene, asked: Person) -> None:
    await to_noon(scene)
    assert "I keep nothing of it." in await newest(asked)
    await section(asked, "Windy")
    asked.hears("Windy. Only you see this, and I keep nothing of it.")
    assert await kept_of(scene) == []


async def test_without_that_rule_it_would_be_found(
    scene: Scene, asked: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The switch: answers are kept whatever was chosen."""
    really = own_checkin.theirs

    async def keeping(step: Step) -> tuple[Me, OwnCheckin]:
        me, own = await really(step)
        return me, replace(own, kept_days=7)

    await to_noon(scene)
    monkeypatch.setattr(asking, "theirs", keeping)
    await section(asked, "Windy")
    assert len(await kept_of(scene)) == 1


async def test_where_nothing_is_kept_a_question_opens_no_place(scene: Scene, me: Person) -> None:
    await section(me, "My own check-in", "Put one together", "Days", "Mon", "✓ Tue")
    await section(me, "On these days", "Time", "14:00", "Save")
    await to_noon(scene)
    labels = [b["label"] for row in (await me.looks(me.id))[-1]["buttons"] for b in row]
    assert "Write" not in labels
    await me.whispers(LINE)
    await me.sees("Nobody has read this", at=me.id)


async def test_an_answer_is_kept_sealed_and_read_again(scene: Scene, wondering: Person) -> None:
    await to_noon(scene)
    question = (await newest(wondering)).partition("\n")[0]
    assert question in {wording.text("en", f"prompt.{key}") for key in BANK}
    await section(wondering, "Write")
    assert question in await newest(wondering)
    await wondering.whispers(LINE)
    await section(wondering, "What I answered")
    shown = await newest(wondering)
    assert "1. Monday 23 November" in shown
    assert question in shown
    assert LINE in shown
    [sealed] = await kept_of(scene)
    assert LINE.encode() not in sealed


async def test_the_last_answer_counts_and_can_be_taken_back_or_out(
    scene: Scene, wondering: Person
) -> None:
    await to_noon(scene)
    [letter] = [each for each in await wondering.looks(wondering.id) if HELD in each["text"]]
    await wondering.presses(wondering.id, letter, label="Here, no words")
    wondering.hears("Kept, and seen by you alone: Here, no words.")
    await wondering.presses(wondering.id, letter, label="Take it back")
    wondering.hears("Nothing of yours is kept here.")
    await wondering.presses(wondering.id, letter, label="Here, no words")
    await section(wondering, "My own check-in", "What I answered")
    assert "Here, no words" in await newest(wondering)
    await section(wondering, "Take out 1")
    assert "There is nothing here yet" in await newest(wondering)


async def test_a_shorter_time_erases_what_is_older_and_none_erases_all(
    scene: Scene, wondering: Person
) -> None:
    await to_noon(scene)
    await section(wondering, "Here, no words")
    await next_monday(scene)
    await section(wondering, "Here, no words", "My own check-in", "What I answered")
    assert "2. Monday 23 November" in await newest(wondering)
    await section(wondering, "How long it is kept", "7 days")
    await scene.passes(hours=2)
    await section(wondering, "Back", "What I answered")
    assert "1. Monday 30 November" in await newest(wondering)
    assert "23 November" not in await newest(wondering)
    await section(wondering, "How long it is kept", "Nothing")
    assert await kept_of(scene) == []


async def test_that_nothing_was_answered_is_known_for_three_days_only(
    scene: Scene, wondering: Person
) -> None:
    await to_noon(scene)
    await section(wondering, "My own check-in", "Pause", "Until I say")
    await scene.is_down(hours=24 * 3 + 1)
    async with scene.kith.database.transaction() as tx:
        assert (await tx.execute(select(own_rounds))).all() == []


async def test_words_that_are_too_long_leave_the_place_open(
    scene: Scene, wondering: Person
) -> None:
    await to_noon(scene)
    await section(wondering, "Write")
    await wondering.whispers("x" * 1001)
    await wondering.sees("This takes 1 to 1000 characters", at=wondering.id)
    await wondering.whispers("x" * 1000)
    await wondering.sees("Kept for 30 days.", at=wondering.id)


async def test_a_tap_after_its_close_gets_the_kind_word(scene: Scene, asked: Person) -> None:
    await to_noon(scene)
    await scene.passes(hours=12)
    await section(asked, "Foggy")
    asked.hears("so nothing was kept. Not answering is fine")
    await scene.is_down(hours=24 * 5)
    await section(asked, "Foggy")
    asked.hears("so nothing was kept. Not answering is fine")


async def test_the_next_one_is_left_out_and_brought_back(scene: Scene, asked: Person) -> None:
    await section(asked, "Leave the next one out")
    assert "Left out: Monday 23 November." in await newest(asked)
    assert "Monday 30 November, 14:00 (Europe/Kyiv)" in await newest(asked)
    await section(asked, "Bring it back")
    assert "Left out" not in await newest(asked)
    assert "Monday 23 November, 14:00 (Europe/Kyiv)" in await newest(asked)
    await section(asked, "Leave the next one out")
    await to_noon(scene)
    assert await letters(asked) == []
    await next_monday(scene)
    assert len(await letters(asked)) == 1


async def test_it_pauses_until_a_date_or_until_she_says(scene: Scene, asked: Person) -> None:
    await section(asked, "Pause", "Until Monday 7 December")
    assert "Paused: nothing comes before Monday 7 December." in await newest(asked)
    await section(asked, "Bring it back", "Pause", "Until I say")
    assert "It has no date and sends nothing." in await newest(asked)
    await section(asked, "Back")
    assert "Your own check-in: nothing is planned." in await newest(asked)
    await to_noon(scene)
    await next_monday(scene, weeks=2)
    assert await letters(asked) == []
    await asked.whispers("/me")
    await section(asked, "My own check-in", "Bring it back")
    assert "Monday 14 December, 14:00 (Europe/Kyiv)" in await newest(asked)


async def test_her_quiet_hours_and_being_away_hold_for_it(scene: Scene, asked: Person) -> None:
    await section(asked, "Change", "Time", "07:00", "Save", "Back")
    await section(asked, "Quiet hours", "20:00 to 09:00", "Back", "My own check-in")
    assert "Monday 30 November, 09:00 (Europe/Kyiv)" in await newest(asked)
    await section(asked, "Back", "Away", "Until I say", "Back", "My own check-in")
    assert "Your own check-in waits while you are away." in await newest(asked)
    await to_noon(scene)
    await next_monday(scene)
    assert await letters(asked) == []
    await asked.whispers("/me")
    await section(asked, "Away", "I am back", "Back", "My own check-in")
    assert "Monday 7 December, 09:00 (Europe/Kyiv)" in await newest(asked)


async def test_another_zone_moves_it(scene: Scene, asked: Person) -> None:
    await section(asked, "Back", "Time zone", "Europe", "Lisbon", "Back", "My own check-in")
    assert "Monday 23 November, 14:00 (Europe/Lisbon)" in await newest(asked)
    await to_noon(scene)
    assert await letters(asked) == []
    await scene.passes(hours=2)
    assert len(await letters(asked)) == 1


async def test_it_is_removed_after_one_question_with_every_answer(
    scene: Scene, wondering: Person
) -> None:
    await to_noon(scene)
    await section(wondering, "Here, no words", "My own check-in", "Remove")
    assert await rows(scene, wondering) == 2
    await section(wondering, "Remove")
    assert await rows(scene, wondering) == 0
    assert "on days that you choose" in await newest(wondering)


async def test_a_date_in_the_past_and_nonsense_save_nothing(scene: Scene, me: Person) -> None:
    await section(me, "My own check-in", "Put one together", "How often", "Once", "Days")
    await section(me, "Another date")
    for wrong, said in (
        ("2026-11-23", "today or has passed"),
        ("soon", "I could not read that."),
        ("2039-01-01", "more than two years ahead"),
        ("🌧" * 200, "I could not read that."),
    ):
        await me.whispers(wrong)
        assert said in await newest(me)
    await me.whispers("24.12.2026")
    assert "Thursday 24 December, 18:00 (Europe/Kyiv)" in await newest(me)
    assert await rows(scene, me) == 0


async def test_nobody_else_can_press_her_buttons(
    scene: Scene, wondering: Person, ben: Person
) -> None:
    await to_noon(scene)
    letter = (await wondering.looks(wondering.id))[-1]
    await ben.whispers("/me")
    own = (await ben.looks(ben.id))[-1]
    for row in letter["buttons"]:
        for button in row:
            if button.get("data") and button["label"] != "Signposts":
                await ben.presses(ben.id, own, data=button["data"])
                ben.hears("does not work any more")
    assert await kept_of(scene) == []


async def test_a_second_tap_on_save_and_a_redelivered_one_change_nothing_more(
    scene: Scene, me: Person
) -> None:
    await section(me, "My own check-in", "Put one together")
    shown = (await me.looks(me.id))[-1]
    save = next(b["data"] for row in shown["buttons"] for b in row if b["label"] == "Save")
    await section(me, "Save", "Pause", "Until I say")
    await me.presses(me.id, (await me.looks(me.id))[-1], data=save)
    me.hears("does not work any more")
    assert "until you say" in await newest(me)


async def test_her_copy_holds_it_and_being_erased_takes_it(scene: Scene, wondering: Person) -> None:
    await to_noon(scene)
    await section(wondering, "Write")
    await wondering.whispers(LINE)
    await wondering.whispers("/me")
    await section(wondering, "My data", "A copy for me")
    file = json.loads((await wondering.sees("kith.json", at=wondering.id))["file"])
    assert file["own_rounds"][0]["words"] == LINE
    assert file["own_checkins"][0]["kept_days"] == 30
    page = (await wondering.sees("kith.html", at=wondering.id))["file"]
    assert LINE in page
    await section(wondering, "Erase me", "Erase me now")
    await scene.passes(seconds=61)
    assert await rows(scene, wondering) == 0


async def test_who_blocked_kith_is_not_asked_and_goes_on_after_coming_back(
    scene: Scene, asked: Person
) -> None:
    await scene.passes(minutes=6)
    await asked.taps("Windy")
    await scene.post(f"people/{asked.id}/block")
    await scene.passes(hours=3)
    await scene.is_down(hours=24 * 7 + 1)
    await scene.post(f"people/{asked.id}/unblock")
    await scene.passes(minutes=5)
    assert await letters(asked) == []
    await scene.is_down(hours=24 * 7 - 1)
    assert len(await letters(asked)) == 1


async def test_when_is_the_next_one_is_answered_from_everywhere(
    scene: Scene, asked: Person, ben: Person
) -> None:
    await scene.passes(minutes=6)
    await asked.taps("Windy")
    await asked.whispers("/checkins")
    shown = await newest(asked)
    own, circle = shown.index("Your own check-in"), shown.index("Tuesday circle")
    assert own < circle
    assert "Monday 23 November, 14:00 (Europe/Kyiv)" in shown
    assert "Tuesday 24 November, 11:00 (Europe/Kyiv)" in shown
    await ben.whispers("/checkins")
    assert "Nothing is planned for you." in await newest(ben)
