"""Stewards put check-ins together with buttons (C3, C10, C13, C18); bad input changes nothing."""

import pytest
from sqlalchemy import select

from storage.schema import schedules
from tests.e2e.scene import Person, Scene


async def count(scene: Scene) -> int:
    """How many schedules are stored."""
    async with scene.kith.database.transaction() as tx:
        return len((await tx.execute(select(schedules.c.id))).all())


@pytest.fixture
async def hub(scene: Scene, dee: Person) -> Person:
    """The steward, at a new sketch."""
    await dee.says("/checkins", ephemeral=True)
    await dee.taps("All check-ins")
    await dee.taps("Add a check-in")
    return dee


async def screen(person: Person, at: int | None = None) -> str:
    """The steward's newest screen."""
    own = [each for each in await person.looks(at) if each["buttons"] or each["only_you"]]
    return str(own[-1]["text"])


async def test_a_check_in_is_put_together_and_saved_after_its_dates_were_shown(
    scene: Scene, hub: Person, ana: Person
) -> None:
    assert "Tuesday 24 November, 18:00 (Europe/London)" in await screen(hub)
    assert "Tuesday 8 December, 18:00 (Europe/London)" in await screen(hub)
    await hub.taps("How often")
    await hub.taps("Every second week")
    await hub.taps("Days")
    await hub.taps("Wed")
    await hub.taps("✓ Tue")
    await hub.taps("On these days")
    await hub.taps("Time")
    await hub.taps("10:00")
    await hub.taps("Questions")
    await hub.taps("about connection")
    text = await screen(hub)
    assert "A question: about connection" in text
    assert "Every second week" in text
    assert "Wednesday 9 December, 10:00 (Europe/London)" in text
    assert await count(scene) == 1
    await hub.taps("Save")
    assert "A question, 10:00" in await screen(hub)
    assert await count(scene) == 2
    await scene.is_down(hours=49.2)
    await ana.sees("Answer here in your own words")


async def test_back_and_leaving_off_save_nothing(scene: Scene, hub: Person) -> None:
    for page in ("Kind", "Questions", "How often", "Time"):
        before = await screen(hub)
        await hub.taps(page)
        await hub.taps("Back")
        assert await screen(hub) == before
    await hub.taps("Back")
    assert "The next check-ins:" in await screen(hub)
    assert await count(scene) == 1


async def test_only_the_steward_sees_the_screens(hub: Person, ana: Person) -> None:
    await hub.sees("Nothing is saved before you tap Save.")
    await ana.sees_nothing_of("Nothing is saved")


async def test_a_second_tap_on_save_saves_nothing_more(scene: Scene, hub: Person) -> None:
    shown = next(each for each in reversed(await hub.looks()) if each["only_you"])
    save = next(b["data"] for row in shown["buttons"] for b in row if b["label"] == "Save")
    await hub.taps("Save")
    await hub.presses(scene.circle, shown, data=save)
    hub.hears("does not work any more")
    assert await count(scene) == 2


async def test_each_month_on_the_31st_means_the_last_day(scene: Scene, hub: Person) -> None:
    await hub.taps("How often")
    await hub.taps("Every month")
    await hub.taps("Days")
    await hub.taps("31")
    text = await screen(hub)
    for day in ("Monday 30 November", "Thursday 31 December", "Sunday 31 January"):
        assert f"{day}, 18:00" in text


async def test_a_one_off_is_asked_once(scene: Scene, hub: Person, ana: Person) -> None:
    await hub.taps("How often")
    await hub.taps("Once")
    await hub.taps("Days")
    await hub.taps("Wed 25 Nov")
    await hub.taps("Save")
    await scene.is_down(hours=24 * 2 + 9.2)
    await ana.sees("Answer here in your own words")
    await hub.says("/checkins", ephemeral=True)
    await hub.taps("A question, 18:00")
    assert "This check-in has no date ahead." in await screen(hub)


async def test_a_mode_of_the_weather_is_chosen(scene: Scene, dee: Person, ana: Person) -> None:
    await dee.says("/checkins", ephemeral=True)
    await dee.taps("Change")
    await dee.taps("Who sees it")
    await dee.taps("beside our names")
    await dee.taps("Save")
    await scene.passes(minutes=6)
    await ana.taps("Windy")
    await ana.taps("Show it beside my name")
    ana.hears("Beside your name")


async def test_of_two_stewards_the_second_is_told_that_nothing_was_saved(
    scene: Scene, dee: Person, ana: Person
) -> None:
    await scene.post(f"groups/{scene.circle}/promote", person=ana.id)
    for steward in (dee, ana):
        await steward.says("/checkins", ephemeral=True)
        await steward.taps("Change")
        await steward.taps("Time")
    await dee.taps("11:00")
    await dee.taps("Save")
    await ana.taps("12:00")
    await ana.taps("Save")
    ana.hears("Somebody changed this check-in meanwhile")
    await ana.says("/checkins", ephemeral=True)
    await ana.sees("Monday 23 November, 11:00")


