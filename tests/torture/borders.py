"""Three groups inside one process, whose people tap whatever buttons there are (I9).

Belongs here: the acts. May not enter: Kith's rules; what is known here is who is in
which group, and who stewards it. Telegram, HTTP and python-telegram-bot's routing are left out.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import func, select
from telegram import CallbackQuery, Chat, InlineKeyboardMarkup, Message, Update, User

from bot.delivery.outbox import _rendered
from bot.demo import BEGIN
from domain.changes import WAYS
from domain.delivery import Fate
from domain.refusals import Refusal
from domain.schedule import WORKDAYS, Schedule, next_occurrence
from handlers import routes
from handlers.keyboards import token_of
from handlers.notes import Post, Screen
from handlers.rights import Rights
from handlers.route import Route
from handlers.routing import _carry, carry_run
from handlers.step import Step
from storage import buttons, checkins, fields, groups, outbox, people, steering
from storage.engine import Transaction
from storage.keys import open_storage
from storage.schema import changes
from tests import templates
from tests.torture.direct import Direct
from tests.torture.kept import Snapshot, snapshot, written_rows
from tests.torture.ticking import tick

CHATS = (-1001, -1002, -1003)
IN = {
    "Ana": {-1001},
    "Ben": {-1002},
    "Chi": {-1003, -1001},
    "Eli": {-1001, -1002, -1003},
    "Fay": {-1002},
    "Gil": {-1003},
    "Hua": {-1001, -1002},
}
STEWARDS = {-1001: {"Ana", "Hua"}, -1002: {"Ben"}, -1003: {"Chi", "Gil"}}
NAMES = tuple(IN)
IDS = {name: 500 + number for number, name in enumerate(NAMES)}
COMMANDS = [
    "checkins",
    "pair",
    "hold",
    "agreement",
    "propose",
    "roles",
    "log",
    "setup",
    "evidence",
    "gatherings",
    "swap",
]
"""Not /settings and /loss, by which members may do what is counted here; nor /closing, the end."""
SAVING = {"Save", "Propose it", "21:00 to 08:00", "No quiet hours", "No break", "Turn pair-ups on"}
"""Labels that are tapped first, where somebody sees one of them."""
RECENT = 160
"""Buttons that anybody may get hold of, their own or not."""
SET = (
    "agreements",
    "groups",
    "local_lines",
    "pair_settings",
    "quiet_times",
    "roles",
    "schedules",
    "steering",
)
"""Tables of what is set in a group: only its own stewards touch it by a tap."""
KITH = User(1, "Kith", is_bot=True)


class Borders:
    """The groups, the time, and the buttons that are lying about."""

    def __init__(self, database: Direct, seed: int) -> None:
        self.database = database
        self.rng = Random(seed)
        self.now = int(BEGIN)
        self.stewards = {chat: set(names) for chat, names in STEWARDS.items()}
        self.crossed: list[str] = []
        self.made = 0
        """Changes that took effect until time passed last."""
        self._buttons: list[str] = []
        self._own: dict[str, list[str]] = {name: [] for name in (*NAMES, "all")}
        self._places: dict[str, int] = {}
        self._labels: dict[str, str] = {}
        self._count = count(1)
        self._seen: Snapshot = {}

    async def gather(self, tx: Transaction) -> None:
        """Three groups that have agreed, each with another way to decide."""
        for chat, way in zip(CHATS, WAYS, strict=True):
            group = await groups.add(tx, chat, "Europe/London", "en", agreed_at=self.now)
            rule = Schedule(WORKDAYS, 9 * 60, "Europe/London")
            coming = next_occurrence(rule, self.now).at
            await checkins.add_schedule(
                tx, group.id, kind="weather", rule=rule, window=3600, next_at=coming
            )
            await steering.set_way(tx, group.id, way)
            for name, chats in IN.items():
                person = await people.remember(tx, IDS[name])
                await people.set_reachable(tx, person.id, reachable=True)
                if chat in chats:
                    await people.seen(tx, group.id, person.id, self.now)
        self._seen = await snapshot(tx, CHATS)

    async def act(self) -> None:
        """One act of somebody, or of time."""
        async with self.database.transaction() as tx:
            if self.rng.random() < 0.03:
                await self._time(tx)
                return
            name, before = self.rng.choice(NAMES), await written_rows(tx)
            kind = self.rng.random()
            if kind < 0.25:
                await self._types(tx, name)
            elif kind < 0.9:
                await self._taps(tx, name)
            elif kind < 0.98:
                await self._writes(tx, name)
            else:
                self._other_stewards()
            await self._look(tx, name, before)

    async def _types(self, tx: Transaction, name: str) -> None:
        chat, command = self.rng.choice(sorted(IN[name])), self.rng.choice(COMMANDS)
        message = self._message(name, chat, text=f"/{command}")
        await self._carry(tx, name, routes.GROUP_COMMANDS[command], message=message)

    async def _taps(self, tx: Transaction, name: str) -> None:
        """A button that lies about: their own, somebody else's, or another group's."""
        if not self._buttons:
            return
        theirs = self._own[name if self.rng.random() < 0.8 else "all"]
        if self.rng.random() < 0.2:
            theirs = []
        telling = [each for each in theirs if self._labels.get(each) in SAVING]
        data = self.rng.choice(telling or theirs or self._buttons)
        token = token_of(data)
        button = (await buttons.find(tx, [token])).get(token) if token else None
        if button is None:
            return
        place = self._places.get(data, 0) if self.rng.random() < 0.8 else 0
        if place not in {*IN[name], IDS[name]}:
            place = self.rng.choice([*sorted(IN[name]), IDS[name]])
        if button.action in routes.TAPS:
            message = self._message(name, place, sender=KITH)
            tap = CallbackQuery("1", self._user(name), "1", message=message, data=data)
            await self._carry(
                tx, name, routes.TAPS[button.action], button=button, callback_query=tap
            )
        elif button.action in routes.LINKS:
            message = self._message(name, IDS[name], text=f"/start {data}")
            await self._carry(tx, name, routes.LINKS[button.action], button=button, message=message)

    async def _writes(self, tx: Transaction, name: str) -> None:
        """A line in the field that they have open."""
        opened = (await fields.find(tx, [IDS[name]], self.now)).get(IDS[name])
        if opened is None or opened.action not in routes.FIELDS:
            return
        line = self.rng.choice(["We meet.", "09:30", "2027-01-04", "Call us: 1234", "Tea"])
        message = self._message(name, IDS[name], text=line)
        route = routes.FIELDS[opened.action]
        await self._carry(tx, name, route, opened=opened, message=message)

    def _other_stewards(self) -> None:
        """Somebody becomes a steward of a group that they are in, or is none any more."""
        chat = self.rng.choice(CHATS)
        name = self.rng.choice([each for each, chats in IN.items() if chat in chats])
        self.stewards[chat] ^= {name}

    async def _time(self, tx: Transaction) -> None:
        """Hours or days pass; what is due is decided and sent, and its buttons lie about."""
        self.now += self.rng.choice([600, 3600, 86_400, 3 * 86_400])
        await tick(tx, self.now)
        for row in await outbox.waiting(tx, self.now, 100):
            claimed = await outbox.claim(tx, row.id, self.now)
            post = await _rendered(tx, claimed, self.now) if claimed else None
            if claimed is not None:
                number = next(self._count)
                await outbox.settle(tx, claimed.id, Fate("sent", message_id=number), row.chat_id)
            if isinstance(post, Post):
                self._own["all"] = self._own["all"][-12:]
                self._keep(post.keyboard, "all", post.chat_id)
        self._seen = await snapshot(tx, CHATS)
        self.made = int((await tx.execute(select(func.max(changes.c.id)))).scalar_one() or 0)

    async def _carry(
        self,
        tx: Transaction,
        name: str,
        route: Route,
        *,
        button: Any = None,
        opened: Any = None,
        **update: Any,
    ) -> None:
        """One update in a savepoint, as a turn has it; a refusal undoes it."""
        admins = {
            chat: {IDS[each]: each for each in names} for chat, names in self.stewards.items()
        }
        step = Step(
            tx=tx,
            now=self.now,
            update=Update(next(self._count), **update),
            username="kith_bot",
            sizes=dict.fromkeys(CHATS, 4),
            rights=Rights(admins),
            button=button,
            opened=opened,
        )
        try:
            async with tx.savepoint():
                await _carry(step, route)
                await carry_run([step])
        except Refusal:
            return
        for note in step.notes:
            if isinstance(note, Screen) and note.keyboard is not None:
                self._own[name] = []
                self._keep(note.keyboard, name, step.chat.id)

    def _keep(self, keyboard: InlineKeyboardMarkup | None, name: str, place: int) -> None:
        """The buttons lie about from now on; those of a screen are first of all its owner's."""
        for row in keyboard.inline_keyboard if keyboard else ():
            for each in row:
                data = each.callback_data or (each.url or "").partition("start=")[2]
                if data:
                    self._buttons = [*self._buttons, str(data)][-RECENT:]
                    self._labels[str(data)] = each.text
                    self._places[str(data)] = place
                    self._own[name].append(str(data))

    async def _look(self, tx: Transaction, name: str, before: int) -> None:
        """Only groups that they are in have changed, and what is set only where they steward."""
        if await written_rows(tx) == before:
            return
        after = await snapshot(tx, CHATS)
        for chat, tables in after.items():
            changed = {each for each in tables if tables[each] != self._seen[chat][each]}
            if changed and chat not in IN[name]:
                self.crossed.append(f"{name} in {chat}: {sorted(changed)}")
            if changed & set(SET) and name not in self.stewards[chat]:
                self.crossed.append(f"{name} set {chat}: {sorted(changed)}")
        self._seen = after

    def _message(self, name: str, place: int, sender: User | None = None, **also: Any) -> Message:
        chat = Chat(place, "private" if place > 0 else "supergroup")
        return Message(1, None, chat, from_user=sender or self._user(name), **also)  # type: ignore[arg-type]

    def _user(self, name: str) -> User:
        return User(IDS[name], name, is_bot=False)


@asynccontextmanager
async def opened(folder: Path, seed: int) -> AsyncIterator[Borders]:
    """The three groups, in a folder of their own."""
    await templates.sqlite(folder / "kith.db")
    url = f"sqlite+aiosqlite:///{folder / 'kith.db'}"
    database, _ = await open_storage(url, folder / "kith.key")
    direct = Direct(folder / "kith.db", database._vault)
    await database.close()
    borders = Borders(direct, seed)
    try:
        async with direct.transaction() as tx:
            await borders.gather(tx)
        yield borders
    finally:
        direct.close()
