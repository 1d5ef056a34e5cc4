"""Who is there, and where: ten roles, five places, in one sandbox with a Kith in this thread.

Belongs here: people, groups, and what Kith knows of them before anybody acts. May not enter: what
anybody may do (`table`).
"""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from bot.app import Kith
from bot.demo import BEGIN
from sandbox.clock import Clock
from sandbox.population import ANONYMOUS, CHANNELS, Chat, Group, Person, PrivateChat
from sandbox.stage import Sandbox
from storage import groups, people, stewards
from storage.engine import Transaction
from storage.pairs import standing
from storage.vault import Vault
from tests import templates
from tests.e2e.rights.things import Things, put
from tests.simulator.life import born
from tests.simulator.parts import Disk, Fate, Line

LONG_HERE = 30 * 86_400
"""Seconds for which members have been there: long enough for pair-ups (P30)."""

ROLES = {
    "member": "a member",
    "newcomer": "somebody in the chat whom Kith does not know as a member",
    "steward": "an admin in Telegram",
    "chosen": "a steward chosen in Kith",
    "demoted": "an admin until a moment ago",
    "former": "somebody who left",
    "anonymous": "an anonymous admin, as 1087968824",
    "channel": "a channel, as 136817688",
    "linked": "the linked channel, as 777000",
    "elsewhere": "a steward of another group",
}
PLACES = {
    "group": "the group",
    "topic": "a topic of it",
    "private": "the private chat",
    "other": "another group of Kith's",
    "unset": "a group in which Kith is not set up",
}
NOBODY = {"anonymous": ANONYMOUS, "channel": CHANNELS["own"], "linked": CHANNELS["linked"]}
"""The ids that stand for no person."""
KNOWN = frozenset(ROLES) - NOBODY.keys()


@dataclass
class Cast:
    """Everybody and everything. `persons`: our ids by role; `chats`: by place."""

    sandbox: Sandbox
    kith: Kith
    disk: Disk
    clock: Clock
    people: dict[str, Person] = field(default_factory=dict)
    chats: dict[str, Group] = field(default_factory=dict)
    persons: dict[str, int] = field(default_factory=dict)
    groups: dict[str, int] = field(default_factory=dict)
    things: Things = field(default_factory=dict)
    topic: int = 0

    @property
    def now(self) -> int:
        return int(self.clock.now())

    @property
    def coming_day(self) -> str:
        """The date of the next check-in."""
        return datetime.fromtimestamp(self.things["coming"], UTC).date().isoformat()

    def place(self, name: str, role: str) -> Chat:
        """The chat; the private one is that of whoever acts."""
        if name == "private":
            return self.sandbox.world.chats[self.people[role].id]
        return self.chats["group" if name == "topic" else name]

    def gather(self) -> None:
        """People, the two whose ids are nobody's among them, and the groups they are in."""
        world = self.sandbox.world
        for role in ROLES:
            self.people[role] = world.add_person(role.title())
            self.people[role].started = True
        for role, account in NOBODY.items():
            ghost = Person(account.id, account.first_name, account.username)
            world.people[ghost.id] = self.people[role] = ghost
            world.chats[ghost.id] = PrivateChat(ghost.id, "0", ghost)
        there = [self.people[role] for role in ("member", "newcomer", "chosen", "demoted")]
        dee, oli = self.people["steward"], self.people["elsewhere"]
        self.chats["group"] = world.add_group("Circle", members=there, admins=[dee], forum=True)
        self.chats["unset"] = world.add_group("Unset", members=there, admins=[dee])
        self.chats["other"] = world.add_group("Other", members=[*there, dee], admins=[oli])
        self.topic = world.add_topic(self.chats["group"], "Walks").id

    async def acquaint(self, tx: Transaction) -> None:
        """What Kith knows: the groups, people, who was seen where, and what is set."""
        for name, chat in self.chats.items():
            agreed = None if name == "unset" else self.now - LONG_HERE
            added = await groups.add(tx, chat.id, "Europe/London", "en", agreed_at=agreed)
            self.groups[name] = added.id
        for role in KNOWN:
            person = await people.remember(tx, self.people[role].id)
            self.persons[role] = person.id
            await people.set_reachable(tx, person.id, reachable=True)
        for role in ("member", "steward", "chosen", "demoted"):
            await self._seen(tx, "group", role)
        for role in ("member", "elsewhere"):
            await self._seen(tx, "other", role)
        chosen = await self._seen(tx, "group", "chosen")
        await stewards.choose(tx, self.groups["group"], chosen, self.now)
        self.things = await put(tx, self.groups, self.persons, self.now)

    async def _seen(self, tx: Transaction, place: str, role: str) -> int:
        member = await people.seen(tx, self.groups[place], self.persons[role], self.now)
        await standing.backdate(tx, member, self.now - LONG_HERE)
        return member


@asynccontextmanager
async def gathered(folder: Path) -> AsyncIterator[Cast]:
    """All of them, before anybody has acted."""
    clock, fate = Clock(BEGIN), Fate(Random(0))
    await templates.sqlite(folder / "kith.db")
    disk = Disk(folder / "kith.db", Vault(secrets.token_bytes(32)), fate)
    sandbox = Sandbox(clock)
    opened, kith = await born(sandbox, disk, Line(sandbox, fate, 0.0), clock)
    cast = Cast(sandbox, kith, disk, clock)
    try:
        cast.gather()
        async with disk.transaction() as tx:
            await cast.acquaint(tx)
        yield cast
    finally:
        await kith.turn.finish()
        await opened.__aexit__(None, None, None)
        await disk.close()
