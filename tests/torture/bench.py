"""The torture bench: the sandbox lives, the bot dies, and the ledger tells what happened.

Belongs here: check-ins that come due, lives and deaths of the process, and what is left at the end.
May not enter: what people do (`circles`), what counts as a failure; the tests say that.
"""

import asyncio
import json
import signal
import sqlite3
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from domain.schedule import Schedule
from sandbox.clock import Clock
from sandbox.server import serve
from sandbox.stage import Sandbox
from storage import checkins, groups, people
from storage.engine import Database
from storage.keys import open_storage
from tests import payloads
from tests.logged import odd_lines
from tests.torture.circles import Circles

EVERY_DAY = frozenset(range(7))
WINDOW = 6 * 3600
PATIENCE = 60
"""Real seconds for one life of the process, and for the last one to get something done."""

_AUDIT = """
CREATE TABLE effects (checkin_id, member_id, word);
CREATE TRIGGER answered AFTER INSERT ON answers BEGIN
  INSERT INTO effects VALUES (new.checkin_id, new.member_id, new.word); END;
CREATE TRIGGER changed AFTER UPDATE ON answers BEGIN
  INSERT INTO effects VALUES (new.checkin_id, new.member_id, new.word); END;
"""
"""Every effect of a tap leaves a trace, so that one that happened twice shows."""


