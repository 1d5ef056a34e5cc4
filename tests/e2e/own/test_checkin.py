"""A member's own check-in: asked for by them alone, seen by them alone (C2, C5, C9, C13, C19)."""

from tests.e2e.own.screens import (
    HELD,
    kept_of,
    letters,
    newest,
    next_monday,
    rows,
    section,
    to_noon,
)
from tests.e2e.scene import Person, Scene


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
