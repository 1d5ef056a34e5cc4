"""Taps a second, end to end over HTTP on loopback: Kith beside python-telegram-bot as it comes.

Belongs here: the contenders, in turns, and the table. May not enter: how any of them works.
Run it with `python -m benchmarks.taps`. Kith keeps each tap before it answers (synchronous=FULL).
"""

import argparse
import asyncio
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from benchmarks.lines import Line
from tests.torture.bench import Bench, opened

TAPS, ROUNDS, SEED = 1_000, 3, 14
CIRCLES, MEMBERS = 20, 20
PATIENCE = 120
"""Real seconds for all taps of one round; after 150 Telegram would drop them."""
ANSWER = "answerCallbackQuery"
GOALS = {"PTB, a commit a tap": 4.0, "PTB, saves nothing": 1.5}
"""How many times as many taps as each peer Kith is to carry."""

Start = Callable[[Bench], Awaitable[asyncio.subprocess.Process]]


async def kith(bench: Bench) -> asyncio.subprocess.Process:
    """The process that `kith run` would be."""
    return await bench.start("never", 1, level="INFO")


def stock(*, saves: bool) -> Start:
    """A bot that keeps taps with a commit each, or keeps nothing."""

    async def start(bench: Bench) -> asyncio.subprocess.Process:
        file = str(bench.folder / "stock.db") if saves else None
        order = {"token": bench.sandbox.token, "api": bench.address, "file": file}
        command = [sys.executable, "-m", "benchmarks.stock_bot", json.dumps(order)]
        quiet = asyncio.subprocess.DEVNULL
        return await asyncio.create_subprocess_exec(*command, stdout=quiet, stderr=quiet)

    return start


CONTENDERS: dict[str, Start] = {
    "Kith": kith,
    "PTB, a commit a tap": stock(saves=True),
    "PTB, saves nothing": stock(saves=False),
}


async def carried(start: Start, taps: int) -> float:
    """Taps a second, from the first answer to the last."""
    with tempfile.TemporaryDirectory(prefix="kith-") as folder:
        async with opened(Path(folder), SEED) as bench:
            await bench.prepare(CIRCLES, MEMBERS)
            before = _answers(bench)
            bench.tap(taps)
            process = await start(bench)
            try:
                async with asyncio.timeout(PATIENCE):
                    began = await _reached(bench, before + 1)
                    return (taps - 1) / (await _reached(bench, before + taps) - began)
            finally:
                process.kill()
                await process.wait()


async def _reached(bench: Bench, answers: int) -> float:
    """When so many taps had their answer."""
    while _answers(bench) < answers:
        await asyncio.sleep(0.002)
    return time.perf_counter()


def _answers(bench: Bench) -> int:
    return sum(call["method"] == ANSWER for call in bench.sandbox.ledger.calls)


async def measured(taps: int, rounds: int) -> dict[str, list[float]]:
    """All contenders, in turns."""
    results: dict[str, list[float]] = {name: [] for name in CONTENDERS}
    for number in range(rounds):
        for name, start in CONTENDERS.items():
            results[name].append(await carried(start, taps))
            print(f"round {number + 1}: {name}: {results[name][-1]:.0f} taps/s", flush=True)
    return results


def main() -> None:
    """Print the table, and one line of JSON a peer."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--taps", type=int, default=TAPS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    asked = parser.parse_args()
    middle = {
        name: statistics.median(values)
        for name, values in asyncio.run(measured(asked.taps, asked.rounds)).items()
    }
    print()
    for name, value in middle.items():
        goal = f", {middle['Kith'] / value:.2f} x (goal {GOALS[name]} x)" if name in GOALS else ""
        print(f"{name:<20} {value:>6.0f} taps/s{goal}")
    for peer, most in GOALS.items():
        print(Line("taps", middle["Kith"], "taps/s", peer, middle[peer], f">= {most}").json())


if __name__ == "__main__":
    main()
