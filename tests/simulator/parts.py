"""What stands around Kith in a simulation: a disk and a line that fail, and a life that can end.

Belongs here: SQLite in memory and in this thread, the way to the sandbox, the fault that is drawn
next. May not enter: what people do, and what must hold.
"""

import asyncio
import json
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random
from typing import Any

import httpx
from sqlalchemy import event
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from sandbox.stage import Sandbox
from storage.engine import Database, Transaction
from storage.errors import StorageError, StorageFull
from storage.vault import Vault
from tests.torture.direct import Direct, _Direct


class Died(BaseException):
    """The process is gone: from here on nothing that it does takes effect."""


class Fate:
    """When this life ends, and what fails in it: counted in statements and calls."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.dies_in: int | None = None
        self.fails_in: int | None = None
        self.is_dead = False
        self.deaths = self.failures = 0

    def step(self, *, disk: bool) -> None:
        """One more. Raises Died, or StorageFull."""
        if self.is_dead:
            raise Died
        if self.dies_in is not None:
            self.dies_in -= 1
            if self.dies_in < 0:
                self.is_dead, self.dies_in = True, None
                self.deaths += 1
                raise Died
        if disk and self.fails_in is not None:
            self.fails_in -= 1
            if self.fails_in < 0:
                self.fails_in = None
                self.failures += 1
                raise StorageFull


class _Shaky(_Direct):
    """A connection whose every statement may be the last."""

    def __init__(self, connection: Any, fate: Fate) -> None:
        super().__init__(connection)
        self._fate = fate

    async def execute(self, statement: Any, parameters: Any = None) -> Any:
        self._fate.step(disk=True)
        return await super().execute(statement, parameters)

    async def commit(self) -> None:
        self._fate.step(disk=True)
        await super().commit()

    async def invalidate(self) -> None:
        """The transaction goes back by itself."""


class Disk(Database):
    """Kith's database without a thread; what was committed outlives every life."""

    def __init__(self, file: Path, vault: Vault, fate: Fate) -> None:
        self._direct, self._vault, self._fate = Direct(file, vault), vault, fate
        event.listen(self._direct._engine, "connect", _hurry)
        self._one, self.is_shared = asyncio.Lock(), False
        self.begun: Callable[[Any, Vault], Transaction] = Transaction
        self._writes: Counter[str] = Counter()
        self.fails = False

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """A transaction as Kith's own, one at a time."""
        try:
            async with self._one:
                self._fate.step(disk=True)
                with self._direct._engine.connect() as connection:
                    shaky: Any = _Shaky(connection, self._fate)
                    transaction = self.begun(shaky, self._vault)
                    yield transaction
                    await transaction.commit()
        except StorageError:
            self.fails = True
            raise
        self.fails = False
        self._writes.update(transaction.writes.keys())

    async def checkpoint(self) -> bool:
        """Nobody is erased here."""
        return True

    async def close(self) -> None:
        self._direct.close()

    def look(self, query: str, *values: object) -> list[Any]:
        """What is stored, for whoever judges."""
        return self.driver().execute(query, values).fetchall()

    def driver(self) -> sqlite3.Connection:
        """SQLite itself; there is one connection, for there is one thread."""
        with self._direct._engine.connect() as connection:
            driver = connection.connection.driver_connection
            assert isinstance(driver, sqlite3.Connection)
            return driver


def _hurry(connection: Any, _: object) -> None:
    """A process that dies takes no power cut along: what was written need not reach the disk."""
    connection.execute("PRAGMA synchronous=OFF").close()


class Line(BaseRequest):
    """The way to the sandbox: it takes its time, and sometimes breaks."""

    def __init__(self, sandbox: Sandbox, fate: Fate, latency: float | None = None) -> None:
        """`latency`: seconds each way; None: up to a fifth, drawn."""
        self._sandbox, self._fate, self._latency = sandbox, fate, latency

    @property
    def read_timeout(self) -> float | None:
        return 15.0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        """A call. Raises TimedOut or NetworkError where the sandbox is silent."""
        del method
        self._fate.step(disk=False)
        await asyncio.sleep(self._delay())
        parameters = request_data.json_parameters if request_data else {}
        outcome = await self._sandbox.call(url.rpartition("/")[2], parameters)
        await asyncio.sleep(self._delay())
        self._fate.step(disk=False)
        if outcome.silence == "hang":
            await asyncio.sleep(15)
            raise TimedOut from httpx.ReadTimeout("silence")
        if outcome.silence is not None:
            raise NetworkError(outcome.silence) from httpx.ReadError("reset")
        return outcome.status, json.dumps(outcome.body).encode()

    def _delay(self) -> float:
        return self._fate.rng.random() / 5 if self._latency is None else self._latency
