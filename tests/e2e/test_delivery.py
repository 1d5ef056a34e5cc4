"""Posting while the network, the clock or Telegram is not as it should be (I2, I3, I4)."""

from pathlib import Path

import pytest

from bot.delivery.outbox import CLAIM_LIFE
from domain.checkins import LATENESS
from storage import outbox
from tests.e2e.scene import Person, Scene, opened

POSTING = "sendMessage"


async def state(scene: Scene, checkin: int = 1) -> str:
    """What the outbox says of a check-in."""
    async with scene.kith.database.transaction() as tx:
        post = await outbox.by_object(tx, "checkin", checkin)
    assert post
    return post.state


async def posts(person: Person) -> int:
    """How many check-ins stand in the circle."""
    return len([each for each in await person.looks() if "weather" in each["text"]])


@pytest.mark.parametrize("kind", ["502_after", "502"])
async def test_what_may_have_arrived_is_never_posted_again(
    scene: Scene, ana: Person, dee: Person, kind: str
) -> None:
    await scene.post("faults", method=POSTING, kind=kind, times=1)
    await scene.passes(hours=1)
    assert await posts(ana) == (1 if kind == "502_after" else 0)
    assert await state(scene) == "unknown"
    await dee.says("/checkins", ephemeral=True)
    await dee.sees("The one of Monday 23 November may not have appeared.")
    await ana.says("/checkins", ephemeral=True)
    await ana.sees_nothing_of("may not have appeared")


async def test_the_first_tap_proves_that_a_post_arrived(
    scene: Scene, ana: Person, dee: Person
) -> None:
    await scene.post("faults", method=POSTING, kind="502_after", times=1)
    await scene.passes(minutes=6)
    await ana.taps("Windy")
    assert await state(scene) == "sent"
    await dee.says("/checkins", ephemeral=True)
    await dee.sees_nothing_of("may not have appeared")


async def test_a_flooded_group_waits_and_the_others_do_not(scene: Scene, ana: Person) -> None:
    other = await scene.group("Other circle", [ana], [])
    await scene.post(
        "faults", method=POSTING, kind="429", chat=scene.circle, times=1, retry_after=30
    )
    await scene.passes(minutes=5)
    await ana.sees("weather", at=other)
    assert await posts(ana) == 0
    await scene.passes(seconds=20)
    assert await posts(ana) == 0
    await scene.passes(seconds=11)
    assert await posts(ana) == 1


async def test_a_flood_that_lasts_ends_in_a_miss_that_stewards_see(
    scene: Scene, ana: Person, dee: Person
) -> None:
    flood = {"kind": "429", "chat": scene.circle, "times": 1, "retry_after": LATENESS + 60}
    await scene.post("faults", method=POSTING, **flood)
    await scene.passes(hours=2)
    assert await posts(ana) == 0
    assert await state(scene) == "missed"
    await dee.says("/checkins", ephemeral=True)
    await dee.sees("may not have appeared")


async def test_a_claim_of_a_process_that_died_is_in_doubt_and_never_posted_again(
    scene: Scene, ana: Person
) -> None:
    scene.sandbox.clock.advance(301)
    await scene.kith.tick.run()
    async with scene.kith.database.transaction() as tx:
        [row] = await outbox.waiting(tx, int(scene.sandbox.clock.now()), 9)
        assert await outbox.claim(tx, row.id, int(scene.sandbox.clock.now()))
    await scene.passes(seconds=CLAIM_LIFE + 1)
    assert await state(scene) == "unknown"
    assert await posts(ana) == 0


async def test_a_chat_that_hangs_delays_nobody(scene: Scene, ana: Person) -> None:
    other = await scene.group("Other circle", [ana], [])
    await scene.post("faults", method=POSTING, kind="hang", chat=scene.circle, times=1)
    scene.sandbox.clock.advance(301)
    await scene.kith.tick.run()
    await scene.kith.outbox.deliver_due()
    await ana.sees("weather", at=other)


async def test_a_clock_that_telegram_does_not_share_stops_everything_until_it_does(
    tmp_path: Path,
) -> None:
    wrong_by = 1800.0  # less than a post may be late: only the wrong clock keeps it back
    async with opened(tmp_path, clock_off_by=lambda: wrong_by) as scene:
        ana = await scene.person("Ana")
        scene.circle = await scene.group("Circle", [ana], [ana])
        await scene.passes(minutes=4)
        assert await posts(ana) == 0
        wrong_by = 0.0
        await ana.whispers("hello")  # any answer of Telegram's brings its time
        await scene.passes(minutes=4)
        assert await posts(ana) == 1


async def test_a_group_that_threw_kith_out_unseen_is_suspended(scene: Scene, ana: Person) -> None:
    """The update that says so may have been lost in a long outage; the refusal tells it, too."""
    await scene.post("faults", method=POSTING, kind="403_kicked", times=1)
    await scene.passes(minutes=6)
    assert await state(scene) == "dead"
    await scene.passes(hours=24)
    assert await posts(ana) == 0
