"""Several whole processes on one PostgreSQL, called by turns, that lose what they stand on (I14).

Belongs here: their lives, deaths and lost connections, and what is left at the end. May not enter:
what people do (`circles`), what counts as a failure; the tests say that.
"""

import asyncio
import json
import secrets
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import asyncpg
from sqlalchemy import text

from bot.cli.ending import Exit
from domain.schedule import Schedule
from sandbox.clock import Clock
from sandbox.server import serve
from sandbox.stage import Sandbox
from storage import checkins, groups, people
from storage.engine import Database
from storage.errors import StorageError, storage_error
from storage.keys import open_storage
from tests import payloads, postgres
from tests.logged import odd_lines
from tests.torture.balancer import HOST, balancing
from tests.torture.circles import Circles

EVERY_DAY = frozenset(range(7))
WINDOW = 6 * 3600
NAME = "people"
"""How the server knows our own connections: those are not taken away."""
PATIENCE = 120
"""Real seconds for one life of a process, and for the last ones to get something done."""
MOMENT = 0.05
"""Real seconds between two looks."""

_AUDIT = """
CREATE TABLE effects (id bigserial, checkin_id bigint, member_id bigint, word text);
CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO effects (checkin_id, member_id, word)
  VALUES (new.checkin_id, new.member_id, new.word);
  RETURN new; END $$;
CREATE TRIGGER noted AFTER INSERT OR UPDATE ON answers FOR EACH ROW EXECUTE FUNCTION note();
"""
"""Every effect of a tap leaves a trace, so that one that happened twice shows."""
_OTHERS = f"""
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name <> '{NAME}'
ORDER BY (state = 'idle') AND random() < 0.5, random() LIMIT 1
"""
"""One connection of a replica is lost: more often than by chance one that is at work."""
_PLACES = """
SELECT checkins.id, chat_id FROM checkins
JOIN schedules ON schedules.id = schedule_id JOIN groups ON groups.id = schedules.group_id
"""
_STATES = """
SELECT chat_id, state FROM outbox
JOIN checkins ON checkins.id = object_id AND outbox.kind = 'checkin'
JOIN schedules ON schedules.id = schedule_id JOIN groups ON groups.id = schedules.group_id
"""