async def test_a_check_in_is_removed_after_one_question(
    scene: Scene, dee: Person, ana: Person
) -> None:
    await dee.says("/checkins", ephemeral=True)
    await dee.taps("Remove")
    assert await count(scene) == 1
    await dee.taps("Back")
    await dee.taps("Remove")
    await dee.taps("Remove")
    assert await count(scene) == 0
    assert "Nothing is planned here yet." in await screen(dee)
    await scene.passes(minutes=6)
    await ana.sees_nothing_of("How is the weather")


async def test_from_the_private_chat_it_works_too_and_a_date_can_be_typed(
    scene: Scene, dee: Person
) -> None:
    await dee.says("/checkins", ephemeral=True)
    await dee.taps("All check-ins")
    await dee.taps("Go on in my private chat")
    await dee.taps("Add a check-in", at=dee.id)
    await dee.taps("How often", at=dee.id)
    await dee.taps("Once", at=dee.id)
    await dee.taps("Days", at=dee.id)
    await dee.taps("Another date", at=dee.id)
    await dee.sees("becomes the date", at=dee.id)
    for wrong, said in (
        ("2026-11-23", "today or has passed"),
        ("30.2.2027", "I could not read that."),
        ("2039-01-01", "more than two years ahead"),
        ("<b>" + "x" * 4000, "I could not read that."),
        ("🌧" * 200, "I could not read that."),
        ("https://example.org", "I could not read that."),
    ):
        await dee.whispers(wrong)
        assert said in str((await dee.looks(dee.id))[-1]["text"])
    await dee.whispers("24.12.2026")
    assert "Thursday 24 December, 18:00" in await screen(dee, dee.id)
    assert await count(scene) == 1
    await dee.taps("Save", at=dee.id)
    assert await count(scene) == 2


async def test_a_time_that_the_day_does_not_have_is_shown_as_it_will_be(
    scene: Scene, dee: Person
) -> None:
    await dee.says("/checkins", ephemeral=True)
    await dee.taps("All check-ins")
    await dee.taps("Go on in my private chat")
    for label in ("Add a check-in", "How often", "Once", "Days", "Another date"):
        await dee.taps(label, at=dee.id)
    await dee.whispers("2027-03-28")
    await dee.taps("Time", at=dee.id)
    await dee.taps("Another time", at=dee.id)
    for wrong in ("25:00", "half past one"):
        await dee.whispers(wrong)
        await dee.sees("I could not read that.", at=dee.id)
    await dee.whispers("01:30")
    assert "Sunday 28 March, 02:30 (Europe/London)" in await screen(dee, dee.id)


async def test_quiet_hours_move_what_falls_into_them(
    scene: Scene, dee: Person, ana: Person
) -> None:
    await dee.says("/checkins", ephemeral=True)
    await dee.taps("All check-ins")
    await dee.taps("Quiet hours")
    await dee.taps("20:00 to 09:00")
    assert "Quiet hours: 20:00 to 09:00 (Europe/London)." in await screen(dee)
    await dee.taps("Back")
    await dee.taps("The weather, 09:00")
    await dee.taps("Change")
    await dee.taps("Time")
    await dee.taps("07:00")
    assert "Monday 23 November, 09:00" in await screen(dee)
    await dee.taps("Save")
    await scene.passes(minutes=6)
    await ana.sees("weather")


async def test_a_break_of_the_group_ends_by_itself(scene: Scene, dee: Person, ana: Person) -> None:
    await dee.says("/checkins", ephemeral=True)
    await dee.taps("All check-ins")
    await dee.taps("A break")
    await dee.taps("From Tuesday 24 November")
    await dee.taps("Until Tuesday 8 December")
    assert "Monday 23 November, 09:00" in await screen(dee)
    assert "Tuesday 8 December, 09:00" in await screen(dee)
    await scene.is_down(hours=24 * 7 + 0.2)
    await ana.sees_nothing_of("weather")
    await scene.is_down(hours=24 * 8)
    await ana.sees("weather")


async def test_a_break_can_be_ended(scene: Scene, dee: Person) -> None:
    await dee.says("/checkins", ephemeral=True)
    await dee.taps("All check-ins")
    await dee.taps("A break")
    await dee.taps("From Tuesday 24 November")
    await dee.taps("Until Tuesday 8 December")
    await dee.taps("A break")
    await dee.taps("No break")
    assert "Tuesday 24 November, 09:00" in await screen(dee)


async def test_a_demoted_steward_saves_nothing(scene: Scene, hub: Person) -> None:
    await scene.post(f"groups/{scene.circle}/demote", person=hub.id)
    await hub.taps("Save")
    await hub.sees("This needs all of us.")  # who is no steward proposes
    assert await count(scene) == 1
