"""A group becomes a supergroup while something is under way (A5): what is easy to get wrong then.

Belongs here: one case each. May not enter: any point of a move by chance (`tests/torture`).
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest

from sandbox.faults import SLOW
from storage.schema import groups as groups_table
from tests.e2e.gatherings.planning import KIND, proposes
from tests.e2e.gatherings.test_speaking import SPEAK, speaks
from tests.e2e.scene import Person, Scene
from tests.e2e.test_groups import happens, sends, stored, weather_posts


async def moves(scene: Scene, told: Sequence[str] = ("to", "from")) -> int:
    """The circle becomes a supergroup; answers its old id."""
    old = scene.circle
    scene.circle = (await happens(scene, "migrate", told=list(told)))["id"]
    return old


def edits(scene: Scene) -> list[dict[str, Any]]:
    """Every attempt to change a message of the circle as it is now."""
    calls = [each for each in scene.sandbox.ledger.calls if each["method"] == "editMessageText"]
    return [each["params"] for each in calls if each["params"]["chat_id"] == scene.circle]


@asynccontextmanager
async def under_way(scene: Scene) -> AsyncIterator[None]:
    """At nine the check-in stands in the circle, and its sender knows only after the block."""
    await scene.post("faults", method="sendMessage", kind=SLOW, times=1)
    passing = asyncio.create_task(scene.passes(minutes=6))
    while not weather_posts(scene):
        await asyncio.sleep(0)
    yield
    scene.sandbox.faults.clear()
    await passing


# What stands in the old chat is never taken for a message of the new one


async def test_a_post_that_was_under_way_is_not_edited_in_the_new_chat(
    scene: Scene, ana: Person
) -> None:
    async with under_way(scene):
        old = await moves(scene)
        await ana.taps("Windy", at=old)
        ana.hears("Windy")
    await scene.passes(hours=14)
    assert weather_posts(scene) == [old]
    assert edits(scene) == []


async def test_a_tap_in_the_old_chat_is_no_sight_of_a_message_in_the_new_one(
    scene: Scene, ana: Person
) -> None:
    await scene.post("faults", method="sendMessage", kind="502_after", times=1)
    await scene.passes(minutes=6)
    old = await moves(scene)
    await ana.taps("Windy", at=old)
    await scene.passes(hours=14)
    assert edits(scene) == []


async def test_what_cannot_be_taken_away_any_more_is_left_alone(
    scene: Scene, ana: Person, ben: Person
) -> None:
    await proposes(ana)
    await scene.passes(hours=33, minutes=6)
    await ben.taps(SPEAK)
    await scene.passes(seconds=3)
    await scene.post("faults", method="deleteMessage", kind="429", times=1, retry_after=30)
    await ana.taps(SPEAK)
    await ben.taps("My turn is over")
    await scene.passes(seconds=3)
    await moves(scene)
    before = len(scene.sandbox.ledger.calls)
    for _ in range(30):
        await scene.passes(seconds=10)
    since = [each["method"] for each in scene.sandbox.ledger.calls[before:]]
    assert since.count("deleteMessage") == 2  # one for each word that stood there


# Everybody hears what there is to hear, once


async def test_what_is_called_off_after_the_move_is_told(
    scene: Scene, ana: Person, ben: Person
) -> None:
    await proposes(ana, *KIND["walk"])
    old = await moves(scene)
    await ana.whispers("/start")
    await ana.taps("Reminder and more", at=old)
    await ana.taps("Call it off", at=ana.id)
    await ana.taps("Call it off", at=ana.id)
    await scene.passes(seconds=5)
    await ben.sees("this does not take place")


@pytest.mark.parametrize("told", [("joined", "from"), ("joined", "to", "left")])
async def test_kith_does_not_introduce_itself_again(
    scene: Scene, ana: Person, told: tuple[str, ...]
) -> None:
    old = await moves(scene, told[:1])
    await scene.passes(seconds=1)
    await scene.post(f"groups/{old}/tell_of_move", told=list(told[1:]))
    await scene.settled()
    await scene.passes(minutes=10)
    await ana.sees_nothing_of("I am Kith, a program")
    assert weather_posts(scene) == [scene.circle]
    assert await stored(scene, groups_table.c.chat_id) == [scene.circle]


async def test_of_two_turns_at_once_only_the_last_word_stands(
    scene: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    """The word about Ben is under way when Chi's turn comes: it goes again (M5)."""
    await proposes(ana)
    await scene.passes(hours=33, minutes=6)
    await scene.post("faults", method="sendMessage", kind=SLOW, times=1)
    await ben.taps(SPEAK)
    passing = asyncio.create_task(scene.passes(seconds=2))
    while not any(speaks(ben) in each.get("text", "") for each in scene.sandbox.ledger.delivered):
        await asyncio.sleep(0)
    await chi.taps(SPEAK)
    await ben.taps("My turn is over")
    scene.sandbox.faults.clear()
    await passing
    for _ in range(3):
        await scene.passes(seconds=2)
    await ana.sees(speaks(chi))
    await ana.sees_nothing_of(speaks(ben))


# Stewards


async def test_a_button_for_stewards_in_the_old_chat_asks_who_they_are_in_the_new_one(
    scene: Scene, dee: Person
) -> None:
    await scene.passes(minutes=6)
    await dee.whispers("/start")
    await dee.taps("Signposts")
    await dee.taps("Other topics")
    old = await moves(scene)
    await dee.taps("Local lines (stewards)", at=old)
    await dee.sees("The group's own lines", at=dee.id)


async def test_where_nothing_told_of_the_move_a_steward_s_tap_finds_it_out(
    scene: Scene, dee: Person
) -> None:
    await dee.says("/checkins", ephemeral=True)
    old = await moves(scene, ())
    await dee.taps("Leave the next one out", at=old)
    dee.hears("Nothing was changed")
    assert await stored(scene, groups_table.c.chat_id) == [scene.circle]
    await dee.whispers("/start")
    await dee.taps("Leave the next one out", at=old)
    await scene.passes(hours=10)
    assert weather_posts(scene) == []
    assert sends(scene)
