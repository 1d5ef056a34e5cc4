"""Forged, stale and foreign buttons change nothing, and all hear the same (I10).

Belongs here: what can be done to a button's data. May not enter: rights (test_borders).
"""

import sqlite3
import string
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest
from structlog.testing import capture_logs

from sandbox import clients
from sandbox.messages import Message
from tests.e2e.scene import Scene, opened
from tests.e2e.test_turn import answered, pending
from tests.torture.results import Results

SEED = 10
SIGNS = string.ascii_letters + string.digits + "-_"
AT_ONCE = 100


def forged(data: str, rng: Random) -> str:
    """Another button's data, or none's at all."""
    place = rng.randrange(len(data))
    match rng.randrange(5):
        case 0:
            return data[:place] + rng.choice(SIGNS) + data[place + 1 :]
        case 1:
            return data[:place] or "-"
        case 2:
            return (data + "".join(rng.choices(SIGNS, k=1 + place)))[:64]
        case 3:
            return "".join(rng.sample(data, len(data)))
        case _:
            return "".join(rng.choices(SIGNS, k=len(data)))


def kept(folder: Path) -> list[str]:
    """All that is stored, but for the numbers of updates."""
    with closing(sqlite3.connect(folder / "kith.db")) as database:
        lines = list(database.iterdump())
    return [line for line in lines if not line.startswith('INSERT INTO "updates"')]


async def tried(folder: Path, count: int) -> tuple[set[str], bool, list[Any]]:
    """So many taps: what was heard, whether anything changed, and which handlers failed."""
    rng = Random(SEED)
    async with opened(folder) as scene:
        ana = await scene.person("Ana")
        scene.circle = await scene.group("Circle", [ana], [])
        other = await scene.group("Other circle", [ana], [])
        await scene.passes(minutes=6)
        await scene.goes_deaf()
        there = (await ana.sees("weather", at=other))["buttons"][0][0]["data"]
        before, said = kept(folder), len(answered(scene))
        with capture_logs() as logs:
            for _ in range(count // AT_ONCE):
                await _taps(scene, ana.id, [there, *_data(scene, rng)])
        heard = answered(scene)[said:]
        assert len(heard) == count // AT_ONCE * AT_ONCE
        failed = [each for each in logs if each["event"] == "turn.failed"]
        return set(heard), kept(folder) != before, failed


def standing(scene: Scene) -> Message:
    """The check-in that takes taps."""
    world = scene.sandbox.world
    return next(each for each in world.timeline(world.group(scene.circle)) if each.markup)


def _data(scene: Scene, rng: Random) -> list[str]:
    post = standing(scene)
    own = [each["callback_data"] for row in post.buttons() for each in row]
    own = [each for each in own if "!" not in each]  # those of the signposts keep nothing
    made = [forged(rng.choice(own), rng) for _ in range(AT_ONCE - 1)]
    return [each if each not in own else each[::-1] for each in made]


async def _taps(scene: Scene, person: int, data: list[str]) -> None:
    world = scene.sandbox.world
    post = standing(scene)
    for each in data:
        clients.tap(world, world.people[person], post, each)
    await scene.kith.turn.take(pending(scene)[-len(data) :])
    await scene.kith.turn.finish()
    world.updates.confirm(pending(scene)[-1]["update_id"] + 1)


async def test_forged_buttons_change_nothing_and_all_hear_the_same(
    tmp_path: Path, dose: Callable[[int, int], int], results: Results
) -> None:
    count = dose(300, 10_000)
    heard, changed, failed = await tried(tmp_path, count)
    assert len(heard) == 1
    assert "does not work any more" in heard.pop()
    assert not changed
    assert failed == []
    results.say("I10", f"{count} forged and foreign buttons", "0 changes, one answer", SEED)


async def test_without_authorisation_a_foreign_button_would_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def anybody(*_: object) -> None:
        """No test at all."""

    monkeypatch.setattr("handlers.routing.authorise", anybody)
    heard, changed, _ = await tried(tmp_path, 100)
    assert changed
    assert len(heard) > 1
