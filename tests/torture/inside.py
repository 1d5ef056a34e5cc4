"""A circle inside one process: the handlers, the domain and the storage of pairs, and no network.

Belongs here: what people do with the buttons that they see, the outbox emptied by the renderers
that Kith uses, and the account of what was shown to whom. May not enter: Kith's rules. Telegram,
HTTP and python-telegram-bot's routing are left out; the model with real acts has them.
"""

from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import select
from telegram import (
    CallbackQuery,
    Chat,
    InlineKeyboardMarkup,
    Message,
    SharedUser,
    Update,
    User,
    UsersShared,
)

from bot.delivery.outbox import _rendered
from bot.demo import BEGIN
from domain.delivery import Fate
from domain.pairs.rules import SETTLING
from domain.people import shown_name
from domain.refusals import Refusal
from handlers import routes
from handlers.keyboards import token_of
from handlers.notes import Edit, Post, Relayed, Screen
from handlers.pairs import hours
from handlers.rights import Rights
from handlers.route import Route
from handlers.routing import _carry
from handlers.step import Step
from storage import buttons, groups, outbox, people, retention
from storage.engine import Transaction
from storage.keys import open_storage
from storage.pairs import relays, standing
from storage.schema import members, pair_seats
from tests import templates
from tests.e2e.pairs.showing import Account, names
from tests.torture.direct import Direct
from tests.torture.ticking import tick

GROUP = -1001
NAMES = ("Ana", "Ben", "Chi", "Eli", "Dee", "Fay", "Gil", "Hua")
IDS = {name: 500 + number for number, name in enumerate(NAMES)}
RECENT = 8
"""Screens of which somebody still finds the buttons."""
KITH = User(1, "Kith", is_bot=True)

Buttons = dict[str, str]


