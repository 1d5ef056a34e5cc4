"""A call, a walk, a table: proposed, come to, waited for, over (F1, F2)."""

import asyncio
from datetime import datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar
from sqlalchemy import select

from domain.people import shown_name
from sandbox import clients
from storage import gatherings as stored
from storage.schema import gatherings
from tests.e2e.gatherings.planning import FOR_FOUR, KIND, drafts, follows, left, proposes
from tests.e2e.scene import Person, Scene

MINUTE = 60
"""Real seconds."""
WALK = KIND["walk"]
TABLE = KIND["table"]


async def test_a_walk_is_proposed_and_the_group_reads_it_without_a_name(
    scene: Scene, ana: Person, ben: Person
) -> None:
    await drafts(ana, *WALK)
    await ana.sees("Only you see this")
    await ben.sees_nothing_of("A walk")
    await follows(ana, "Where, or a link")
    await ana.sees("your next line here becomes the place", at=ana.id)
    await ana.whispers("The gate of the park")
    await ana.sees("Where: The gate of the park", at=ana.id)
    await ana.taps("Propose it", at=ana.id)
    await scene.passes(seconds=2)
    post = await ben.sees("A walk")
    assert "Tuesday 24 November, 18:00 (Europe/London)" in post["text"]
    assert "Where: The gate of the park" in post["text"]
    assert "Ana" not in post["text"]


async def test_each_reader_has_the_time_in_their_own(
    scene: Scene, ana: Person, ben: Person
) -> None:
    await proposes(ana)
    post = await ben.sees("A call")
    [mark] = post["times"]
    words = "Tuesday 24 November, 18:00 (Europe/London)"
    assert post["text"][mark["offset"] : mark["offset"] + mark["length"]] == words
    at = datetime(2026, 11, 24, 18, tzinfo=ZoneInfo("Europe/London")).timestamp()
    assert mark["unix_time"] == at


async def test_a_name_stands_with_it_only_where_its_owner_wants_that(
    scene: Scene, ana: Person, ben: Person
) -> None:
    await drafts(ana, "With my first name", "Without my name", "With my first name")
    await ana.taps("Propose it")
    await scene.passes(seconds=2)
    await ben.sees(f"{shown_name('Ana')} proposes it.")


async def test_who_comes_is_seen_by_nobody_until_they_let_the_proposer_see_it(
    scene: Scene, ana: Person, ben: Person, chi: Person, dee: Person
) -> None:
    await proposes(ana)
    await ben.taps("I come")
    await ben.sees("You have a place. Nobody sees that.")
    for each in (ana, chi, dee):
        await each.taps("Reminder and more")
        await each.sees_nothing_of("Ben")
    await ana.sees("Nobody has shown you a name. Others may come too")
    await ben.taps("They may see my name")
    for each in (chi, dee):
        await each.taps("Reminder and more")
        await each.sees_nothing_of("Ben")
    await ana.taps("Reminder and more")
    await ana.sees(f"These let you know that they come: {shown_name('Ben')}.")
    await ben.taps("Take my name back")
    await ana.taps("Reminder and more")
    own = [each for each in await ana.looks() if each["only_you"]][-1]
    assert "Nobody has shown you a name" in own["text"]


