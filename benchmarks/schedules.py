"""Schedules by the thousand: an idle tick, a thousand due, memory, start; beside APScheduler.

Belongs here: Kith's numbers, the contenders in turns, the goals. May not enter: the peer (`cron`).
All times are CPU seconds of a process of its own, so that what else the machine does matters less.
Run it with `python -m benchmarks.schedules`.
"""

import argparse
import asyncio
import json
import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.filled import DUE, NOW, Nod, fill, kith_on
from benchmarks.lines import Line, limit
from benchmarks.process import Numbers, alone, rss
from bot.app import Kith
from bot.operate.logs import set_up
from sandbox.clock import Clock
from storage import outbox

SIZES = (1_000, 10_000, 100_000)
DUE_AT_ONCE = 1_000
TICKS = 60
"""A minute of them: the copy for the signposts is renewed each half minute."""
ROUNDS = 3
KEPT = {False: 10_000, True: 100_000}
"""The largest file of APScheduler's that is measured, in the short dose and in the long one: each
job is a commit."""
TICK, CLAIMED, READY, MEMORY, CHEAPER = 0.005, 1.0, 2.0, 150.0, 50.0
"""The goals at a hundred thousand: seconds, seconds, seconds, MB; how many times cheaper to start
than APScheduler with a file."""


async def kith(folder: Path) -> Numbers:
    """The same questions as its peers are asked."""
    clock = Clock(NOW)
    async with kith_on(folder, clock, Nod()) as kith:
        ready = time.process_time()
        await kith.pass_time()  # the first of the hour forgets, too
        began = time.process_time()
        for _ in range(TICKS):
            clock.advance(1)
            await kith.pass_time()
        tick = (time.process_time() - began) / TICKS
        clock.set(DUE)
        await kith.pass_time()  # an hour later it forgets again, and decides the first ones
        decided, claimed = await _claimed(kith, clock)
        claimed += decided
        found = {"ready": ready, "tick": tick, "decided": decided, "claimed": claimed}
        return found | {"memory": rss()}


async def _claimed(kith: Kith, clock: Clock) -> tuple[float, float]:
    """Until each has its post, and then until each post is claimed and rendered."""
    async with kith.database.transaction() as tx:
        already = len(await outbox.waiting(tx, int(clock.now()), 2 * DUE_AT_ONCE))
    posts: list[outbox.Waiting] = []
    began = time.process_time()
    while len(posts) < DUE_AT_ONCE:
        clock.advance(1)
        await kith.tick.run()
        async with kith.database.transaction() as tx:
            posts = await outbox.waiting(tx, int(clock.now()), 2 * DUE_AT_ONCE)
    between = time.process_time()
    for post in posts:
        await kith.outbox._claim(post.id)
    share = DUE_AT_ONCE / (DUE_AT_ONCE - already)
    return (between - began) * share, time.process_time() - between


def contenders(size: int, *, long: bool) -> list[str]:
    """Who is measured at this size."""
    names = ["Kith"]
    names += ["APScheduler, memory"]
    return names + (["APScheduler, file"] if size <= KEPT[long] else [])


def in_turns(template: Path, size: int, rounds: int, *, long: bool) -> dict[str, Numbers]:
    """The middle of each number of all rounds."""
    found: dict[str, list[Numbers]] = {}
    for number in range(rounds):
        for name in contenders(size, long=long):
            if name == "APScheduler, file" and size > 1_000 and number:
                continue  # each job is a commit: once is minutes
            with tempfile.TemporaryDirectory(prefix="kith-") as folder:
                found.setdefault(name, []).append(_process(name, template, Path(folder), size))
            said = ", ".join(f"{key} {value:.4g}" for key, value in found[name][-1].items())
            print(f"{size} schedules, round {number + 1}: {name}: {said}", flush=True)
    return {
        name: {key: statistics.median(each[key] for each in done) for key in done[0]}
        for name, done in found.items()
    }


def _process(name: str, template: Path, folder: Path, size: int) -> Numbers:
    """A start on a copy of the file, as an earlier run left it."""
    if name == "Kith":
        for file in template.iterdir():
            (folder / file.name).write_bytes(file.read_bytes())
            (folder / file.name).chmod(0o600)
        return alone("schedules", [str(folder)])
    kept = name == "APScheduler, file"
    if kept:
        alone("cron", [str(folder), size, 0, kept])
    return alone("cron", [str(folder), size, min(size, DUE_AT_ONCE), kept])


def lines(found: dict[int, dict[str, Numbers]], *, long: bool) -> list[Line]:
    """Each number beside each peer; at the largest size beside the goals."""
    told = []
    units = {"tick": "s", "claimed": "s", "ready": "s", "memory": "MB"}
    largest = max(found)
    for size, each in found.items():
        for peer in each.keys() - {"Kith"}:
            told += [
                Line(f"schedules/{size}/{key}", each["Kith"][key], unit, peer, each[peer][key])
                for key, unit in units.items()
            ]
    ours = found[largest]["Kith"]
    for key, most in (("tick", TICK), ("claimed", CLAIMED), ("ready", READY), ("memory", MEMORY)):
        told.append(limit(f"schedules/{largest}/{key}", ours[key], units[key], most))
    size = min(KEPT[long], largest)
    theirs, name = found[size]["APScheduler, file"]["ready"], f"APScheduler, file, {size}"
    share = largest / size / CHEAPER  # a job is a commit: ten times the jobs cost ten times as much
    told.append(
        Line(f"schedules/{largest}/ready", ours["ready"], "s", name, theirs, f"<= {share:g}")
    )
    return told


def main() -> None:
    """Print each round, and one line of JSON a number and peer."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--long", action="store_true")
    options.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    options.add_argument("--rounds", type=int, default=ROUNDS)
    options.add_argument("--one", help=argparse.SUPPRESS)
    asked = options.parse_args()
    set_up("CRITICAL")
    if asked.one:
        [folder] = json.loads(asked.one)
        print(json.dumps(asyncio.run(kith(Path(folder)))))
        return
    found = {}
    for size in asked.sizes:
        with tempfile.TemporaryDirectory(prefix="kith-") as folder:
            fill(Path(folder), size, DUE_AT_ONCE)
            found[size] = in_turns(Path(folder), size, asked.rounds, long=asked.long)
    for line in lines(found, long=asked.long):
        print(line.json())


if __name__ == "__main__":
    main()
