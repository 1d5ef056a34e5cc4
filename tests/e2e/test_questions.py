"""A question is posted, and answered in the group or not at all (C1, C7, C14, C22)."""

from pathlib import Path

import pytest
from sqlalchemy import update

from domain.checkins import QUESTION
from domain.prompts import BANK, MIXED
from domain.schedule import Schedule, next_at
from handlers import wording
from storage import checkins, groups
from storage.schema import buttons
from tests.e2e.scene import Person, Scene, opened

EVERY_DAY = frozenset(range(7))
TEN = 10 * 60
HOUR = 3600
QUESTIONS = {wording.text("en", f"prompt.{key}") for key in BANK}
INVITING = "Answer here in your own words, or not at all."


async def asks(scene: Scene, rule: Schedule, prompts: str = MIXED) -> int:
    """The circle has a question, too, beside its weather."""
    now = int(scene.sandbox.clock.now())
    async with scene.kith.database.transaction() as tx:
        group = await groups.by_chat(tx, scene.circle)
        assert group
        return await checkins.add_schedule(
            tx,
            group.id,
            kind=QUESTION,
            rule=rule,
            window=12 * HOUR,
            next_at=next_at(rule, now),
            prompts=prompts,
        )


def daily(minute: int = TEN) -> Schedule:
    return Schedule(EVERY_DAY, minute, "Europe/London")


async def questions(person: Person) -> list[str]:
    """All questions that stand in the circle, open and closed."""
    texts = [each["text"].split("\n")[0] for each in await person.looks()]
    return [text for text in texts if text in QUESTIONS]


async def test_a_question_is_posted_with_no_words_to_tap(scene: Scene, ana: Person) -> None:
    await asks(scene, daily())
    await scene.passes(hours=2)
    post = await ana.sees(INVITING)
    labels = [button["label"] for row in post["buttons"] for button in row]
    assert "Windy" not in labels
    assert "I'd like company" in labels
    assert post["silent"]
    assert len(await questions(ana)) == 1


async def test_what_people_write_below_it_is_not_read(
    scene: Scene, ana: Person, ben: Person
) -> None:
    await asks(scene, daily())
    await scene.passes(hours=2)
    before = len(await ana.looks())
    await ana.says("A warm kitchen.")
    await ben.sees("A warm kitchen.")
    assert len(await ana.looks()) == before + 1


async def test_company_is_answered_to_the_one_who_tapped_only(
    scene: Scene, ana: Person, ben: Person
) -> None:
    await asks(scene, daily())
    await scene.passes(hours=2)
    before = await ben.looks()
    await ana.taps("I'd like company")
    ana.hears("Pair-ups are not turned on in this group")
    assert await ben.looks() == before


async def test_a_closed_question_stays_for_what_was_written_below(
    scene: Scene, ana: Person
) -> None:
    await asks(scene, daily())
    await scene.passes(hours=2)
    [asked] = await questions(ana)
    await scene.passes(hours=12)
    closed = await ana.sees("That was the question of Monday 23 November.")
    assert closed["text"].startswith(asked)
    assert closed["buttons"] == []


async def test_no_question_comes_again_before_all_were_there_across_a_restart(
    tmp_path: Path,
) -> None:
    """Sixty days of one question a day, with a new process in the middle."""
    met: list[str] = []
    for first_day in (0, 30):
        async with opened(tmp_path) as scene:
            ana = await scene.person("Ana")
            scene.circle = await scene.group("Circle", [ana], [ana], agreed=first_day == 0)
            if first_day == 0:
                await asks(scene, daily())
            await scene.is_down(hours=24 * first_day + 1.1)
            for _ in range(29):
                await scene.is_down(hours=24)
            met += await questions(ana)
    assert len(met) == len(set(met)) == len(BANK)


@pytest.fixture
async def paused(scene: Scene, dee: Person) -> Person:
    """The steward, on the screen of pauses of the weather."""
    await dee.says("/checkins", ephemeral=True)
    await dee.taps("Pause")
    return dee


async def test_a_pause_names_what_is_left_out_the_next_date_and_the_way_back(
    scene: Scene, paused: Person, ana: Person
) -> None:
    await paused.taps("Until Monday 7 December")
    screen = await paused.sees("Paused: nothing comes before Monday 7 December.")
    assert (
        "Left out: Monday 23 November; Tuesday 24 November; Wednesday 25 November."
        in (screen["text"])
    )
    assert "Monday 7 December, 09:00 (Europe/London)" in screen["text"]
    assert '"Bring it back" undoes this.' in screen["text"]
    await scene.is_down(hours=7 * 24 + 0.2)
    await ana.sees_nothing_of("weather")
    await scene.is_down(hours=7 * 24)
    await ana.sees("weather")


async def test_a_pause_is_undone(scene: Scene, paused: Person, ana: Person) -> None:
    await paused.taps("Until Monday 7 December")
    await paused.taps("Bring it back")
    await paused.sees_nothing_of("Paused")
    await scene.passes(minutes=6)
    await scene.passes(seconds=2)  # what was changed is announced first, a post a second
    await ana.sees("weather")


async def test_away_has_no_date_and_sends_nothing_until_somebody_says(
    scene: Scene, paused: Person, ana: Person
) -> None:
    await paused.taps("Away until we say")
    screen = await paused.sees("This check-in is away until you say.")
    assert "November" not in screen["text"]
    for _ in range(8):
        await scene.is_down(hours=24 * 7 + 0.02)
        await ana.sees_nothing_of("weather")
    await paused.says("/checkins", ephemeral=True)
    await paused.taps("Bring it back")
    await paused.sees("Tuesday 19 January, 09:00 (Europe/London)")
    await scene.is_down(hours=24)
    await scene.passes(seconds=2)
    await ana.sees("weather")


async def test_back_changes_nothing(paused: Person) -> None:
    await paused.taps("Back")
    await paused.sees("The next check-ins:")
    await paused.sees_nothing_of("Paused")


async def test_a_pause_until_a_day_that_has_come_is_refused(scene: Scene, paused: Person) -> None:
    """A screen of last week, whose button still stands there."""
    screen = await paused.sees("How long shall this check-in pause?")
    async with scene.kith.database.transaction() as tx:
        await tx.execute(update(buttons).values(expires_at=2**40))
    await scene.is_down(hours=7 * 24)
    await paused.presses(scene.circle, screen, label="Until Monday 30 November")
    paused.hears("That date is today or has passed.")
    await paused.says("/checkins", ephemeral=True)
    await paused.sees_nothing_of("Paused")


async def test_the_way_back_of_an_old_pause_undoes_no_later_one(
    scene: Scene, paused: Person
) -> None:
    await paused.taps("Until Monday 7 December")
    old = await paused.sees("Bring it back")
    data = old["buttons"][0][0]["data"]
    await paused.taps("Bring it back")
    await paused.taps("Pause")
    await paused.taps("Until Monday 21 December")
    await paused.presses(scene.circle, await paused.sees("Paused"), data=data)
    paused.hears("The dates have changed meanwhile")
    await paused.sees("Paused: nothing comes before Monday 21 December.")
