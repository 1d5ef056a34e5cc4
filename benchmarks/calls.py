"""What a call to Telegram costs the process that makes it: Kith's connections beside PTB's own.

Belongs here: both, in turns, and the sandbox in a process of its own that takes the calls. May not
enter: what is called. CPU of the caller alone. Run it with `python -m benchmarks.calls`.
"""

import argparse
import asyncio
import statistics
import sys
import time
from collections.abc import Callable

from telegram.request import BaseRequest, HTTPXRequest, RequestData

from benchmarks.lines import Line
from bot.connections import Connections
from sandbox.clock import Clock
from sandbox.server import serve
from sandbox.stage import Sandbox

CALLS, ROUNDS, BESIDE = 2_000, 3, 20
"""BESIDE: how many are under way at once, as when many chats are answered."""
POOL = 64

CALLERS: dict[str, Callable[[], BaseRequest]] = {
    "Kith": lambda: Connections(lambda _: None, POOL),
    "PTB": lambda: HTTPXRequest(connection_pool_size=POOL, pool_timeout=10.0),
}


async def taking() -> None:
    """The sandbox; says where it is, and stays until it is ended."""
    sandbox = Sandbox(Clock(time.time(), running=True))
    async with serve(sandbox) as address:
        print(f"{address}/bot{sandbox.token}/getMe", flush=True)
        await asyncio.Event().wait()


async def cost(make: Callable[[], BaseRequest], url: str, calls: int) -> float:
    """CPU milliseconds a call."""
    left = iter(range(calls))

    async def some(connections: BaseRequest) -> None:
        for _ in left:
            await connections.post(url, RequestData())

    async with make() as connections:
        began = time.process_time()
        await asyncio.gather(*(some(connections) for _ in range(BESIDE)))
        return (time.process_time() - began) * 1000 / calls


async def measured(calls: int, rounds: int) -> dict[str, float]:
    """The middle of the rounds, by caller."""
    command = [sys.executable, "-m", "benchmarks.calls", "--taking"]
    server = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert server.stdout is not None
    found: dict[str, list[float]] = {name: [] for name in CALLERS}
    try:
        url = (await server.stdout.readline()).decode().strip()
        for number in range(rounds):
            for name, make in CALLERS.items():
                found[name].append(await cost(make, url, calls))
                print(f"round {number + 1}: {name}: {found[name][-1]:.2f} ms a call", flush=True)
    finally:
        server.kill()
        await server.wait()
    return {name: statistics.median(values) for name, values in found.items()}


def main() -> None:
    """Print each round, and one line of JSON."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--calls", type=int, default=CALLS)
    options.add_argument("--rounds", type=int, default=ROUNDS)
    options.add_argument("--taking", action="store_true", help=argparse.SUPPRESS)
    asked = options.parse_args()
    if asked.taking:
        asyncio.run(taking())
        return
    middle = asyncio.run(measured(asked.calls, asked.rounds))
    print(Line("calls", middle["Kith"], "ms", "PTB", middle["PTB"]).json())


if __name__ == "__main__":
    main()
