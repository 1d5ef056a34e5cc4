"""The draw of a round of a thousand, with its reading from a real database (P6, P9).

Belongs here: filling the file, and the two times. May not enter: the draw itself.
Run it with `python -m benchmarks.round`.
"""

import argparse
import asyncio
import tempfile
import time
from datetime import date
from pathlib import Path
from random import Random

from benchmarks.lines import limit
from domain.pairs.calling import Plan
from domain.pairs.rules import DAY, SETTLING
from domain.rounds import draw
from handlers.pairs.rounds.drawing import draw_round
from handlers.pairs.rounds.present import entrants, needs_of, past_of
from storage import groups, people
from storage.engine import Transaction
from storage.keys import open_storage
from storage.pairs import apart, joined, past, rounds, standing
from storage.pairs.rounds import Planned, Round

MEMBERS, WEEKS_BEFORE, APART = 1_000, 20, 50
"""Members who join; earlier rounds in which each met somebody; twos who are kept apart."""
NOW = 1_800_000_000
LIMIT = 2.0
"""Seconds that the draw of a thousand may take."""
FIRST = 5_000
"""The Telegram id of the first member."""


async def called(tx: Transaction) -> Round:
    """A round of a new group, to be drawn now."""
    group = await groups.add(tx, -2001, "UTC", "en", agreed_at=NOW)
    await standing.set_open(tx, group.id, NOW)
    plan = Planned(group.id, NOW, Plan(), date(2026, 1, 1), NOW + DAY)
    await rounds.keep_plan(tx, plan)
    number = await rounds.call(tx, group.id, date(2026, 11, 26), NOW)
    which = number and await rounds.get(tx, number)
    assert which
    return which


async def joins(tx: Transaction, which: Round, number: int) -> int:
    """Somebody who is there for long enough and has joined."""
    person = await people.remember(tx, FIRST + number)
    member = await people.seen(tx, which.group_id, person.id, NOW)
    await people.set_reachable(tx, person.id, reachable=True)
    await standing.backdate(tx, member, NOW - SETTLING)
    await standing.set_adult(tx, member, NOW)
    await joined.join(tx, which, member, f"Name {number}")
    return member


async def filled(tx: Transaction, size: int, rng: Random) -> Round:
    """The round, who has joined, whom they met before, and who is kept apart."""
    which = await called(tx)
    members = [await joins(tx, which, each) for each in range(size)]
    for week in range(WEEKS_BEFORE):
        rng.shuffle(members)
        for at in range(0, size - 1, 2):
            await past.met(tx, members[at : at + 2], NOW - (week + 1) * 7 * DAY)
    for _ in range(APART):
        one, other = rng.sample(range(size), 2)
        await apart.keep(tx, apart.tie(tx, FIRST + one, FIRST + other))
    return which


async def read_and_drawn(tx: Transaction, which: Round) -> float:
    """Seconds to read everybody and everything the draw goes by, and to draw."""
    began = time.perf_counter()
    group = await groups.get(tx, which.group_id)
    assert group
    here = await entrants(tx, group, await joined.joins_of(tx, which.id), NOW)
    draw(needs_of(list(here.values())), await past_of(tx, here, NOW))
    return time.perf_counter() - began


async def carried_out(tx: Transaction, which: Round) -> float:
    """Seconds of all that a tick does for it: also the pairs, their seats, their letters."""
    began = time.perf_counter()
    await draw_round(tx, which, NOW)
    return time.perf_counter() - began


async def measured(size: int, seed: int) -> tuple[float, float]:
    """Both times, of one round in a file of its own."""
    with tempfile.TemporaryDirectory(prefix="kith-") as folder:
        url = f"sqlite+aiosqlite:///{folder}/kith.db"
        database, _ = await open_storage(url, Path(folder) / "kith.key")
        try:
            async with database.transaction() as tx:
                which = await filled(tx, size, Random(seed))
            async with database.transaction() as tx:
                return await read_and_drawn(tx, which), await carried_out(tx, which)
        finally:
            await database.close()


def main() -> None:
    """Print both times, and one line of JSON each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=9)
    parser.add_argument("--members", type=int, default=MEMBERS)
    asked = parser.parse_args()
    drawn, whole = asyncio.run(measured(asked.members, asked.seed))
    print(f"{asked.members} members read from SQLite and drawn: {drawn:.2f} s (limit {LIMIT} s)")
    print(f"and with every pair, seat and letter written: {whole:.2f} s")
    for name, value in (("read", drawn), ("whole", whole)):
        print(limit(f"round/{asked.members}/{name}", value, "s", LIMIT).json())


if __name__ == "__main__":
    main()
