"""SIGTERM under load: an end in order, in under ten seconds, with nothing lost (I16)."""

from collections.abc import Callable
from pathlib import Path
from random import Random

from sandbox.faults import Fault
from tests.torture.bench import opened
from tests.torture.results import Results

SEED = 16
TAPS, POSTS = 40, 8
"""What waits when each life begins."""
MOST = 60
"""Calls to Telegram after which a life is asked to stop, at most."""


async def test_sigterm_ends_in_order_and_loses_nothing(
    tmp_path: Path, dose: Callable[[int, int], int], results: Results
) -> None:
    lives, rng = dose(5, 200), Random(SEED)
    slowest = 0.0
    async with opened(tmp_path, SEED) as bench:
        await bench.prepare(circles=5, members=20)
        for _ in range(lives):
            bench.tap(TAPS)
            await bench.make_due(POSTS)
            seconds, code, claimed = await bench.live_until_stopped(rng.randint(3, MOST))
            assert (code, claimed) == (0, 0)
            slowest = max(slowest, seconds)
        await bench.live_until_done()
        kept, posts = await bench.kept(), bench.posts()
    assert slowest < 10
    assert kept == bench.taps
    assert {posts[chat] for chat in bench.posted_to} == {1}
    result = f"0 lost, 0 twice, slowest {slowest:.1f} s"
    results.say("I16 SIGTERM", f"{lives} times under load", result, SEED)


async def test_what_hangs_does_not_hold_up_the_end(tmp_path: Path) -> None:
    async with opened(tmp_path, SEED) as bench:
        await bench.prepare(circles=1, members=5)
        bench.tap(TAPS)
        await bench.make_due(1)
        for method in ("sendMessage", "answerCallbackQuery"):
            bench.sandbox.faults.plan(Fault(method=method, kind="hang", rate=1.0))
        seconds, code, claimed = await bench.live_until_stopped(1, "sendMessage")
        bench.sandbox.faults.clear()
        await bench.live_until_done()
        kept = await bench.kept()
    assert 1 < seconds < 10
    assert (code, claimed) == (0, 1)  # it may be there or not, and says so
    assert kept == bench.taps
