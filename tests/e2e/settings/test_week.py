"""The next seven days, as they will be (A7)."""

from domain.schedule import Schedule
from storage import checkins
from tests.e2e.scene import Person, Scene
from tests.e2e.test_questions import QUESTIONS, asks, daily


async def chooses(steward: Person, day: str, at: str) -> None:
    """Open the screen of one that comes, by its day and time."""
    await steward.says("/settings", ephemeral=True)
    await steward.taps("The next seven days")
    screen = await steward.sees("What comes in the next seven days.")
    labels = [each["label"] for row in screen["buttons"] for each in row]
    await steward.taps(next(label for label in labels if day in label and at in label))


async def screen(steward: Person) -> str:
    return str((await steward.looks())[-1]["text"])


async def test_one_is_left_out_the_group_reads_it_and_the_others_come(
    scene: Scene, ana: Person, ben: Person, dee: Person
) -> None:
    await chooses(dee, "Wed", "09:00")
    await dee.sees("How is the weather with you today?")
    await dee.taps("Leave this one out")
    await scene.passes(seconds=5)
    await ana.sees("Left out: Wednesday 25 November\n\nA steward changed this.")
    await dee.taps("Back")
    await dee.sees("09:00 (Europe/London) · The weather: left out")
    came = []
    for _ in range(4):  # Monday to Thursday, at noon
        before = len(await ben.looks())
        await scene.days_pass(1)
        came.append(len(await ben.looks()) - before)
    assert [bool(each) for each in came] == [True, True, False, True]


async def test_one_that_was_left_out_can_be_let_come(
    scene: Scene, ana: Person, dee: Person
) -> None:
    await chooses(dee, "Mon", "09:00")
    await dee.taps("Leave this one out")
    await scene.passes(seconds=5)
    await dee.taps("Let it come")
    await scene.passes(seconds=5)
    await ana.sees("Comes after all: Monday 23 November")
    await scene.passes(minutes=6)
    await ana.taps("Foggy")


async def test_the_question_that_is_shown_is_the_one_that_comes(
    scene: Scene, ana: Person, dee: Person
) -> None:
    await asks(scene, daily())
    await chooses(dee, "Mon", "10:00")
    first = await screen(dee)
    await dee.taps("Another question")
    other = await screen(dee)
    assert first != other
    shown = next(each for each in QUESTIONS if each in other)
    await scene.passes(minutes=70)
    await ana.sees(shown)


async def test_during_a_hold_it_says_so(scene: Scene, ana: Person, dee: Person) -> None:
    await ana.says("/hold", ephemeral=True)
    await ana.taps("24 hours")
    await chooses(dee, "Mon", "09:00")
    await dee.sees("09:00 (Europe/London): it is quiet then")


async def test_of_more_than_fit_into_one_message_the_next_ones_are_shown(
    scene: Scene, dee: Person
) -> None:
    async with scene.kith.database.transaction() as tx:
        for hour in range(10, 22):
            rule = Schedule(frozenset(range(7)), hour * 60, "Europe/London")
            await checkins.add_schedule(tx, 1, kind="weather", rule=rule, window=3600)
    await dee.says("/settings", ephemeral=True)
    await dee.taps("The next seven days")
    screen = await dee.sees("What comes in the next seven days.")
    assert "21:00 (Europe/London)" in screen["text"]
    assert "Wednesday 25 November, 09:00" in screen["text"]
