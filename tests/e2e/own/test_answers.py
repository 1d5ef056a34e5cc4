"""What members answer to themselves: kept sealed if they want it, else not at all (C2, C8)."""

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
from storage.schema import own_rounds
from tests.e2e.own.screens import (
    HELD,
    kept_of,
    newest,
    next_monday,
    rows,
    section,
    to_noon,
)
from tests.e2e.scene import Person, Scene

LINE = "I saw the heron again."


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


async def test_it_is_removed_after_one_question_with_every_answer(
    scene: Scene, wondering: Person
) -> None:
    await to_noon(scene)
    await section(wondering, "Here, no words", "My own check-in", "Remove")
    assert await rows(scene, wondering) == 2
    await section(wondering, "Remove")
    assert await rows(scene, wondering) == 0
    assert "on days that you choose" in await newest(wondering)


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
