"""Gatherings that are over, called off, come again, or lie in an hour that comes twice (F1)."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from handlers import leaving
from storage.schema import gatherings
from tests.e2e.gatherings.planning import KIND, drafts, follows, left, proposes
from tests.e2e.scene import Person, Scene

WALK = KIND["walk"]


async def test_when_it_is_over_nothing_is_left_of_who_came(
    scene: Scene, ana: Person, ben: Person
) -> None:
    await proposes(ana, *WALK)
    await ben.taps("I come")
    await ben.taps("They may see my name")
    assert await left(scene) == (1, 2)
    await scene.passes(hours=35)
    assert (await left(scene))[1] == 0
    await ben.sees("A walk: this is over. Nothing is kept of who came.")
    await scene.passes(hours=26)
    assert await left(scene) == (0, 0)


async def test_called_off_it_says_so_where_it_would_be_looked_for(
    scene: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    await ben.whispers("/start")
    await proposes(ana, *WALK)
    await ben.taps("I come")
    await ana.taps("Reminder and more")
    await ana.taps("Call it off")
    await ana.sees("Call it off? The group reads")
    await ana.taps("Call it off")
    await scene.passes(seconds=5)
    await scene.passes(seconds=5)
    off = await chi.sees("this does not take place. No reason was asked.")
    assert "Ana" not in off["text"]
    await ben.sees("this does not take place", at=ben.id)
    await chi.sees_nothing_of("Not coming needs no word")


async def test_a_steward_can_call_it_off_and_another_member_cannot(
    scene: Scene, ana: Person, ben: Person, dee: Person
) -> None:
    await proposes(ana)
    await ben.taps("Reminder and more")
    own = [each for each in await ben.looks() if each["only_you"]][-1]
    assert "Call it off" not in [each["label"] for row in own["buttons"] for each in row]
    await dee.taps("Reminder and more")
    await dee.taps("Call it off")
    await dee.taps("Call it off")
    await scene.passes(seconds=3)
    await ben.sees("this does not take place")


async def test_who_leaves_takes_what_they_proposed_along(
    scene: Scene, ana: Person, ben: Person
) -> None:
    await drafts(ana, *WALK)
    await follows(ana, "Where, or a link")
    await ana.whispers("At my door, 4 Mill Lane")
    await ana.taps("Propose it", at=ana.id)
    await scene.passes(seconds=2)
    await ben.taps("I come")
    await scene.post(f"groups/{scene.circle}/leave", person=ana.id)
    await scene.settled()
    await scene.passes(seconds=5)
    await scene.passes(seconds=5)
    await ben.sees("this does not take place")
    post = [each for each in await ben.looks() if not each["only_you"]]
    assert not [each for each in post if "Mill Lane" in each["text"]]


@pytest.mark.parametrize("prepared", [True, False], ids=["as it is", "without the look before"])
async def test_who_is_erased_takes_their_words_along_at_once(
    scene: Scene, ana: Person, ben: Person, monkeypatch: pytest.MonkeyPatch, prepared: bool
) -> None:
    await drafts(ana, *WALK)
    await follows(ana, "Where, or a link")
    await ana.whispers("At my door, 4 Mill Lane")
    await ana.taps("Propose it", at=ana.id)
    await scene.passes(seconds=2)
    if not prepared:
        monkeypatch.setattr("handlers.me.data.BEFORE_ERASING", leaving.BEFORE_ERASING[:1])
    for label in ("My data", "Erase me", "Erase me now"):
        if label == "My data":
            await ana.whispers("/me")
        await ana.taps(label, at=ana.id)
    async with scene.kith.database.transaction() as tx:
        places = list((await tx.execute(select(gatherings.c.place))).scalars())
    assert (places == [None]) is prepared
    await scene.passes(seconds=5)
    await scene.passes(seconds=5)
    await ben.sees("this does not take place")


async def test_only_so_many_of_one_member_stand_at_a_time(scene: Scene, ana: Person) -> None:
    for _ in range(3):
        await proposes(ana)
    await drafts(ana)
    await ana.taps("Propose it")
    ana.hears("3 of yours are before the group already")


async def test_what_has_passed_is_not_proposed(scene: Scene, ana: Person) -> None:
    await drafts(ana, "Which day", "Mon 23 Nov", "What time", "08:00")
    await ana.taps("Propose it")
    ana.hears("has passed")
    await ana.sees_nothing_of("Not coming needs no word")


async def test_a_series_comes_again_and_a_hold_leaves_its_post_out(
    scene: Scene, ana: Person, ben: Person
) -> None:
    await proposes(ana, "Once")
    await ben.sees("Each week, for twelve weeks")
    await scene.days_pass(3)
    await ben.sees("A call: this is over.")
    await ben.sees_nothing_of("Tuesday 1 December")
    await scene.days_pass(3)
    await ben.sees("Tuesday 1 December, 18:00 (Europe/London)")
    await scene.days_pass(4)
    await ben.says("/hold", ephemeral=True)
    await ben.taps("72 hours")
    await scene.days_pass(4)
    await ben.sees_nothing_of("Tuesday 8 December, 18:00 (Europe/London)\n")
    await ben.says("/gatherings", ephemeral=True)
    await ben.taps("A call, Tuesday 8 December")
    await ben.sees("Tuesday 8 December, 18:00")


async def test_what_is_proposed_at_night_waits_for_the_morning(
    scene: Scene, ana: Person, ben: Person, dee: Person
) -> None:
    await dee.says("/checkins", ephemeral=True)
    for label in ("All check-ins", "Quiet hours", "22:00 to 07:00"):
        await dee.taps(label)
    await scene.passes(hours=14)
    await proposes(ana, "Which day", "Wed 25 Nov")
    await ben.sees_nothing_of("Not coming needs no word")
    await scene.passes(hours=10)
    await ben.sees("Not coming needs no word")


async def test_where_holds_did_not_count_the_series_would_be_posted(
    scene: Scene, ana: Person, ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rule turned off."""

    async def never(*_: object) -> None:
        """Nothing is held."""

    monkeypatch.setattr("handlers.gatherings.posts.holds.until", never)
    await proposes(ana, "Once")
    await scene.days_pass(10)
    await ben.says("/hold", ephemeral=True)
    await ben.taps("72 hours")
    await scene.days_pass(4)
    await ben.sees("Tuesday 8 December, 18:00 (Europe/London)\n")


