"""A month of three groups for each seed: no tap lost, no post twice, no false status (I1 to I4).

Belongs here: how many seeds, and that the simulator finds what it should. May not enter: the month.
A seed that fails is named in the message; `python -m tests.simulator SEED` plays it again.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog

from bot.intake.turn import Turn
from bot.operate.logs import set_up
from domain.delivery import Fault
from tests.simulator.__main__ import one
from tests.simulator.verdict import arrived, wrong
from tests.torture.results import Results

SHORT, LONG = (10, 10), (10_000, 30)
"""How many seeds, and how many days of each."""
FOUND: tuple[int, ...] = ()
"""Seeds that found something once; they are played in every run."""


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Logs at the level of a host; a month has many lines."""
    set_up("CRITICAL")
    yield
    structlog.reset_defaults()


def test_no_seed_breaks_a_promise(
    tmp_path: Path, dose: Callable[[int, int], int], results: Results
) -> None:
    many, days = dose(SHORT[0], LONG[0]), dose(SHORT[1], LONG[1])
    seeds = [*FOUND, *range(many)]
    deaths = failures = posts = 0
    broken: dict[int, list[str]] = {}
    for seed in seeds:
        month = one(tmp_path, seed, days)
        deaths, failures = deaths + month.fate.deaths, failures + month.fate.failures
        posts += sum(arrived(month).values())
        if found := wrong(month):
            broken[seed] = found
        (tmp_path / f"{seed}.db").unlink()
    assert not broken, f"python -m tests.simulator {' '.join(map(str, broken))}: {broken}"
    assert deaths > len(seeds)
    assert failures > len(seeds)
    results.say(
        "I1 to I4 simulator",
        f"{len(seeds)} × {days} days of three groups, {deaths} deaths, {failures} disk failures",
        f"0 taps lost, 0 of {posts} posts twice, 0 states wrong",
    )


def test_a_seed_tells_the_same_story_each_time(tmp_path: Path) -> None:
    stories = []
    for name in ("one", "again"):
        (tmp_path / name).mkdir()
        month = one(tmp_path / name, 3, 5)
        stories.append((month.told, month.sandbox.ledger.delivered, month.clock.now()))
    assert stories[0] == stories[1]


def test_without_doubt_it_finds_the_post_that_came_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.outbox.fault_of", lambda _: Fault.NOT_SENT)
    assert any("times" in each for seed in range(3) for each in wrong(one(tmp_path, seed, 10)))


def test_it_finds_who_speaks_before_the_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    carry = Turn._carry

    async def hasty(turn: Turn, run: Any) -> None:
        await carry(turn, run)
        await turn._speaker.speak(run)

    monkeypatch.setattr(Turn, "_carry", hasty)
    assert any("is kept" in each for seed in range(4) for each in wrong(one(tmp_path, seed, 10)))
