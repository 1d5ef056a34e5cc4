"""Silent death is noticed: the process recovers or leaves within its time (I17).

The network is real, the clock is moved by hand: a second of it passes in a moment.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.app import Kith, open_kith
from bot.demo import BEGIN
from bot.intake.polling import REFUSED_LIFE, Poller, TokenRefused
from bot.intake.watchdog import LEAVE, LOOK, SilentDeath, Watchdog
from sandbox.clock import Clock
from sandbox.faults import Fault
from sandbox.server import serve
from sandbox.stage import Sandbox
from tests.e2e.test_intake import Hand
from tests.torture.results import Results

EVER = 10_000
"""So many polls fail that none succeeds."""
LIMIT = 900.0
"""Seconds after which a life counts as deaf for ever."""
MOMENT = 0.02
"""Real seconds in which an answer of the sandbox arrives."""

KINDS = [
    ("half_open", 1, "hears again", LEAVE),
    ("hang", 1, "hears again", LEAVE),
    ("401", 3, "hears again", LEAVE),
    ("half_open", EVER, "SilentDeath", LEAVE + LOOK),
    ("reset", EVER, "SilentDeath", LEAVE + LOOK),
    ("401", EVER, "TokenRefused", REFUSED_LIFE + 60),
    ("404", EVER, "TokenRefused", REFUSED_LIFE + 60),
]
"""What fails, how often, what comes of it, and within how many seconds."""


class Life:
    """A poller and its watchdog, on a clock that the test moves."""

    def __init__(self, kith: Kith) -> None:
        self.now = 0.0
        self._poller = Poller(kith.wire, kith.turn, kith.signposts, kith.stopping, lambda: self.now)
        self._watchdog = Watchdog(self._poller, kith.wire, kith.stopping, lambda: self.now)

    async def lived(self) -> str:
        """Live until something is heard, or the process would leave; what came of it."""
        poll: asyncio.Task[float] | None = None
        next_at = 0.0
        try:
            while self.now < LIMIT:
                if poll is None and self.now >= next_at:
                    poll = asyncio.create_task(self._poller.poll())
                if poll is not None and (await asyncio.wait({poll}, timeout=MOMENT))[0]:
                    pause, poll = poll.result(), None
                    if not pause:
                        return "hears again"
                    next_at = self.now + pause
                self.now += LOOK
                await self._watchdog.look()
        except (SilentDeath, TokenRefused) as left:
            return type(left).__name__
        finally:
            if poll is not None:
                poll.cancel()
        return "deaf for ever"


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[tuple[Sandbox, Kith]]:
    """A sandbox on a socket, and Kith with the means to ask it."""
    sandbox = Sandbox(Clock(BEGIN))
    async with (
        serve(sandbox) as address,
        open_kith(
            token=sandbox.token,
            api=address,
            database_url=f"sqlite+aiosqlite:///{folder / 'kith.db'}",
            key_file=folder / "kith.key",
            clock=sandbox.clock,
        ) as kith,
    ):
        yield sandbox, kith


@pytest.fixture(autouse=True)
def short_polls(monkeypatch: pytest.MonkeyPatch) -> None:
    """Telegram holds no poll open; what is held open here is silence."""
    monkeypatch.setattr("bot.intake.polling.LONG_POLL", 0)


async def test_every_silence_ends_within_its_time(
    tmp_path: Path, dose: Callable[[int, int], int], results: Results
) -> None:
    lives = dose(1, 20)
    slowest: dict[str, float] = {}
    async with opened(tmp_path) as (sandbox, kith):
        for kind, times, end, within in KINDS * lives:
            sandbox.faults.plan(Fault(method="getUpdates", kind=kind, times=times))
            life = Life(kith)
            assert (kind, await life.lived()) == (kind, end)
            assert life.now <= within
            slowest[end] = max(slowest.get(end, 0), life.now)
            sandbox.faults.clear()
    ends = ", ".join(f"{end} after at most {seconds:.0f} s" for end, seconds in slowest.items())
    results.say("I17 silence", f"{lives} of each of {len(KINDS)} kinds", ends)


async def test_a_loop_that_is_blocked_is_left(
    tmp_path: Path,
    dose: Callable[[int, int], int],
    results: Results,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.intake.watchdog.LOOK", 0.001)
    lives = dose(1, 20)
    async with opened(tmp_path) as (_, kith):
        for _ in range(lives):
            left: list[int] = []
            hand = Hand()
            watchdog = Watchdog(kith.poller, kith.wire, kith.stopping, hand)
            thread = watchdog.watch_loop(5, left.append)
            hand.now += LEAVE - 1
            thread.join(timeout=0.01)
            assert left == []
            hand.now += 1  # and this loop did not come round to say so
            thread.join(timeout=5)
            assert left == [5]
    results.say("I17 blocked loop", f"{lives} times", f"left after {LEAVE:.0f} s")


@pytest.mark.parametrize(
    ("defence", "kind"),
    [("bot.intake.watchdog.LEAVE", "half_open"), ("bot.intake.polling.REFUSED_LIFE", "401")],
)
async def test_without_the_defence_it_is_deaf_for_ever_and_the_torture_sees_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, defence: str, kind: str
) -> None:
    monkeypatch.setattr(defence, float("inf"))
    async with opened(tmp_path) as (sandbox, kith):
        sandbox.faults.plan(Fault(method="getUpdates", kind=kind, times=EVER))
        assert await Life(kith).lived() == "deaf for ever"


async def test_without_new_connections_a_silent_one_is_not_recovered_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.intake.watchdog.REBUILD", float("inf"))
    async with opened(tmp_path) as (sandbox, kith):
        sandbox.faults.plan(Fault(method="getUpdates", kind="half_open", times=1))
        assert await Life(kith).lived() == "SilentDeath"
