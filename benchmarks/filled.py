"""Files with many groups, made quickly, and Kith on them.

Belongs here: rows by the thousand, as Kith leaves them, and a Telegram that costs next to nothing.
May not enter: measuring. Nobody stands behind the rows of people: their ids are noise.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Table, insert

from benchmarks.nod import NOW as NOW
from benchmarks.nod import Nod as Nod
from bot.app import Kith
from sandbox.clock import Clock
from sandbox.stage import Sandbox
from storage.keys import open_storage
from storage.schema import checkins, groups, members, outbox, people, schedules, steering
from storage.vault import create_key_file, read_key_file
from tests import templates
from tests.simulator.life import born
from tests.torture.direct import Direct

DAY = 86_400
DUE = NOW + 3_600
"""When the first schedules are due, those of groups in London; the others later."""
MEMBERS = 3
"""Of each group."""
ZONES = ("Europe/London", "Europe/Kyiv", "America/Lima", "Asia/Kolkata", "Australia/Sydney")
FIRST_CHAT = -1_000
_AT_ONCE = 10_000

Row = dict[str, Any]


def fill(folder: Path, size: int, due: int) -> None:
    """A file with so many groups, a schedule and members each; so many are due at `DUE`."""
    create_key_file(folder / "kith.key")
    asyncio.run(_fill(folder, size, due))


async def _fill(folder: Path, size: int, due: int) -> None:
    await templates.sqlite(folder / "kith.db")
    direct = Direct(folder / "kith.db", read_key_file(folder / "kith.key"))
    async with direct.transaction() as tx:
        for table, rows in _rows(size, due):
            while some := list(islice(rows, _AT_ONCE)):
                await tx.execute(insert(table), some)
    direct.close()


def _rows(size: int, due: int) -> list[tuple[Table, Iterator[Row]]]:
    rng = Random(size)
    ids = range(1, size + 1)
    crowd = range(1, size * MEMBERS + 1)
    return [
        (groups, (_group(each, due) for each in ids)),
        (steering, ({"group_id": each, "handed_at": NOW - 10 * DAY} for each in ids)),
        (schedules, (_schedule(each, due) for each in ids)),
        (checkins, (_checkin(each) for each in ids)),
        (outbox, (_post(each) for each in ids)),
        (people, (_person(each, rng) for each in crowd)),
        (members, (_member(each) for each in crowd)),
    ]


def _group(each: int, due: int) -> Row:
    zone = ZONES[0 if each <= due else each % len(ZONES)]
    return {
        "id": each,
        "chat_id": FIRST_CHAT - each,
        "zone": zone,
        "language": "en",
        "country": "GB" if each % 2 else None,
        "agreed_at": NOW - 200 * DAY,
    }


def _schedule(each: int, due: int) -> Row:
    at = DUE if each <= due else DUE + DAY + each * 7 * DAY // 100_000
    return {
        "group_id": each,
        "kind": "weather",
        "weekdays": 127,
        "minute": 9 * 60,
        "window": 12 * 3_600,
        "next_at": at,
    }


def _checkin(each: int) -> Row:
    """Yesterday's."""
    return {
        "id": each,
        "schedule_id": each,
        "local_date": "2026-11-29",
        "due_at": NOW - DAY,
        "closes_at": NOW - DAY // 2,
        "closed": True,
    }


def _post(each: int) -> Row:
    return {
        "kind": "checkin",
        "object_id": each,
        "group_id": each,
        "lane": 3,
        "state": "sent",
        "due_at": NOW - DAY,
        "not_after": NOW - DAY + 2_700,
        "message_id": each,
    }


def _person(each: int, rng: Random) -> Row:
    noise = rng.randbytes(40)
    return {"id": each, "lookup": rng.randbytes(32), "sealed_id": noise, "reachable": True}


def _member(each: int) -> Row:
    group = (each - 1) // MEMBERS + 1
    row = {"id": each * 7_919, "group_id": group, "person_id": each}
    return row | {"seen_at": NOW - DAY, "first_seen_at": NOW - 30 * DAY}


@asynccontextmanager
async def kith_on(folder: Path, clock: Clock, nod: Nod) -> AsyncIterator[Kith]:
    """All of Kith on that file, through its own engine, as ready as `kith run` is."""
    url = f"sqlite+aiosqlite:///{folder / 'kith.db'}"
    database, _ = await open_storage(url, folder / "kith.key")
    opened, kith = await born(Sandbox(clock), database, nod, clock)
    await kith.memory.renew()
    try:
        yield kith
    finally:
        await kith.turn.finish()
        await kith.outbox.finish()
        await opened.__aexit__(None, None, None)
        await database.close()
