"""A group that becomes a supergroup loses nothing and hears nothing twice, at whatever point (I19).

Belongs here: the points, and each defence turned off. May not enter: the morning of a group
(`moving`), what must hold (`moved`).
"""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.e2e.scene import Scene
from tests.torture.moved import mornings, rows, silent, wrong
from tests.torture.moving import Moving, afterwards, begin, morning, next_day, point, stage, struck
from tests.torture.results import Results

BESIDE = 25
"""Groups that one life has, one after the other."""
ALIAS, NUMBER, HELLO = 21, 21, 24
"""Seeds whose move meets the defence."""


async def test_a_group_that_moves_loses_nothing_and_hears_nothing_twice(
    tmp_path: Path, dose: Callable[[int, int], int], results: Results
) -> None:
    points = dose(8, 300)
    found: dict[int, list[str]] = {}
    taps = 0
    for first in range(0, points, BESIDE):
        async with stage(tmp_path / str(first)) as scene:
            for seed in range(first, min(points, first + BESIDE)):
                moving, said = await lived(scene, seed)
                taps += len(moving.words) + moving.came
                if said:
                    found[seed] = said
    assert not found, "\n".join(f"{seed}: {said}" for seed, said in found.items())
    what = f"{points} groups become supergroups at random points, three posts and {taps} taps about"
    results.say("I19 moves", what, "0 lost, 0 twice, every button acts or says why not", 0)


async def lived(scene: Scene, seed: int) -> tuple[Moving, list[str]]:
    """A group's two days with a move at the seed's point, and what was wrong with them."""
    others = await rows(scene)
    moving = await begin(scene, seed)
    before = {key: row for key, row in (await rows(scene)).items() if key not in others}
    event, nth = point(Random(seed))
    async with struck(moving, event, nth):
        await morning(moving)
    await afterwards(moving)
    said = await wrong(moving, before)
    said += await silent(moving, scene.people["Chi"])
    moving.refused.clear()
    await next_day(moving)
    said += [*moving.refused, *mornings(moving)]
    return moving, [f"{event}: {each}" for each in said]


# Each defence turned off


async def seen_wrong(folder: Path, seed: int) -> str:
    """What is wrong with that seed's group."""
    async with stage(folder) as scene:
        return "; ".join((await lived(scene, seed))[1])


async def test_without_the_old_id_taps_are_lost_and_it_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def nothing(*_: object) -> None:
        pass

    monkeypatch.setattr("storage.groups._keep_alias", nothing)
    said = await seen_wrong(tmp_path, ALIAS)
    assert "does not work any more" in said
    assert "is not kept" in said


async def test_where_old_numbers_counted_another_message_is_changed_and_it_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.outbox._number", lambda _, number: number)
    assert "an edit hits" in await seen_wrong(tmp_path, NUMBER)


async def test_where_kith_did_not_wait_it_says_hello_again_and_it_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.groups.MOVING", 0)
    assert "Hello. I am Kith" in await seen_wrong(tmp_path, HELLO)
