"""Stewards of one group touch nothing of another, whatever anybody taps (I9)."""

from collections.abc import Callable
from pathlib import Path

import pytest

from handlers.rights import Rights
from tests.torture.borders import opened
from tests.torture.results import Results

SEED = 60


async def tried(folder: Path, acts: int) -> tuple[list[str], int]:
    """So many acts; what crossed a border, and how often something that is set was changed."""
    async with opened(folder, SEED) as borders:
        for _ in range(acts):
            await borders.act()
            if borders.crossed:
                break
        return borders.crossed, borders.made


async def test_nobody_reaches_over_a_border(
    tmp_path: Path, dose: Callable[[int, int], int], results: Results
) -> None:
    acts = dose(2_400, 50_000)
    crossed, made = await tried(tmp_path, acts)
    assert crossed == []
    assert made >= acts // 600, "too little was changed for this to say something"
    results.say("I9", f"{acts} random acts in three groups, {made} changes", "0 crossed", SEED)


async def test_without_the_test_for_stewards_members_would_set_things(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Rights, "is_steward", lambda *_: True)
    monkeypatch.setattr(Rights, "require_steward", lambda *_: None)
    crossed, _ = await tried(tmp_path, 1_200)
    assert crossed


async def test_without_the_test_for_buttons_those_of_others_would_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def anybody(*_: object) -> None:
        """No test at all."""

    monkeypatch.setattr("handlers.routing.authorise", anybody)
    crossed, _ = await tried(tmp_path, 1_200)
    assert crossed
