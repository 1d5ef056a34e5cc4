"""Playing cells: what somebody does somewhere, and what becomes of it.

Belongs here: making the update of a cell, carrying many in one turn, telling what each came to. May
not enter: what should come of it (`table`).
"""

import secrets
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from structlog.testing import capture_logs

from handlers.keyboards import token_text
from sandbox import clients, shapes
from sandbox.entities import command_entities
from sandbox.messages import Message
from sandbox.population import Group
from storage import buttons, fields
from storage.buttons import Button
from storage.engine import Transaction
from storage.fields import Field
from storage.schema import metadata
from storage.vault import Vault
from tests.e2e.rights.cast import NOBODY, Cast
from tests.e2e.rights.pressed import LINE, TYPED

AT_ONCE = 100
"""Updates that Telegram shows at once."""
LIFE = 9_999
TABLES = sorted(set(metadata.tables) - {"buttons", "fields", "spoken", "updates"})


@dataclass(frozen=True, slots=True)
class Cell:
    """Who does what, where. `kind`: a table of routes; `name`: the route in it.

    `about`, `choice`: of the button's row. `bound`: it is theirs alone; else everybody's. `of`:
    whose it is, where it is another's. `own`: the row is of no group.
    """

    kind: str
    name: str
    role: str
    place: str
    about: int | None = None
    choice: str | None = None
    bound: bool = True
    own: bool = False
    of: str = ""


class Player:
    """Plays cells with a cast."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self._posts: dict[tuple[str, str], Message] = {}

    async def play(self, cells: Sequence[Cell]) -> list[str]:
        """What each came to: a reason to refuse, "trouble", or nothing: it was let through."""
        found: list[str] = []
        assert sorted(cells, key=lambda each: each.kind == "field") == list(cells)
        many = [each for each in cells if each.kind != "field"]
        for start in range(0, len(many), AT_ONCE):
            found += await self._turn(many[start : start + AT_ONCE])
        for cell in cells[len(many) :]:  # a person has one open field at a time
            found += await self._turn([cell])
        return found

    async def try_out(self, cells: Sequence[Cell]) -> list[tuple[str, set[str]]]:
        """The same, and the tables that each wrote to; what one did is undone before the next."""
        written: list[set[str]] = []
        self.cast.disk.begun = lambda connection, vault: Undone(connection, vault, written)
        try:
            found = await self.play(cells)
        finally:
            self.cast.disk.begun = Transaction
        return list(zip(found, written, strict=True))

    async def _turn(self, cells: Sequence[Cell]) -> list[str]:
        world = self.cast.sandbox.world
        rows = [self._row(cell) for cell in cells]
        async with self.cast.disk.transaction() as tx:
            await buttons.add(tx, [row for row in rows if row is not None])
            for cell in cells:
                if cell.kind == "field" and cell.role in self.cast.persons:
                    await fields.open(tx, self._field(cell))
        for cell, row in zip(cells, rows, strict=True):
            self._act(cell, token_text(row.token) if row else "")
        batch = [each.shape() for each in world.updates.take(AT_ONCE, self.cast.clock.now())]
        assert len(batch) == len(cells)
        with capture_logs() as logs:
            await self.cast.kith.turn.take(batch)
            await self.cast.kith.turn.finish()
        world.updates.confirm(batch[-1]["update_id"] + 1)
        return outcomes([dict(each) for each in logs])

    def _row(self, cell: Cell) -> Button | None:
        if cell.kind not in {"tap", "link"}:
            return None
        group = (
            None if cell.own else self.cast.groups["unset" if cell.place == "unset" else "group"]
        )
        person = self.cast.persons.get(cell.of or cell.role) if cell.bound else None
        token, end = secrets.token_bytes(16), self.cast.now + LIFE
        return Button(token, cell.name, cell.about, cell.choice, group, person, end)

    def _field(self, cell: Cell) -> Field:
        group = None if cell.own else self.cast.groups["group"]
        person, end = self.cast.persons[cell.role], self.cast.now + LIFE
        return Field(person, group, cell.name, cell.about, cell.choice, end)

    def _act(self, cell: Cell, token: str) -> None:
        match cell.kind:
            case "tap":
                person = self.cast.people[cell.role]
                clients.tap(self.cast.sandbox.world, person, self._post(cell), token)
            case "open":
                person = self.cast.people[cell.role]
                clients.tap(self.cast.sandbox.world, person, self._post(cell), f"sp!{cell.name}")
            case "link":
                self._write(cell, f"/start {token}")
            case "field":
                self._write(cell, TYPED.get(cell.name, LINE))
            case "command":
                self._write(cell, f"/{cell.name}@kith_bot")
            case _:
                raise AssertionError(cell.kind)

    def _write(self, cell: Cell, text: str) -> None:
        world, chat = self.cast.sandbox.world, self.cast.place(cell.place, cell.role)
        sender = NOBODY.get(cell.role) or self.cast.people[cell.role]
        topic = self.cast.topic if cell.place == "topic" else None
        message = Message(chat, sender, self.cast.now, text, topic=topic)
        message.entities = command_entities(text)
        message.message_id = 1
        world.emit("message", shapes.message(message))

    def _post(self, cell: Cell) -> Message:
        """A message of Kith's in that place."""
        key = (cell.place, cell.role if cell.place == "private" else "")
        if key not in self._posts:
            world, chat = self.cast.sandbox.world, self.cast.place(cell.place, cell.role)
            topic = self.cast.topic if cell.place == "topic" else None
            message = Message(chat, world.bot, self.cast.now, "?", topic=topic)
            if isinstance(chat, Group) or cell.role not in NOBODY:
                world.post(message)
            self._posts[key] = message
        return self._posts[key]


def outcomes(logs: Sequence[dict[str, object]]) -> list[str]:
    """What each step came to, in order."""
    found, now = [], ""
    for each in logs:
        if each["event"] == "turn.refused":
            now = str(each["reason"])
        elif each["event"] == "turn.failed":
            now = f"trouble {each['failure']}"
        elif each["event"] == "turn.stepped":
            found.append(now)
            now = ""
    return found


class Undone(Transaction):
    """A transaction in which each step begins from the same moment."""

    def __init__(self, connection: Any, vault: Vault, written: list[set[str]]) -> None:
        super().__init__(connection, vault)
        self._written = written
        self._inside = False

    @asynccontextmanager
    async def savepoint(self) -> AsyncIterator[None]:
        """That of a step is undone at its end in any case; those inside it are as ever."""
        if self._inside:
            async with super().savepoint():
                yield
            return
        self._inside, before = True, Counter(self.writes)
        try:
            async with super().savepoint():
                yield
                raise _Enough
        except _Enough:
            self._written.append(set(self.writes - before))
        except BaseException:
            self._written.append(set())
            raise
        finally:
            self._inside = False


class _Enough(Exception):
    """The step is over."""


class Kept:
    """What is stored at one moment, to be compared with."""

    def __init__(self, cast: Cast) -> None:
        self._live = cast.disk.driver()
        self._rows = self._all()

    def changed(self) -> set[str]:
        """The tables that are not as they were, beside what is kept of any message."""
        now = self._all()
        return {name for name in now if now[name] != self._rows[name]}

    def _all(self) -> dict[str, list[object]]:
        return {name: self._live.execute(f"SELECT * FROM {name}").fetchall() for name in TABLES}
