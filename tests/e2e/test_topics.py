"""Topics: a check-in waits while its topic is closed, and never stands in another one (A4)."""

import pytest
from sqlalchemy import update

from bot.demo import agree
from storage.schema import schedules
from tests.e2e.scene import Person, Scene

WAITS = "This check-in waits: its topic is closed."


@pytest.fixture
async def topic(scene: Scene, ana: Person, dee: Person) -> int:
    """The circle is a forum now; its check-in has a topic of its own."""
    made = await scene.post(
        "groups", title="Forum", members=[ana.id], admins=[dee.id], forum=["Check-ins", "Meals"]
    )
    scene.circle = made["id"]
    await agree(scene.kith, scene.circle, int(scene.sandbox.clock.now()))
    async with scene.kith.database.transaction() as tx:
        await tx.execute(update(schedules).where(schedules.c.id == 2).values(topic=_first(made)))
    return _first(made)


def _first(made: dict[str, list[dict[str, int]]]) -> int:
    return made["topics"][0]["id"]


async def happens(scene: Scene, what: str, topic: int) -> None:
    await scene.post(f"groups/{scene.circle}/{what}", topic=topic)
    await scene.settled()


def tried(scene: Scene) -> list[int | None]:
    """The topics into which Kith tried to post in the circle, also where it was refused."""
    calls = [each for each in scene.sandbox.ledger.calls if each["method"] == "sendMessage"]
    there = [each["params"] for each in calls if each["params"]["chat_id"] == scene.circle]
    return [each.get("message_thread_id") for each in there if "weather" in each["text"]]


async def test_a_closed_topic_lets_its_check_in_wait_and_everybody_may_know(
    scene: Scene, ana: Person, dee: Person, topic: int
) -> None:
    await happens(scene, "close_topic", topic)
    await scene.passes(hours=48)
    assert tried(scene) == []
    for each in (ana, dee):
        await each.says("/checkins", ephemeral=True)
        await each.sees(WAITS)


async def test_an_open_topic_goes_on_with_the_next_date(
    scene: Scene, ana: Person, topic: int
) -> None:
    await happens(scene, "close_topic", topic)
    await scene.passes(minutes=15)
    await happens(scene, "reopen_topic", topic)
    await scene.passes(minutes=15)
    assert tried(scene) == []
    await ana.says("/checkins", ephemeral=True)
    await ana.sees("Tuesday 24 November, 09:00")
    await scene.passes(hours=24)
    assert tried(scene) == [topic]


async def test_another_topic_changes_nothing(scene: Scene, topic: int) -> None:
    meals = max(scene.sandbox.world.group(scene.circle).topics)
    await happens(scene, "close_topic", meals)
    await scene.passes(minutes=6)
    assert tried(scene) == [topic]


async def test_a_post_that_was_due_waits_for_nothing(scene: Scene, topic: int) -> None:
    await scene.post("faults", method="sendMessage", kind="429", times=2)
    await scene.passes(minutes=5)
    before = len(tried(scene))
    await happens(scene, "close_topic", topic)
    await scene.passes(minutes=30)
    assert len(tried(scene)) == before


async def test_without_the_pause_kith_tries_the_closed_topic(scene: Scene, topic: int) -> None:
    """The switch: the pause is what keeps Kith out of a closed topic."""
    await happens(scene, "close_topic", topic)
    async with scene.kith.database.transaction() as tx:
        await tx.execute(update(schedules).values(paused_reason=None))
    await scene.passes(minutes=6)
    assert tried(scene)
    assert set(tried(scene)) == {topic}


async def test_a_deleted_topic_shows_when_something_is_posted(
    scene: Scene, ana: Person, topic: int
) -> None:
    """Telegram does not tell of it: its refusal does."""
    await happens(scene, "delete_topic", topic)
    await scene.passes(hours=48)
    assert tried(scene) == [topic]
    await ana.says("/checkins", ephemeral=True)
    await ana.sees(WAITS)
    await ana.sees_nothing_of("weather")


async def test_telegram_has_a_second_word_for_a_topic_that_is_gone(
    scene: Scene, ana: Person, topic: int
) -> None:
    said = {"kind": "400_topic_closed", "description": "Bad Request: TOPIC_DELETED"}
    await scene.post("faults", method="sendMessage", chat=scene.circle, times=1, **said)
    await scene.passes(hours=48)
    assert tried(scene) == [topic]
    await ana.says("/checkins", ephemeral=True)
    await ana.sees(WAITS)
