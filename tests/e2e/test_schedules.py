"""When the next check-ins are, and what stewards change (M2, C7, C9, G9)."""

from tests.e2e.scene import Person, Scene


async def test_a_member_asks_when_the_next_one_is_and_only_they_see_it(
    ana: Person, ben: Person
) -> None:
    await ana.says("/checkins", ephemeral=True)
    screen = await ana.sees("Monday 23 November, 09:00 (Europe/London)")
    assert screen["only_you"]
    labels = [button["label"] for row in screen["buttons"] for button in row]
    assert labels == ["Propose a question"]
    await ben.sees_nothing_of("next check-ins")


async def test_a_steward_leaves_one_out_and_brings_it_back(
    scene: Scene, dee: Person, ana: Person
) -> None:
    await dee.says("/checkins", ephemeral=True)
    await dee.taps("Leave the next one out")
    await dee.sees("Left out: Monday 23 November.")
    await dee.taps("Bring it back")
    await dee.sees_nothing_of("Left out")
    await dee.taps("Leave the next one out")

    await scene.passes(minutes=6)
    await ana.sees_nothing_of("weather")
    await scene.passes(hours=24)
    await ana.sees("weather")


async def test_a_skip_that_comes_too_late_changes_nothing(scene: Scene, dee: Person) -> None:
    await dee.says("/checkins", ephemeral=True)
    screen = await dee.sees("next check-ins")
    await scene.passes(minutes=6)
    await dee.presses(scene.circle, screen, label="Leave the next one out")
    dee.hears("The dates have changed meanwhile")


async def test_a_demoted_steward_has_no_rights_at_once(scene: Scene, dee: Person) -> None:
    await dee.says("/checkins", ephemeral=True)
    await scene.post(f"groups/{scene.circle}/demote", person=dee.id)
    await dee.taps("Leave the next one out")
    dee.hears("Only stewards")


async def test_without_an_answer_about_rights_nothing_is_done(scene: Scene, dee: Person) -> None:
    await dee.says("/checkins", ephemeral=True)
    await scene.post("faults", method="getChatAdministrators", kind="502", times=1)
    await dee.taps("Leave the next one out")
    dee.hears("Telegram did not answer in time")
    await dee.taps("Leave the next one out")
    await dee.sees("Left out")


async def test_a_member_cannot_press_the_stewards_buttons(
    scene: Scene, ana: Person, dee: Person
) -> None:
    await dee.says("/checkins", ephemeral=True)
    await scene.passes(minutes=6)
    screen = await dee.sees("next check-ins")
    stolen = screen["buttons"][0][0]["data"]
    await ana.presses(scene.circle, await ana.sees("weather"), data=stolen)
    ana.hears("does not work any more")


async def test_a_steward_gives_a_weather_the_groups_own_word(
    scene: Scene, dee: Person, ana: Person
) -> None:
    await dee.says("/checkins", ephemeral=True)
    await dee.taps("Our words")
    await dee.taps("Windy")  # a link: Telegram opens the private chat
    await dee.sees("becomes the group's word for Windy", at=dee.id)
    await dee.whispers("  Breezy   today ")
    await dee.sees("Breezy today", at=dee.id)

    await scene.passes(minutes=6)
    await ana.taps("Breezy today")
    ana.hears("Breezy today")


async def test_an_unfit_word_leaves_the_field_open(dee: Person) -> None:
    await dee.says("/checkins", ephemeral=True)
    await dee.taps("Our words")
    await dee.taps("Windy")
    await dee.whispers("far too long for a button")
    await dee.sees("one line of 1 to 20 characters", at=dee.id)
    await dee.whispers("Breezy")
    await dee.sees("Saved.", at=dee.id)


async def test_a_cancelled_field_takes_nothing(dee: Person) -> None:
    await dee.says("/checkins", ephemeral=True)
    await dee.taps("Our words")
    await dee.taps("Windy")
    await dee.taps("Cancel", at=dee.id)
    await dee.sees("Closed. Nothing was kept.", at=dee.id)
    await dee.whispers("Breezy")
    await dee.sees("Nobody has read this", at=dee.id)


async def test_a_field_closes_by_itself_and_a_command_never_fills_it(
    scene: Scene, dee: Person
) -> None:
    await dee.says("/checkins", ephemeral=True)
    await dee.taps("Our words")
    await dee.taps("Windy")
    await dee.whispers("/checkins")
    await dee.sees_nothing_of("Saved.", at=dee.id)
    await scene.passes(minutes=16)
    await dee.whispers("Breezy")
    await dee.sees_nothing_of("Saved.", at=dee.id)


async def test_a_link_works_once_for_its_steward_and_for_fifteen_minutes(
    scene: Scene, dee: Person, ana: Person
) -> None:
    await dee.says("/checkins", ephemeral=True)
    await dee.taps("Our words")
    screen = await dee.sees("words for the weather")
    start = screen["buttons"][0][0]["url"].partition("start=")[2]

    await ana.whispers(f"/start {start}")
    await ana.sees("does not work any more", at=ana.id)
    await dee.whispers(f"/start {start}")
    await dee.sees("becomes the group's word", at=dee.id)
    await dee.whispers(f"/start {start}")
    await dee.sees("does not work any more", at=dee.id)

    late = screen["buttons"][1][0]["url"].partition("start=")[2]
    await scene.passes(minutes=16)
    await dee.whispers(f"/start {late}")
    assert len([m for m in await dee.looks(dee.id) if "not work any more" in m["text"]]) == 2


async def test_a_steward_demoted_while_the_field_is_open_changes_nothing(
    scene: Scene, dee: Person
) -> None:
    await dee.says("/checkins", ephemeral=True)
    await dee.taps("Our words")
    await dee.taps("Windy")
    await scene.post(f"groups/{scene.circle}/demote", person=dee.id)
    await dee.whispers("Breezy")
    await dee.sees("Nothing is before the group yet.", at=dee.id)
    await scene.passes(minutes=6)
    await dee.sees_nothing_of("Breezy")