class Inside:
    """Who is there, what they see, and the time."""

    def __init__(self, database: Direct) -> None:
        self.database = database
        self.now = int(BEGIN)
        ids = {names(shown_name(name))[0]: number for name, number in IDS.items()}
        self.account = Account(ids, stewards={IDS["Dee"]})
        self.too_much: list[str] = []
        self.news: dict[str, list[str]] = defaultdict(list)
        self._screens: dict[int, list[Buttons]] = defaultdict(list)  # -id: theirs in the group
        self._count = count(1)

    async def gather(self, tx: Transaction) -> None:
        """Eight who are settled and reachable, in a circle with pairs."""
        group = await groups.add(tx, GROUP, "Europe/London", "en", agreed_at=self.now)
        await standing.set_open(tx, group.id, self.now)
        for number in IDS.values():
            person = await people.remember(tx, number)
            await people.set_reachable(tx, person.id, reachable=True)
            await self.settles(tx, number)

    async def settles(self, tx: Transaction, number: int) -> None:
        """They are there for long enough, and said that they are 18 or over."""
        group = await groups.by_chat(tx, GROUP)
        assert group is not None
        person = await people.remember(tx, number)
        member = await people.seen(tx, group.id, person.id, self.now)
        await standing.backdate(tx, member, self.now - SETTLING)
        await standing.set_adult(tx, member, self.now)

    # What people do

    async def types(self, tx: Transaction, name: str, command: str) -> None:
        """A command in the group."""
        message = self._message(name, GROUP, text=f"/{command}")
        await self._act(tx, name, Update(next(self._count), message=message),
                        routes.GROUP_COMMANDS[command])  # fmt: skip

    async def taps(self, tx: Transaction, name: str, label: str, *, in_group: bool) -> None:
        """Tap the newest such button that they see there, if there is one."""
        place = GROUP if in_group else IDS[name]
        data = self.finds(name, label, in_group=in_group)
        token = data and token_of(data)
        if not token or data is None:
            return
        button = (await buttons.find(tx, [token])).get(token)
        if button is None or button.action not in routes.TAPS:
            return
        self.account.tapped(IDS[name], data)
        message = self._message(name, place, sender=KITH)
        tap = CallbackQuery("1", self._user(name), "1", message=message, data=data)
        update = Update(next(self._count), callback_query=tap)
        await self._act(tx, name, update, routes.TAPS[button.action], button=button)

    def finds(self, name: str, label: str, *, in_group: bool) -> str | None:
        """The data of the newest such button that they see there."""
        shown = self._screens[IDS[name]]
        if in_group:
            shown = [*self._screens[GROUP], *self._screens[-IDS[name]]]
        return next((each[label] for each in reversed(shown) if label in each), None)

    async def writes(self, tx: Transaction, name: str) -> None:
        """A line in private: perhaps a relay is open."""
        message = self._message(name, IDS[name], text="A word.")
        found = await relays.at_work(tx, {IDS[name]}, self.now - 3600)
        seat = found.get(IDS[name])
        if seat is not None:
            update = Update(next(self._count), message=message)
            await self._act(tx, name, update, routes.RELAY, relay=seat)

    async def picks(self, tx: Transaction, name: str, other: str, request_id: int) -> None:
        """Somebody is picked from Telegram's own list."""
        shared = UsersShared(request_id, [SharedUser(IDS[other])])
        message = self._message(name, IDS[name], users_shared=shared)
        await self._act(tx, name, Update(next(self._count), message=message), routes.PICKED)

    async def goes(self, tx: Transaction, name: str) -> None:
        """They leave the group."""
        message = self._message(name, GROUP, left_chat_member=self._user(name))
        await self._act(tx, name, Update(next(self._count), message=message), routes.LEFT)

    async def comes(self, tx: Transaction, name: str) -> None:
        """They come back."""
        message = self._message(name, GROUP, new_chat_members=[self._user(name)])
        await self._act(tx, name, Update(next(self._count), message=message), routes.JOINED)

    # What time brings

    async def passes(self, tx: Transaction, seconds: float) -> None:
        """Time passes; what became due is decided, and sent."""
        self.now += int(seconds)
        await hours.tick(tx, self.now)
        assert tx.set_aside == []
        await self._sends(tx)

    async def days_pass(self, tx: Transaction, seconds: float) -> None:
        """Much of it passes, with everything that Kith does then; what was due went before."""
        await self.passes(tx, 2)
        self.now += int(seconds)
        await retention.enforce(tx, self.now)
        await hours.forget(tx, self.now)
        await tick(tx, self.now)
        await self._sends(tx)

    async def _sends(self, tx: Transaction) -> None:
        for row in await outbox.waiting(tx, self.now, 100):
            claimed = await outbox.claim(tx, row.id, self.now)
            if claimed is None:
                continue
            post = await _rendered(tx, claimed, self.now)
            if post is None:
                await outbox.settle(tx, claimed.id, Fate("cancelled"))
                continue
            number = next(self._count)
            await outbox.settle(tx, claimed.id, Fate("sent", message_id=number), row.chat_id)
            if isinstance(post, Post):
                self._shown({"chat_id": post.chat_id}, post.text, post.keyboard, number)
            elif isinstance(post, Edit):
                place = {"chat_id": post.chat_id, "message_id": post.message_id}
                self._shown(place, post.text, post.keyboard, post.message_id)

    # What is seen

    async def live(self, tx: Transaction) -> dict[int, set[str]]:
        """Who sits in which live pair."""
        query = select(pair_seats.c.pair_id, members.c.person_id).join(members)
        found: dict[int, set[str]] = defaultdict(set)
        for row in await tx.execute(query.where(pair_seats.c.live)):
            found[row.pair_id].add(NAMES[row.person_id - 1])
        return found

    def _shown(
        self, to: dict[str, Any], text: str, keyboard: InlineKeyboardMarkup | None, number: int
    ) -> None:
        """Take a payload in: who may see it, and the buttons they have now (I7)."""
        params = {**to, "text": text}
        if keyboard is not None:
            params["reply_markup"] = keyboard.to_dict()
        answer = {"result": {"message_id": number}}
        self.too_much += self.account.sent(params, answer)
        place = to["chat_id"]
        rows = keyboard.inline_keyboard if keyboard else ()
        found = {each.text: str(each.callback_data) for row in rows for each in row}
        receiver = to.get("receiver_user_id")
        where = place if receiver is None else -int(receiver)
        self._screens[where] = [*self._screens[where], found][-RECENT:]
        if place > 0:
            self.news[NAMES[place - 500]].append(text)

    async def _act(
        self, tx: Transaction, name: str, update: Update, route: Route, **prepared: Any
    ) -> None:
        """One update in a savepoint, as a turn has it; a refusal undoes it."""
        step = Step(tx=tx, now=self.now, update=update, username="kith_bot", sizes={GROUP: 8},
                    rights=Rights({GROUP: {IDS["Dee"]: "Dee"}}), **prepared)  # fmt: skip
        try:
            async with tx.savepoint():
                await _carry(step, route)
        except Refusal:
            return
        for note in step.notes:
            if isinstance(note, Screen):
                to = {"chat_id": IDS[name]}
                if step.chat.id == GROUP:
                    to = {"chat_id": GROUP, "receiver_user_id": IDS[name]}
                self._shown(to, note.text, note.keyboard, next(self._count))
            elif isinstance(note, Relayed):
                self._shown({"chat_id": note.chat_id}, note.text, None, next(self._count))

    def _message(self, name: str, place: int, sender: User | None = None, **also: Any) -> Message:
        chat = Chat(place, "private" if place > 0 else "supergroup")
        return Message(1, None, chat, from_user=sender or self._user(name), **also)  # type: ignore[arg-type]

    def _user(self, name: str) -> User:
        return User(IDS[name], name, is_bot=False)


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Inside]:
    """A circle in a folder of its own."""
    await templates.sqlite(folder / "kith.db")
    url = f"sqlite+aiosqlite:///{folder / 'kith.db'}"
    database, _ = await open_storage(url, folder / "kith.key")
    direct = Direct(folder / "kith.db", database._vault)
    await database.close()
    inside = Inside(direct)
    try:
        async with direct.transaction() as tx:
            await inside.gather(tx)
        yield inside
    finally:
        direct.close()
