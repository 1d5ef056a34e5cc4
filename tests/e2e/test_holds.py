"""Any member quiets scheduled posts for a while, and nobody is told who (F9)."""

from tests.e2e.scene import Person, Scene

LINE = "Scheduled posts are quiet until"


async def holds(who: Person, hours: int) -> None:
    await who.says("/hold", ephemeral=True)
    await who.taps(f"{hours} hours")


async def test_a_member_quiets_the_posts_and_nobody_reads_who(
    scene: Scene, ana: Person, ben: Person
) -> None:
    await holds(ana, 24)
    await ana.sees("Nobody is told that you asked")
    await ben.sees_nothing_of("Nobody is told that you asked")
    await scene.passes(minutes=6)
    line = await ben.sees(LINE)
    assert "Tuesday 24 November, 08:55 (Europe/London)" in line["text"]
    assert "Ana" not in line["text"]
    await ben.sees_nothing_of("weather")


async def test_what_fell_into_it_is_left_out_and_not_saved_up(scene: Scene, ben: Person) -> None:
    await holds(ben, 48)
    await scene.passes(hours=49)
    posts = [each for each in await ben.looks() if "weather" in each["text"]]
    assert len(posts) == 1
    await ben.says("/checkins", ephemeral=True)
    await ben.sees("Thursday 26 November, 09:00")


async def test_a_post_that_is_due_already_stays_away_too(
    scene: Scene, ana: Person, ben: Person
) -> None:
    await scene.post("faults", method="sendMessage", kind="429", times=1)
    await scene.passes(minutes=5)
    await holds(ana, 24)
    await scene.passes(minutes=2)
    await scene.passes(seconds=2)
    await ben.sees_nothing_of("How is the weather")


async def test_the_next_one_is_somebody_elses_and_a_third_is_the_groups_to_talk_about(
    scene: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    await holds(ana, 24)
    await scene.passes(minutes=1)
    await holds(ana, 24)
    ana.hears("You have asked for quiet in the last 14 days")
    await holds(ben, 72)
    await ben.sees("Friday 27 November, 08:55")
    await scene.passes(minutes=2)
    await holds(chi, 24)
    chi.hears("twice in a row")


async def test_the_dates_say_that_it_is_quiet(scene: Scene, ana: Person) -> None:
    await holds(ana, 24)
    await ana.says("/checkins", ephemeral=True)
    await ana.sees("What falls into that time is left out")


async def test_where_nothing_is_planned_nothing_is_held(scene: Scene, ana: Person) -> None:
    scene.circle = await scene.group("Quiet", [ana], [ana], agreed=False)
    await scene.settled()
    await ana.says("/hold", ephemeral=True)
    await ana.sees("Kith has not been set up in this group")
    await ana.says("/checkins", ephemeral=True)
    await ana.sees("Nothing is planned here yet")