@dataclass(kw_only=True)
class Replicas(Circles):
    """Two replicas' places, and the server below both. `without`: defences that are taken away."""

    server: postgres.Server
    url: str
    database: Database
    door: dict[str, Any]
    ports: Sequence[int]
    without: Sequence[str] = ()
    processes: dict[int, asyncio.subprocess.Process] = field(default_factory=dict)

    async def prepare(self, circles: int, members: int) -> None:
        """Groups of people, each with a check-in that is posted at once."""
        self.add_circles(circles, members)
        await self._come_due([group.id for group, _ in self.circles])
        await self.sql(_AUDIT)

    async def make_due(self, posts: int) -> None:
        """New groups whose check-in is due at once."""
        new = [self.sandbox.world.add_group("Quiet circle").id for _ in range(posts)]
        while True:
            try:
                await self._come_due(new)
                break
            except StorageError:  # the server has fallen; it may have saved them all the same
                await asyncio.sleep(MOMENT)
        self.posted_to.extend(new)  # whoever ends the load in between has saved nothing

    async def _come_due(self, chats: Sequence[int]) -> None:
        at = int(time.time()) // 60 * 60 - 60
        rule = Schedule(EVERY_DAY, at % 86_400 // 60, "UTC")
        async with self.database.transaction() as tx:
            await tx.execute(text(f"SET application_name = '{NAME}'"))
            if await groups.by_chat(tx, chats[0]) is not None:
                return
            for chat_id in chats:
                group = await groups.add(tx, chat_id, "UTC", "en", agreed_at=at)
                await checkins.add_schedule(
                    tx, group.id, kind="weather", rule=rule, window=WINDOW, next_at=at
                )

    async def lose_connection(self) -> bool:
        """Let the server end a connection of a replica; answers whether there was one."""
        return bool(await self.sql(_OTHERS))

    async def start(self, place: int, event: str = "never", nth: int = 1) -> None:
        """A life of the replica at that place, which dies at the n-th `event`."""
        order = {
            "level": "DEBUG",
            "folder": str(self.folder),
            "api": self.address,
            "token": self.sandbox.token,
            "event": event,
            "nth": nth,
            "stock": False,
            "database": self.url,
            "door": self.door | {"port": self.ports[place]},
            "without": list(self.without),
        }
        command = [sys.executable, "-m", "tests.torture.process", json.dumps(order)]
        with (self.folder / f"log{place}").open("ab") as log:
            self.processes[place] = await asyncio.create_subprocess_exec(*command, stderr=log)

    async def dies(self, place: int, event: str, nth: int) -> None:
        """One life of the replica at that place, until it has died at the n-th `event`."""
        await self.start(place, event, nth)
        async with asyncio.timeout(PATIENCE):
            while (code := await self.processes[place].wait()) == Exit.STORAGE:
                # The server was down when it began: whoever supervises it starts it again.
                await self.start(place, event, nth)
        assert code == -signal.SIGKILL, f"the process ended by itself with {code}"

    async def listen(self) -> None:
        """Wait until both replicas take calls."""
        for port in self.ports:
            async with asyncio.timeout(PATIENCE):
                while not await _listens(port):
                    await asyncio.sleep(MOMENT)

    async def done(self) -> None:
        """Wait until nothing waits, nothing is due, and no living replica has a post on its way."""
        before = None
        async with asyncio.timeout(PATIENCE) as patience:
            while any(left := await self.left()):
                await self._revive()
                if left != before:
                    patience.reschedule(asyncio.get_running_loop().time() + PATIENCE)
                before = left
                await asyncio.sleep(MOMENT)

    async def _revive(self) -> None:
        for place, process in self.processes.items():
            if process.returncode == Exit.STORAGE:
                await self.start(place)
            else:
                assert process.returncode is None, "the process ended by itself"

    async def left(self) -> tuple[int, int]:
        """What is to be done: updates, and posts that are due or yet to be decided."""
        [[posts]] = await self.sql(
            "SELECT (SELECT count(*) FROM outbox WHERE state = 'due') + "
            f"(SELECT count(*) FROM schedules WHERE next_at <= {time.time()})"
        )
        return self.waiting(), posts

    async def end(self) -> None:
        """End both; what they have begun to send is sent."""
        for process in self.processes.values():
            if process.returncode is None:
                process.terminate()
        for process in self.processes.values():
            await process.wait()

    async def kept(self) -> dict[tuple[int, int], list[str]]:
        """By group and person: every effect in its order, and the answer kept now as the last."""
        places = {row[0]: row[1] for row in await self.sql(_PLACES)}
        persons = {}
        async with self.database.transaction() as tx:
            for member_id, person_id in await self.sql("SELECT id, person_id FROM members"):
                person = await people.get(tx, person_id)
                assert person is not None
                persons[member_id] = person.telegram_id
        kept: dict[tuple[int, int], list[str]] = {}
        columns = "checkin_id, member_id, word"
        for checkin_id, member_id, word in await self.sql(
            f"SELECT {columns} FROM effects ORDER BY id"
        ):
            kept.setdefault((places[checkin_id], persons[member_id]), []).append(word)
        for checkin_id, member_id, word in await self.sql(f"SELECT {columns} FROM answers"):
            assert kept[places[checkin_id], persons[member_id]][-1] == word
        return kept

    async def states(self) -> dict[int, str]:
        """What the outbox says of each group's post, by chat."""
        return {row[0]: row[1] for row in await self.sql(_STATES)}

    async def sql(self, script: str) -> list[Any]:
        """Ask the server, again where it has fallen meanwhile."""
        while True:
            try:
                connection = await asyncpg.connect(self.url.replace("+asyncpg", ""))
                try:
                    return (
                        list(await connection.fetch(script))
                        if script is not _AUDIT
                        else [await connection.execute(script)]
                    )
                finally:
                    await connection.close()
            except (OSError, asyncpg.InterfaceError, asyncpg.InternalClientError):
                await asyncio.sleep(MOMENT)
            except asyncpg.PostgresError as failure:
                if storage_error(failure) is None:
                    raise
                await asyncio.sleep(MOMENT)


async def _listens(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection(HOST, port)
    except OSError:
        return False
    writer.close()
    return True


def _free_ports(count: int) -> list[int]:
    listeners = [socket.create_server((HOST, 0)) for _ in range(count)]
    ports = [int(each.getsockname()[1]) for each in listeners]
    for each in listeners:
        each.close()
    return ports


@asynccontextmanager
async def opened(
    folder: Path, seed: int, without: Sequence[str] = (), *, strict: bool = False
) -> AsyncIterator[Replicas]:
    """A bench in real time; the sandbox and the balancer outlive every process."""
    sandbox = Sandbox(Clock(time.time(), running=True), seed=seed, strict=strict)
    ports = _free_ports(2)
    with postgres.running(falls=True) as server:
        async with (
            postgres.empty_database(server.socket) as url,
            balancing(ports) as front,
            serve(sandbox) as address,
        ):
            secret = secrets.token_urlsafe(32)
            door = {"url": f"http://{HOST}:{front}/telegram", "host": HOST, "secret": secret}
            database, _ = await open_storage(url, folder / "kith.key")
            bench = Replicas(
                sandbox,
                address,
                folder,
                Random(seed),
                server=server,
                url=url,
                database=database,
                door=door,
                ports=ports,
                without=without,
            )
            try:
                yield bench
            finally:
                await bench.end()
                await database.close()
    for place in range(len(ports)):
        assert odd_lines(folder / f"log{place}") == []
    payloads.check(sandbox.ledger.calls)