@dataclass
class Bench(Circles):
    """A folder for the bot, beside the sandbox and its people."""

    stock: bool = False

    @property
    def _url(self) -> str:
        return f"sqlite+aiosqlite:///{self.folder / 'kith.db'}"

    async def prepare(self, circles: int, members: int) -> None:
        """Groups of people, each with a check-in that the first life posts."""
        self.add_circles(circles, members)
        async with self._storage() as database:
            for group, _ in self.circles:
                await self._come_due(database, group.id)
        self._sql(_AUDIT)
        await self.live_until_done()

    async def make_due(self, posts: int) -> None:
        """New groups whose check-in is due at once."""
        async with self._storage() as database:
            for _ in range(posts):
                group = self.sandbox.world.add_group("Quiet circle")
                self.posted_to.append(group.id)
                await self._come_due(database, group.id)

    async def live(self, event: str, nth: int) -> "Death":
        """One life of the process, until it dies at the n-th `event`."""
        process = await self.start(event, nth)
        async with asyncio.timeout(PATIENCE):
            code = await process.wait()
        assert code == -signal.SIGKILL, f"the process ended by itself with {code}"
        return Death(event, nth, self.waiting(), len(self._rows("state = 'claimed'")))

    async def live_until_stopped(
        self, work: int, method: str | None = None
    ) -> tuple[float, int | None, int]:
        """One life, asked to stop (SIGTERM) once it has made so many calls, of that method or any.

        Answers how many seconds it took to end, its exit code, and how many rows it left claimed.
        """
        before = len(self.sandbox.ledger.calls)
        process = await self.start("never", 1)
        async with asyncio.timeout(PATIENCE):
            while self._done(method, before) < work:
                await asyncio.sleep(0)
            process.terminate()
            asked_at = time.monotonic()
            code = await process.wait()
        return time.monotonic() - asked_at, code, len(self._rows("state = 'claimed'"))

    def _done(self, method: str | None, before: int) -> int:
        """How many calls the bot has made after the first `before`, of one method or of any."""
        return sum(method in (None, each["method"]) for each in self.sandbox.ledger.calls[before:])

    async def live_until_done(self) -> None:
        """One life without a planned death: until nothing waits and nothing is due.

        What 500 short lives have left to post takes minutes, at the pace that Telegram allows.
        """
        of_the_dead = set(self._rows("state = 'claimed'"))
        process = await self.start("never", 1)
        before = None
        try:
            async with asyncio.timeout(PATIENCE) as patience:
                while any(left := self._left(of_the_dead)):
                    assert process.returncode is None, "the process ended by itself"
                    if left != before:
                        patience.reschedule(asyncio.get_running_loop().time() + PATIENCE)
                    before = left
                    await asyncio.sleep(0.05)
        finally:
            process.kill()
            await process.wait()

    def _left(self, of_the_dead: set[Any]) -> tuple[int, int, int]:
        """What is to be done: updates, schedules come due, posts that are due or on their way.

        Looked at in the order in which one becomes the other: nothing slips through between.
        """
        updates, schedules = self.waiting(), len(self._undecided())
        posts = set(self._rows("state IN ('due', 'claimed')"))
        return updates, schedules, len(posts - of_the_dead)

    async def kept(self) -> dict[tuple[int, int], list[str]]:
        """By group and person: every effect in its order, and the answer kept now as the last."""
        async with self._storage() as database, database.transaction() as tx:
            places = {row[0]: row[1] for row in self._sql(_PLACES)}
            persons = {}
            for member_id, person_id in self._sql("SELECT id, person_id FROM members"):
                person = await people.get(tx, person_id)
                assert person is not None
                persons[member_id] = person.telegram_id
        kept: dict[tuple[int, int], list[str]] = {}
        for checkin_id, member_id, word in self._sql("SELECT * FROM effects ORDER BY rowid"):
            kept.setdefault((places[checkin_id], persons[member_id]), []).append(word)
        for checkin_id, member_id, word in self._sql(
            "SELECT checkin_id, member_id, word FROM answers"
        ):
            assert kept[places[checkin_id], persons[member_id]][-1] == word
        return kept

    def states(self) -> dict[int, str]:
        """What the outbox says of each group's post, by chat."""
        return dict(self._sql(_STATES))

    def _undecided(self) -> list[Any]:
        return self._sql(f"SELECT 1 FROM schedules WHERE next_at <= {time.time()}")

    def _rows(self, condition: str) -> list[Any]:
        return self._sql(f"SELECT id FROM outbox WHERE {condition}")

    def _sql(self, script: str) -> list[Any]:
        with closing(sqlite3.connect(self.folder / "kith.db", timeout=10)) as connection:
            if script is _AUDIT:
                connection.executescript(script)
                return []
            return connection.execute(script).fetchall()

    async def _come_due(self, database: Database, chat_id: int) -> None:
        at = int(time.time()) // 60 * 60 - 60
        rule = Schedule(EVERY_DAY, at % 86_400 // 60, "UTC")
        async with database.transaction() as tx:
            group = await groups.add(tx, chat_id, "UTC", "en", agreed_at=at)
            await checkins.add_schedule(
                tx, group.id, kind="weather", rule=rule, window=WINDOW, next_at=at
            )

    async def start(self, event: str, nth: int, level: str = "DEBUG") -> asyncio.subprocess.Process:
        """A life of the process; it logs from that level on, and dies at DEBUG events alone."""
        order = {
            "level": level,
            "folder": str(self.folder),
            "api": self.address,
            "token": self.sandbox.token,
            "database": self._url,
            "event": event,
            "nth": nth,
            "stock": self.stock,
        }
        with (self.folder / "log").open("ab") as log:
            return await asyncio.create_subprocess_exec(
                sys.executable, "-m", "tests.torture.process", json.dumps(order), stderr=log
            )

    @asynccontextmanager
    async def _storage(self) -> AsyncIterator[Database]:
        """The bot's database, while no bot has it."""
        database, _ = await open_storage(self._url, self.folder / "kith.key")
        try:
            yield database
        finally:
            await database.close()


_PLACES = """
SELECT checkins.id, chat_id FROM checkins
JOIN schedules ON schedules.id = schedule_id JOIN groups ON groups.id = schedules.group_id
"""
_STATES = """
SELECT chat_id, state FROM outbox
JOIN checkins ON checkins.id = object_id AND outbox.kind = 'checkin'
JOIN schedules ON schedules.id = schedule_id JOIN groups ON groups.id = schedules.group_id
"""


@dataclass(frozen=True)
class Death:
    """Where the process died, and what it left: unconfirmed updates and claimed rows."""

    event: str
    nth: int
    unconfirmed: int
    claimed: int


@asynccontextmanager
async def opened(folder: Path, seed: int, *, stock: bool = False) -> AsyncIterator[Bench]:
    """A bench in real time; the sandbox outlives every process."""
    sandbox = Sandbox(Clock(time.time(), running=True), seed=seed)
    async with serve(sandbox) as address:
        yield Bench(sandbox, address, folder, Random(seed), stock=stock)
    assert odd_lines(folder / "log") == []
    payloads.check(sandbox.ledger.calls)