async def test_the_proposer_reads_the_same_whether_others_come_or_not(
    scene: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    await proposes(ana)
    await ana.taps("Reminder and more")
    before = (await ana.looks())[-1]["text"]
    await ben.taps("I come")
    await chi.taps("I come")
    await ana.taps("Reminder and more")
    assert (await ana.looks())[-1]["text"] == before


async def test_when_all_places_are_taken_one_waits_and_moves_up_without_a_word_to_others(
    scene: Scene, ana: Person, ben: Person, chi: Person, dee: Person
) -> None:
    eli, fay = [await scene.person(name) for name in ("Eli", "Fay")]
    for each in (eli, fay):
        await scene.post(f"groups/{scene.circle}/join", person=each.id)
        await each.whispers("/start")
    await proposes(ana, *TABLE, *FOR_FOUR)
    for each in (ben, chi, dee, eli, fay):
        await each.taps("I come")
    await dee.sees("You have a place.")
    await eli.sees("All places are taken.")
    await fay.sees("All places are taken.")
    await ben.taps("I do not come, after all")
    await scene.passes(seconds=3)
    await eli.sees("A place has become free, and it is yours.", at=eli.id)
    await fay.sees_nothing_of("A place has become free", at=fay.id)
    for each in (ana, chi, fay):
        await each.sees_nothing_of("has become free")
    await chi.taps("I do not come, after all")
    await chi.taps("I come")
    await chi.sees("All places are taken.")
    await scene.passes(seconds=3)
    await fay.sees("A place has become free", at=fay.id)


async def test_somebody_who_leaves_the_group_gives_their_place_on(
    scene: Scene, ana: Person, ben: Person, chi: Person, dee: Person
) -> None:
    eli = await scene.person("Eli")
    await scene.post(f"groups/{scene.circle}/join", person=eli.id)
    await eli.whispers("/start")
    await proposes(ana, *TABLE, *FOR_FOUR)
    for each in (ben, chi, dee, eli):
        await each.taps("I come")
    await scene.post(f"groups/{scene.circle}/leave", person=ben.id)
    await scene.settled()
    await scene.passes(seconds=3)
    await eli.sees("A place has become free", at=eli.id)


async def test_a_reminder_comes_to_who_asked_in_their_own_zone_and_to_nobody_else(
    scene: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    await proposes(ana)
    await ben.taps("I come")
    await follows(ben, "Reminder and calendar, in private")
    await ben.taps("Remind me", at=ben.id)
    await chi.whispers("/start")
    await chi.taps("I come")
    await scene.passes(hours=32, minutes=4)
    await ben.sees_nothing_of("You asked for a reminder", at=ben.id)
    await scene.passes(minutes=2)
    letter = await ben.sees("You asked for a reminder. A call", at=ben.id)
    assert "18:00 (Europe/London)" in letter["text"]
    await chi.sees_nothing_of("You asked for a reminder", at=chi.id)


async def test_a_reminder_that_is_left_and_one_of_somebody_who_comes_no_more_stay_away(
    scene: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    await proposes(ana)
    for each in (ben, chi):
        await each.whispers("/start")
        await each.taps("I come")
        await each.taps("Remind me")
    await ben.taps("No reminder")
    await chi.taps("I do not come, after all")
    await scene.passes(hours=33)
    for each in (ben, chi):
        await each.sees_nothing_of("You asked for a reminder", at=each.id)


async def test_the_calendar_file_holds_time_and_place_and_no_name(
    scene: Scene, ana: Person, ben: Person
) -> None:
    await proposes(ana)
    await ben.taps("Reminder and more")
    await follows(ben, "Reminder and calendar, in private")
    await ben.taps("Calendar file", at=ben.id)
    sent = await ben.sees("kith.ics", at=ben.id)
    [event] = Calendar.from_ical(sent["file"]).walk("VEVENT")
    at = datetime(2026, 11, 24, 18, tzinfo=ZoneInfo("Europe/London")).timestamp()
    assert event.decoded("dtstart").timestamp() == at
    assert "Ana" not in sent["file"]


async def test_eating_at_home_needs_no_answer_and_has_its_word_at_the_hour(
    scene: Scene, ana: Person, ben: Person
) -> None:
    await proposes(ana, "What", "Eating at the same hour, each at home")
    post = await ben.sees("It needs no answer.")
    assert [each["label"] for row in post["buttons"] for each in row] == [
        "Reminder and more",
        "Signposts",
        "A/Я My language",
    ]
    await scene.passes(hours=33, minutes=6)
    await ben.sees("We eat now, each where we are.")


async def test_in_private_one_sees_what_is_planned_in_all_groups_and_what_one_comes_to(
    scene: Scene, ana: Person, ben: Person
) -> None:
    await ben.whispers("/gatherings")
    await ben.sees("Nothing is planned in your groups", at=ben.id)
    await proposes(ana)
    await ben.says("/gatherings", ephemeral=True)
    await ben.whispers("/gatherings")
    listed = await ben.sees("This is planned in your groups", at=ben.id)
    when, what = "Tuesday 24 November, 18:00 (Europe/London)", "\u2068Tuesday circle\u2069: A call"
    assert f"{when}\n{what}" in listed["text"]
    assert "Ana" not in listed["text"]
    await ben.whispers("/checkins")
    assert "A call" not in (await ben.looks(ben.id))[-1]["text"]
    await ben.taps("A call, Tuesday 24 November", at=ben.id)
    await ben.taps("I come", at=ben.id)
    await ben.whispers("/checkins")
    assert "A call" in (await ben.looks(ben.id))[-1]["text"]


async def test_foreign_and_old_buttons_change_nothing(
    scene: Scene, ana: Person, ben: Person
) -> None:
    await drafts(ana)
    screen = [each for each in await ana.looks() if each["only_you"]][-1]
    [data] = [b["data"] for row in screen["buttons"] for b in row if b["label"] == "Propose it"]
    await ana.taps("Leave it")
    await ana.sees("Nothing was proposed")
    await ben.says("/gatherings", ephemeral=True)
    mine = [each for each in await ben.looks() if each["only_you"]][-1]
    await ben.presses(scene.circle, mine, data=data)
    ben.hears("does not work any more")
    assert await left(scene) == (0, 0)


async def test_where_nothing_is_agreed_nothing_is_proposed(scene: Scene, ana: Person) -> None:
    scene.circle = await scene.group("Quiet", [ana], [ana], agreed=False)
    await scene.settled()
    await ana.says("/gatherings", ephemeral=True)
    await ana.sees("Kith has not been set up in this group")


async def test_a_double_tap_takes_one_place(scene: Scene, ana: Person, ben: Person) -> None:
    await proposes(ana)
    await ben.taps("I come")
    post = next(each for each in await ben.looks() if "Not coming needs no word" in each["text"])
    await ben.presses(scene.circle, post, label="I come")
    assert (await left(scene))[1] == 2


async def test_three_hundred_come_within_a_minute(scene: Scene, ana: Person) -> None:
    world = scene.sandbox.world
    there = world.groups()[0]
    crowd = [world.add_person(f"P{number}") for number in range(300)]
    for each in crowd:
        there.members[each.id] = each
    await proposes(ana, *TABLE, *FOR_FOUR)
    post = next(each for each in world.timeline(there) if "Not coming needs" in each.text)
    [data] = [b["callback_data"] for row in post.buttons() for b in row if b["text"] == "I come"]
    for each in crowd:
        clients.tap(world, each, post, data)
    async with asyncio.timeout(MINUTE):
        while world.updates.waiting(scene.sandbox.clock.now()):
            await asyncio.sleep(0)
    async with scene.kith.database.transaction() as tx:
        [gathering] = (await tx.execute(select(gatherings.c.id))).scalars()
        assert await stored.taken(tx, gathering) == 4
    assert await left(scene) == (1, 301)
