"""A check-in is posted and taps are kept, as people see it (C1, C7, C8, C10, C11, C21)."""

from sqlalchemy import select

from bot.demo import BEGIN
from storage import outbox
from storage.schema import answers
from tests.e2e.scene import Person, Scene


async def test_three_people_answer_each_in_their_own_way(
    scene: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    await scene.passes(minutes=6)
    await ana.sees("How is the weather with you today?")

    await ana.taps("Windy")
    ana.hears("seen by you alone: Windy")

    await ben.taps("Clear")
    await ben.taps("Stormy")
    ben.hears("Stormy")

    await chi.taps("Here, no words")
    chi.hears("You are here.")

    for person in (ana, ben, chi):
        await person.sees_nothing_of("Windy")
        assert len([each for each in await person.looks() if each["buttons"]]) == 1


async def test_the_check_in_comes_at_its_time_once_and_silently(scene: Scene, ana: Person) -> None:
    await scene.passes(minutes=4)
    await ana.sees_nothing_of("weather")
    await scene.passes(minutes=1)
    post = await ana.sees("weather")
    assert post["silent"]
    for _ in range(5):
        await scene.passes(minutes=1)
    assert len([each for each in await ana.looks() if "weather" in each["text"]]) == 1


async def test_the_last_tap_counts_and_can_be_taken_back(scene: Scene, ana: Person) -> None:
    await scene.passes(minutes=6)
    await ana.taps("Foggy")
    await ana.taps("Still")
    assert await _answers(scene) == ["still"]
    await ana.taps("Take it back")
    ana.hears("Nothing of yours is kept")
    assert await _answers(scene) == []


async def test_at_its_close_the_answers_are_erased_and_late_taps_get_a_kind_word(
    scene: Scene, ana: Person
) -> None:
    await scene.passes(minutes=6)
    await ana.taps("Foggy")
    open_post = await ana.sees("weather")
    await scene.passes(hours=12)
    closed = await ana.sees("The check-in of Monday 23 November has closed.")
    assert closed["buttons"] == []
    # Her phone still shows the buttons.
    await ana.presses(scene.circle, closed, data=open_post["buttons"][0][0]["data"])
    ana.hears("so is coming late")
    assert await _answers(scene) == []


async def test_the_next_day_brings_another_and_the_weekend_none(scene: Scene, ana: Person) -> None:
    await scene.days_pass(7)
    posts = [each for each in await ana.looks() if "has closed" in each["text"]]
    days = [(each["at"] - BEGIN) / 86_400 for each in posts]
    five_minutes = 300 / 86_400
    assert days == [day + five_minutes for day in (0, 1, 2, 3, 4)]


async def test_a_check_in_that_comes_too_late_is_missed_and_never_in_a_burst(
    scene: Scene, ana: Person
) -> None:
    await scene.is_down(hours=24 * 3 + 1)
    await ana.sees_nothing_of("weather")
    async with scene.kith.database.transaction() as tx:
        missed = await outbox.by_object(tx, "checkin", 1)
        assert missed is not None
        assert missed.state == "missed"
        assert await outbox.by_object(tx, "checkin", 2) is None


async def test_a_group_that_has_not_agreed_gets_nothing(scene: Scene, ana: Person) -> None:
    quiet = await scene.group("Quiet", [ana], [ana], agreed=False)
    await scene.passes(hours=1)
    await ana.sees("Nothing starts before the group says so", at=quiet)
    await ana.sees_nothing_of("weather", at=quiet)


async def test_somebody_who_leaves_takes_their_answer_along(scene: Scene, ana: Person) -> None:
    await scene.passes(minutes=6)
    await ana.taps("Windy")
    await scene.post(f"groups/{scene.circle}/leave", person=ana.id)
    await scene.settled()
    assert await _answers(scene) == []


async def _answers(scene: Scene) -> list[str]:
    """What the database holds, whoever answered."""
    async with scene.kith.database.transaction() as tx:
        return list((await tx.execute(select(answers.c.word))).scalars())
