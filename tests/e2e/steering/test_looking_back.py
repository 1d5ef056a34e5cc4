"""Evidence without watching: written together or asked of all, and released by consent (G12)."""

import base64
import io
import re
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import select

from domain import few_words
from storage import evidence, people
from storage.schema import evidence_marks, evidence_tallies
from tests.e2e.gatherings.planning import follows
from tests.e2e.scene import Person, Scene
from tests.e2e.steering.looking_back import (
    NEEDED,
    answers,
    grows,
    looks_back,
    released,
    turned_on,
    window_closes,
)
from tests.e2e.steering.rounds import LIVE

END = "This group is company, not a service. Nothing here says that anyone needs less help."
SAID = "We eat together on Thursdays.\nNobody had to explain themselves."


async def report(scene: Scene) -> str:
    async with scene.kith.database.transaction() as tx:
        return (await evidence.of_group(tx, 1)).report


async def test_it_is_off_until_the_group_turns_it_on_and_begins_nine_weeks_after_it_began(
    scene: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    await scene.days_pass(1)
    await ana.says("/evidence", ephemeral=True)
    await ana.sees("This group does not look back with me.")
    await turned_on(scene, ana, ben, chi)
    await chi.sees("From now on we look back")
    await scene.days_pass(54)
    await chi.sees_nothing_of("We look back, together")
    await scene.days_pass(1.1)
    await chi.sees("We look back, together")


async def test_under_twelve_the_group_writes_it_together_and_releases_it(
    scene: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    await looks_back(scene)
    post = await ben.sees("We look back, together")
    assert f"4. {NEEDED}" in post["text"]
    await ana.taps("Write it down")
    await follows(ana, "Write it down")
    await ana.whispers(SAID)
    await ana.sees(END, at=ana.id)
    assert await report(scene) == ""
    await ana.taps("Propose it", at=ana.id)
    await scene.passes(seconds=3)
    assert END in (await ben.sees("We eat together on Thursdays."))["text"]
    await released(scene, [ben, chi])
    assert await report(scene) == SAID


async def test_what_nobody_agreed_to_is_not_released(
    scene: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    await looks_back(scene)
    await ana.taps("Write it down")
    await follows(ana, "Write it down")
    await ana.whispers(SAID)
    await ana.taps("Propose it", at=ana.id)
    await released(scene, [ben])
    assert await report(scene) == ""
    await chi.says("/evidence", ephemeral=True)
    assert "Thursdays" not in (await chi.looks())[-1]["text"]
    with pytest.raises(AssertionError, match="no button"):
        await chi.taps("As a picture")


@pytest.fixture
async def shown(scene: Scene) -> Scene:
    """The group has released what it wrote."""
    async with scene.kith.database.transaction() as tx:
        await evidence.release(tx, 1, SAID)
    return scene


@pytest.mark.fair("hears in the group where the file is", "old-phones")
async def test_what_was_released_comes_as_words_a_picture_and_a_page(
    shown: Scene, ben: Person
) -> None:
    await ben.whispers("/start")
    await ben.says("/evidence", ephemeral=True)
    assert END in (await ben.sees("We eat together"))["text"]
    await ben.taps("As a picture")
    ben.hears("in your private chat")
    sent = await ben.sees("kith-report.png", at=ben.id)
    assert "We eat together on Thursdays." in sent["text"]
    assert END in sent["text"]
    image = Image.open(io.BytesIO(base64.b64decode(sent["file"].partition(",")[2])))
    assert image.format == "PNG"
    await ben.taps("As a page")
    page = (await ben.sees("kith-report.html", at=ben.id))["file"]
    assert "Nobody had to explain themselves." in page
    assert END in page
    assert "Ben" not in re.sub(r"base64,[^']*", "", page)
    assert "http" not in page


@pytest.mark.fair("is about somebody who has not pressed Start", "old-phones", "generous")
async def test_whom_kith_may_not_write_to_is_told_so(shown: Scene, ben: Person) -> None:
    await ben.says("/evidence", ephemeral=True)
    await ben.taps("As a page")
    ben.hears("only after you pressed Start")


async def test_twelve_and_more_are_asked_and_hear_words_but_no_numbers(
    scene: Scene, ana: Person, ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(few_words, "EXCHANGED", 0.0)
    more = await grows(scene)
    await looks_back(scene)
    await ben.sees("whoever likes answers four questions or fewer")
    for each in more[:8]:
        await answers(each, "So it was", "Pass", "Now and then", "More quiet")
        await each.sees("That was all.")
    await more[0].taps("Look back")  # once more: there is nothing left to answer
    await ben.sees_nothing_of("More quiet")
    await window_closes(scene)
    told = (await ben.sees("Somebody here has listened to me.\nMost of us: So it was."))["text"]
    assert f"{NEEDED}\nMost of us: More quiet." in told
    assert "I have listened to somebody here." not in told  # all passed
    assert told.endswith(END)
    assert not any(letter.isdigit() for letter in told)
    async with scene.kith.database.transaction() as tx:
        for table in (evidence_tallies, evidence_marks):
            assert (await tx.execute(select(table))).all() == []
    await ben.taps("What we show of it")
    await ben.taps("Propose to show what we said")
    await ben.taps("Propose it")
    await released(scene, more[:2])
    assert "Most of us: More quiet." in await report(scene)


async def test_seven_answers_are_too_few_and_nobody_hears_how_many(
    scene: Scene, ben: Person
) -> None:
    more = await grows(scene)
    await looks_back(scene)
    for each in more[:7]:
        await answers(each, "So it was")
    await window_closes(scene)
    await ben.sees("There are no words for all this time.")
    await ben.sees_nothing_of("Most of us")


async def test_a_second_tap_on_the_same_question_counts_for_nothing(
    scene: Scene, ben: Person
) -> None:
    await grows(scene)
    await looks_back(scene)
    await ben.taps("Look back")
    question = await ben.sees("Somebody here has listened to me.")
    for label in ("So it was", "Not for me", "So it was"):
        await ben.presses(scene.circle, question, data=_data(question, label))
    async with scene.kith.database.transaction() as tx:
        asked = await evidence.newest(tx, 1)
        assert asked
        assert sum(map(sum, await evidence.tally(tx, asked))) == 1


def _data(message: dict[str, Any], label: str) -> str:
    buttons = [each for row in message["buttons"] for each in row]
    return next(str(each["data"]) for each in buttons if each["label"] == label)


async def test_during_a_hold_nobody_is_asked_and_afterwards_it_comes(
    scene: Scene, ana: Person, ben: Person
) -> None:
    await ana.says("/hold", ephemeral=True)
    await ana.taps("24 hours")
    await looks_back(scene)
    await ben.sees_nothing_of("We look back, together")
    await scene.days_pass(1.1)
    await ben.sees("We look back, together")


async def test_a_group_asks_about_its_own_lines(
    scene: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    await turned_on(scene, ana, ben, chi)
    await ana.says("/evidence", ephemeral=True)
    await follows(ana, "Other lines")
    await ana.whispers("I could be quiet here.\nI was asked before I was helped.")
    await ana.taps("Propose it", at=ana.id)
    await scene.passes(seconds=3)
    for each in (ben, chi):
        await each.taps(LIVE)
    await window_closes(scene)
    await looks_back(scene)
    post = await ben.sees("We look back, together")
    assert "1. I could be quiet here.\n2. I was asked before I was helped." in post["text"]
    assert f"3. {NEEDED}" in post["text"]


async def test_who_leaves_within_the_window_takes_nothing_along(scene: Scene, ben: Person) -> None:
    """What was counted cannot be found again, by anybody."""
    await grows(scene)
    await looks_back(scene)
    await answers(ben, "So it was")
    async with scene.kith.database.transaction() as tx:
        person = await people.find(tx, ben.id)
        assert person
        await people.leave(tx, 1, person.id)
        asked = await evidence.newest(tx, 1)
        assert asked
        assert sum(map(sum, await evidence.tally(tx, asked))) == 1