async def test_where_quiet_hours_did_not_count_it_would_stand_there_at_night(
    scene: Scene, ana: Person, ben: Person, dee: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rule turned off."""
    monkeypatch.setattr("domain.gatherings.after_quiet", lambda now, *_: now)
    await dee.says("/checkins", ephemeral=True)
    for label in ("All check-ins", "Quiet hours", "22:00 to 07:00"):
        await dee.taps(label)
    await scene.passes(hours=14)
    await proposes(ana, "Which day", "Wed 25 Nov")
    await ben.sees("Not coming needs no word")


async def test_in_an_hour_that_comes_twice_it_is_the_first_one(
    scene: Scene, ana: Person, ben: Person
) -> None:
    scene.sandbox.clock.set(
        datetime(2027, 10, 25, 12, tzinfo=ZoneInfo("Europe/London")).timestamp()
    )
    await scene.kith.catch_up()
    await drafts(ana, "Which day", "Sun 31 Oct", "What time", "01:00", "What time", "01:30")
    await ana.sees("this time comes twice. This is the first one.")
    await ana.taps("Propose it")
    await scene.passes(seconds=2)
    post = await ben.sees("Sunday 31 October, 01:30 (Europe/London)")
    assert "comes twice" in post["text"]
    summer = datetime(2027, 10, 31, 0, 30, tzinfo=UTC).timestamp()
    assert post["times"][0]["unix_time"] == summer
    scene.sandbox.clock.set(summer - 60)
    await scene.kith.catch_up()
    await scene.passes(hours=2)
    begun = [each for each in await ben.looks() if "The call begins now" in each["text"]]
    assert [each["at"] for each in begun] == [summer]


async def test_looking_back_together_takes_three(
    scene: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    await proposes(ana, "What", "Looking back together")
    await ben.taps("I come")
    await ben.sees("As it stands, fewer than three come.")
    await chi.taps("I come")
    await ben.taps("Reminder and more")
    await ben.sees("It takes place: three or more come")


async def test_after_the_group_has_moved_the_post_still_takes_taps(
    scene: Scene, ana: Person, ben: Person
) -> None:
    await proposes(ana)
    old = scene.circle
    scene.circle = (await scene.post(f"groups/{scene.circle}/migrate"))["id"]
    await scene.settled()
    await ben.taps("I come", at=old)
    assert (await left(scene))[1] == 2


async def test_a_tap_that_comes_again_after_its_person_left_makes_nobody_come(
    scene: Scene, ana: Person, ben: Person
) -> None:
    await proposes(ana)
    await scene.goes_deaf()
    post = await ben.sees("Not coming needs no word")
    body = {"from": ben.id, "chat": scene.circle, "message_id": post["message_id"]}
    await scene.post("press", **body, label="I come", wait=0)
    waiting = scene.sandbox.world.updates.take(100, scene.sandbox.clock.now())
    tap = [each.shape() for each in waiting][-1]
    await scene.kith.turn.take([tap])
    assert (await left(scene))[1] == 2
    await scene.post(f"groups/{scene.circle}/leave", person=ben.id)
    waiting = scene.sandbox.world.updates.take(100, scene.sandbox.clock.now())
    await scene.kith.turn.take([[each.shape() for each in waiting][-1]])
    await scene.kith.turn.take([tap])
    assert (await left(scene))[1] == 1


async def test_what_one_proposes_is_in_the_copy_of_ones_data(scene: Scene, ana: Person) -> None:
    await drafts(ana, *WALK)
    await follows(ana, "Where, or a link")
    await ana.whispers("The gate of the park")
    await ana.taps("Propose it", at=ana.id)
    await ana.whispers("/me")
    await ana.taps("My data", at=ana.id)
    await ana.taps("A copy for me", at=ana.id)
    for name in ("kith.json", "kith.html"):
        assert "The gate of the park" in (await ana.sees(name, at=ana.id))["file"]
