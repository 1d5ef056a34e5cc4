"""What a tap and a tick cost with 10, 1,000 and 100,000 groups in the file.

Belongs here: batches of taps on one check-in, the sizes in turns, the goal. May not enter: filling
(`filled`). CPU seconds of this process; Telegram costs next to nothing.
Run it with `python -m benchmarks.growth`.
"""

import argparse
import asyncio
import json
import statistics
import tempfile
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.filled import DUE, FIRST_CHAT, NOW, Nod, fill, kith_on
from benchmarks.lines import Line
from bot.app import Kith
from bot.operate.logs import set_up
from sandbox.clock import Clock

SIZES = (10, 1_000, 100_000)
BATCH, PEOPLE = 25, 50
ROUNDS = {False: 20, True: 200}
MOST = 1.2
"""How many times the cost with ten groups a tap may cost with a hundred thousand."""
FIRST_PERSON = 900_000


@dataclass
class Place:
    """Kith on a file of some size, in front of a check-in that was just posted."""

    size: int
    kith: Kith
    clock: Clock
    post: dict[str, Any]
    update_id: int = 1

    async def taps(self) -> float:
        """CPU seconds of one tap, in a turn of many; everybody keeps changing their word."""
        batch = [self._tap() for _ in range(BATCH)]
        began = time.process_time()
        await self.kith.turn.take(batch)
        return (time.process_time() - began) / BATCH

    async def tick(self) -> float:
        """CPU seconds of a tick that finds nothing due."""
        self.clock.advance(1)
        began = time.process_time()
        await self.kith.pass_time()
        return time.process_time() - began

    def _tap(self) -> dict[str, Any]:
        self.update_id += 1
        number = self.update_id % PEOPLE
        words = [each for row in self.post["reply_markup"]["inline_keyboard"] for each in row]
        data = words[self.update_id % 5]["callback_data"]
        chat = {"id": int(self.post["chat_id"]), "type": "supergroup", "title": "Circle"}
        message = {"message_id": 1, "date": NOW, "chat": chat, "text": "Weather"}
        person = {"id": FIRST_PERSON + number, "is_bot": False, "first_name": f"P{number}"}
        tap = {"id": str(self.update_id), "from": person, "chat_instance": "1"}
        return {
            "update_id": self.update_id,
            "callback_query": tap | {"message": message, "data": data},
        }


async def opened(stack: AsyncExitStack, folder: Path, size: int) -> Place:
    """One group's check-in is due, and posted."""
    clock, nod = Clock(NOW), Nod()
    kith = await stack.enter_async_context(kith_on(folder, clock, nod))
    clock.set(DUE)
    await kith.tick.run()
    await kith.outbox.deliver_due()
    await kith.outbox.finish()
    assert int(nod.posted["chat_id"]) == FIRST_CHAT - 1
    post = nod.posted | {"reply_markup": json.loads(nod.posted["reply_markup"])}
    return Place(size, kith, clock, post)


def measured(sizes: list[int], rounds: int) -> dict[int, tuple[float, float]]:
    """Of each size the middle cost of a tap and of a tick."""
    with tempfile.TemporaryDirectory(prefix="kith-") as name:
        folders = {size: Path(name) / str(size) for size in sizes}
        for size, folder in folders.items():
            folder.mkdir()
            fill(folder, size, 1)
        costs = asyncio.run(_in_turns(folders, rounds))
    return {
        size: (statistics.median(tap for tap, _ in each), statistics.median(t for _, t in each))
        for size, each in costs.items()
    }


async def _in_turns(folders: dict[int, Path], rounds: int) -> dict[int, list[tuple[float, float]]]:
    costs: dict[int, list[tuple[float, float]]] = {size: [] for size in folders}
    async with AsyncExitStack() as stack:
        places = [await opened(stack, folder, size) for size, folder in folders.items()]
        for place in places:
            await place.taps()  # the first ones pay for what is made once
        for _ in range(rounds):
            for place in places:
                costs[place.size].append((await place.taps(), await place.tick()))
    return costs


def main() -> None:
    """Print both costs of each size, and one line of JSON each."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--long", action="store_true")
    options.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    asked = options.parse_args()
    set_up("CRITICAL")
    found = measured(list(asked.sizes), ROUNDS[asked.long])
    least = min(found)
    for size, (tap, tick) in found.items():
        print(f"{size} groups: a tap {tap * 1_000:.2f} ms, an empty tick {tick * 1_000:.2f} ms")
    for size, each in found.items():
        for name, value, base in zip(("tap", "tick"), each, found[least], strict=True):
            if size != least:
                goal = f"<= {MOST}" if name == "tap" else None
                beside = f"with {least} groups"
                print(Line(f"growth/{size}/{name}", value, "s", beside, base, goal).json())


if __name__ == "__main__":
    main()
