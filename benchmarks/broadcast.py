"""Groups due in the same minute while people tap, in virtual time: Kith beside PTB's limiter.

Belongs here: Kith on that stage, the contenders in turns, the goals. May not enter: the stage, the
peers. One group in a hundred answers 429 for 30 s; the sandbox's limits are strict sliding windows.
Run it with `python -m benchmarks.broadcast`.
"""

import argparse
import asyncio
import logging
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from random import Random

from benchmarks.lines import Line, limit
from benchmarks.ptb_broadcast import limited, one_by_one
from benchmarks.stage import LATENCY, TAPS, Result, Stage, stage
from bot.app import Kith
from bot.operate.logs import set_up
from sandbox import clients
from sandbox.clients import Words
from storage.vault import create_key_file, read_key_file
from tests import templates
from tests.simulator.life import born
from tests.simulator.parts import Disk, Fate
from tests.simulator.timeline import VirtualLoop
from tests.torture.broadcast import due_at_once, flood

GROUPS, MANY = 1_000, 10_000
"""In the short dose and in the long one."""
LEAST, ANSWER, EDIT = 1.05, 0.15, 0.5
"""The goals: times the least time; seconds of 99 answers of 100, and of 99 edits."""

Play = Callable[[Stage, int], Awaitable[None]]


async def kith(stage: Stage, count: int, disk: Disk) -> None:
    """All of Kith but the job that calls it each second."""
    sandbox = stage.sandbox
    _, kith = await born(sandbox, disk, stage.line, sandbox.clock)
    chats, due = await due_at_once(sandbox, disk, count)
    flood(sandbox, chats)
    work = [asyncio.create_task(each) for each in (kith.poller.run(), kith.outbox.run())]
    for person in sandbox.crowd.free:
        person.started = True
        clients.say(sandbox.world, person, sandbox.world.chats[person.id], Words("/me"))
    await asyncio.sleep(due - sandbox.clock.now())
    work.append(asyncio.create_task(_passing(kith)))
    await stage.broadcast(chats)
    for each in work:
        each.cancel()
    await asyncio.gather(*work, return_exceptions=True)


async def _passing(kith: Kith) -> None:
    while True:
        await kith.pass_time()
        await asyncio.sleep(1)


def played(play: Play, count: int, latency: float) -> Result:
    """One contender on a stage of its own."""
    loop = VirtualLoop(least=1e-6)
    try:
        return loop.run_until_complete(_played(loop, play, count, latency))
    finally:
        loop.close()


async def _played(loop: VirtualLoop, play: Play, count: int, latency: float) -> Result:
    where = stage(loop, latency)
    await play(where, count)
    return where.result()


def kith_in(folder: Path) -> Play:
    """Kith with a file of its own there."""
    key, file = folder / "kith.key", folder / "kith.db"
    create_key_file(key)
    asyncio.run(templates.sqlite(file))

    async def play(stage: Stage, count: int) -> None:
        await kith(stage, count, Disk(file, read_key_file(key), Fate(Random(0))))

    return play


def main() -> None:
    """Print what each came to, and one line of JSON a goal and peer."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--groups", type=int)
    options.add_argument("--long", action="store_true")
    options.add_argument("--latency", type=float, default=LATENCY, help="seconds to Telegram")
    asked = options.parse_args()
    count = asked.groups or (MANY if asked.long else GROUPS)
    set_up("CRITICAL")
    logging.disable(logging.CRITICAL)
    print(f"{count} groups, {TAPS} taps a second, {2_000 * asked.latency:.0f} ms there and back")
    results: dict[str, Result] = {}
    with tempfile.TemporaryDirectory(prefix="kith-") as folder:
        plays = {"Kith": kith_in(Path(folder)), "AIORateLimiter": limited, "one by one": one_by_one}
        for name, play in plays.items():
            began = time.process_time()
            found = results[name] = played(play, count, asked.latency)
            print(
                f"{name}: {found.seconds:.0f} s, {found.seconds / found.least:.2f} x the least, "
                f"{found.refused} overall 429s, p99 of answers {found.answer:.3f} s, of edits "
                f"{found.edit:.3f} s ({time.process_time() - began:.0f} s of CPU)",
                flush=True,
            )
    for line in judged(count, results):
        print(line.json())


def judged(count: int, results: dict[str, Result]) -> list[Line]:
    """Kith beside the limits, and beside each peer."""
    ours, name = results["Kith"], f"broadcast/{count}"
    lines = [
        Line(f"{name}/done", ours.seconds, "s", "least", ours.least, f"<= {LEAST}"),
        limit(f"{name}/429s", ours.refused, "refusals", 0),
        limit(f"{name}/answers p99", ours.answer, "s", ANSWER),
        limit(f"{name}/edits p99", ours.edit, "s", EDIT),
    ]
    for peer in ("AIORateLimiter", "one by one"):
        theirs = results[peer]
        lines += [
            Line(f"{name}/done", ours.seconds, "s", peer, theirs.seconds),
            Line(f"{name}/429s", ours.refused, "refusals", peer, theirs.refused),
            Line(f"{name}/answers p99", ours.answer, "s", peer, theirs.answer),
            Line(f"{name}/edits p99", ours.edit, "s", peer, theirs.edit),
        ]
    return lines


if __name__ == "__main__":
    main()
