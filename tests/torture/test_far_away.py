"""Telegram is far away: the pace holds all the same.

Belongs here: posts over a line that takes its time, in virtual time. May not enter: people.
"""

import asyncio
from pathlib import Path
from random import Random

import pytest

from bot.delivery.pace import PER_SECOND
from bot.demo import BEGIN
from bot.operate.logs import set_up
from sandbox.stage import Sandbox
from storage.vault import create_key_file, read_key_file
from tests import templates
from tests.simulator.life import born
from tests.simulator.parts import Disk, Fate, Line
from tests.simulator.timeline import LoopClock, VirtualLoop
from tests.torture.broadcast import due_at_once

FAR = 0.05
"""Seconds to Telegram, and again back."""
GROUPS = 300
LEAST = GROUPS / PER_SECOND


def seconds(folder: Path) -> float:
    """Until the last group has its post."""
    set_up("CRITICAL")
    key = folder / "kith.key"
    create_key_file(key)
    asyncio.run(templates.sqlite(folder / "kith.db"))
    loop = VirtualLoop()
    try:
        disk = Disk(folder / "kith.db", read_key_file(key), Fate(Random(0)))
        return loop.run_until_complete(_posted(loop, disk))
    finally:
        loop.close()


async def _posted(loop: VirtualLoop, disk: Disk) -> float:
    sandbox = Sandbox(LoopClock(BEGIN, loop), strict=True)
    _, kith = await born(sandbox, disk, Line(sandbox, disk._fate, FAR), sandbox.clock)
    _, due = await due_at_once(sandbox, disk, GROUPS)
    await asyncio.sleep(due - sandbox.clock.now())
    sending = asyncio.create_task(kith.outbox.run())
    while len(sandbox.ledger.delivered) < GROUPS:
        await kith.pass_time()
        await asyncio.sleep(0.1)
    kith.outbox.stop()
    await sending
    await disk.close()
    assert sandbox.limits.refused["overall"] == 0
    return float(max(each["at"] for each in sandbox.ledger.delivered) - due)


def test_a_hundred_milliseconds_there_and_back_do_not_slow_the_posts(tmp_path: Path) -> None:
    assert seconds(tmp_path) <= 1.05 * LEAST


def test_waiting_longer_for_each_answer_would(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rule turned off: the next one begins when most of the way back is over."""
    monkeypatch.setattr("bot.delivery.outbox.MOMENT", 0.05)
    assert seconds(tmp_path) > 1.2 * LEAST
