"""Groups that become supergroups in the middle of something, each at a point drawn by chance (I19).

Belongs here: the morning of a group, the point, and what Telegram tells of the move. May not enter:
what must hold (`moved`).

Real Kith and sandbox in one process; the log events are the points, as for kill -9.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator, MutableMapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import structlog

from bot.demo import settle
from domain.checkins import NAMES
from domain.delivery import Lane
from domain.gatherings import Plan
from domain.pairs.asking import Draft
from domain.schedule import Schedule, next_occurrence
from handlers.gatherings.form import announce
from sandbox import happenings
from sandbox.faults import SLOW, Fault
from storage import agreement, checkins, gatherings, groups, outbox, people
from storage.outbox import Wanted
from storage.pairs import meetings, standing
from storage.pairs.meetings import Guest
from tests.e2e.scene import Person, Scene, opened

DAY, HOUR = 86_400, 3600
NINE = 9 * 60
NAMED = ("Ana", "Ben", "Chi", "Dee")
UNDER_WAY, POSTS = "under way", 3
"""One of the three posts stands there, and its sender does not know it yet."""
POINTS = {
    "tick.decided": 2,
    "tick.committed": 2,
    "delivery.claimed": 6,
    "delivery.sent": 6,
    "delivery.marked": 6,
    "turn.read": 8,
    "turn.prepared": 8,
    "turn.stepped": 8,
    "turn.decided": 8,
    "turn.committed": 8,
    "speak.said": 6,
    "intake.confirming": 8,
}
"""Where a group may move, and how often that is passed in its morning."""
TELLINGS = (
    ("to", "from"),
    ("from", "to"),
    ("to",),
    ("from",),
    ("to", "from", "to", "from"),
    ("from", "from"),
    ("joined", "from", "to"),
    ("joined", "to", "left"),
    ("to", "from", "joined", "left"),
    (),
)
"""What Telegram tells of a move, in which order and how often; at least its refusal tells it."""


@dataclass
class Moving:
    """A group, its point, and what people did. `words`: by person, what they tapped last."""

    scene: Scene
    rng: Random
    old: int
    group_id: int = 0
    new: int | None = None
    told: list[str] = field(default_factory=list)
    words: dict[int, str] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    came: bool = False

    def strike(self) -> None:
        """The group moves; a part of what is told of it may come a moment later."""
        told = list(self.rng.choice(TELLINGS))
        at_once = self.rng.randint(0, len(told))
        world = self.scene.sandbox.world
        self.new = happenings.migrated(world, world.group(self.old), told[:at_once]).id
        self.told = told[at_once:]

    def tell_the_rest(self) -> None:
        """What was not told yet comes."""
        world = self.scene.sandbox.world
        for what in self.told:
            happenings.tell_of_move(world, world.group(self.old), what)
        self.told = []

    @property
    def posted(self) -> int:
        """How many posts stand in the old chat."""
        delivered = self.scene.sandbox.ledger.delivered
        return sum(each["chat"] == self.old and "message_id" in each for each in delivered)

    @property
    def chats(self) -> list[int]:
        """Where people look: the old chat first, while something stands there."""
        return [self.old] if self.new is None else [self.old, self.new]


def point(rng: Random) -> tuple[str, int]:
    """Where a group moves: the name, and at which time that it is passed."""
    if rng.random() < 1 / 4:
        return UNDER_WAY, rng.randint(1, POSTS)
    event = rng.choice(list(POINTS))
    return event, rng.randint(1, POINTS[event])


@asynccontextmanager
async def struck(moving: Moving, event: str, nth: int) -> AsyncIterator[None]:
    """The group moves when Kith passes that point for the n-th time, or else at the end."""
    answering = asyncio.create_task(_answer_late(moving, nth)) if event == UNDER_WAY else None
    with _watched(moving, event, nth):
        yield
    if answering:
        await answering
    if moving.new is None:
        moving.strike()


async def _answer_late(moving: Moving, nth: int) -> None:
    """Kith hears of the move before it hears that the n-th post has arrived."""
    sandbox = moving.scene.sandbox
    while moving.posted < nth - 1:
        await asyncio.sleep(0)
    sandbox.faults.plan(Fault("sendMessage", SLOW, chat=moving.old))
    while moving.posted < nth:
        await asyncio.sleep(0)
    moving.strike()
    await moving.scene.settled()
    sandbox.faults.clear()


@contextmanager
def _watched(moving: Moving, event: str, nth: int) -> Iterator[None]:
    left = nth

    def pass_by(_: Any, __: str, logged: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        nonlocal left
        if logged["event"] == event and moving.new is None:
            left -= 1
            if left == 0:
                moving.strike()
        raise structlog.DropEvent

    structlog.configure(processors=[pass_by])
    try:
        yield
    finally:
        structlog.reset_defaults()


@asynccontextmanager
async def stage(folder: Path) -> AsyncIterator[Scene]:
    """Kith, and four people who are in every group."""
    async with opened(folder) as scene:
        for name in NAMED:
            await (await scene.person(name)).whispers("/start")
        yield scene


async def begin(scene: Scene, seed: int) -> Moving:
    """A group with all that a group has; at nine three posts are due."""
    everybody = [scene.people[name] for name in NAMED]
    chat = await scene.group(f"Circle {seed}", everybody, everybody[3:], agreed=False)
    moving = Moving(scene, Random(seed), chat)
    now = int(scene.sandbox.clock.now())
    rule = Schedule(frozenset(range(7)), NINE, "Europe/London")
    at = next_occurrence(rule, now).at
    async with scene.kith.database.transaction() as tx:
        group = await groups.by_chat(tx, chat)
        group = group or await groups.add(tx, chat, "UTC", "en")
        await groups.set_up(tx, group.id, zone=rule.zone, country="GB", agreed_at=now)
        moving.group_id = group.id
    await settle(scene.kith, chat, [each.id for each in everybody], now)
    async with scene.kith.database.transaction() as tx:
        group = await groups.by_chat(tx, chat)
        assert group
        await checkins.add_schedule(
            tx, group.id, kind="weather", rule=rule, window=6 * HOUR, next_at=at, mode=NAMES
        )
        ids = [await _member(tx, group.id, each, now) for each in everybody]
        await agreement.add(tx, group.id, "We listen.", now)
        await agreement.go_along(tx, ids[0], 2)
        met = await standing.members_by_id(tx, ids[:2])
        guests = [Guest(met[each], name) for each, name in zip(met, NAMED, strict=False)]
        await meetings.begin(
            tx, group.id, guests, wish=Draft(), question="x", begun_at=now, ends_at=now + 5 * DAY
        )
        await gatherings.begin(tx, group.id, ids[0], Plan("call", at + DAY, NINE), None)
        draft = await gatherings.draft_of(tx, ids[0])
        assert draft
        await gatherings.open_up(tx, draft.id, at + DAY)
        await announce(tx, group, draft.id, at)
        alone = Wanted("left_alone", group.id, group.id, Lane.POSTS, at, at + HOUR)
        await outbox.ask(tx, alone)
    scene.sandbox.clock.set(at - 10)
    return moving


async def _member(tx: Any, group_id: int, who: Person, now: int) -> int:
    person = await people.remember(tx, who.id)
    await people.set_reachable(tx, person.id, reachable=True)
    return await people.seen(tx, group_id, person.id, now)


async def morning(moving: Moving) -> None:
    """It is nine; people tap, and the post is edited."""
    scene = moving.scene
    ana, ben, chi = (scene.people[name] for name in NAMED[:3])
    await passes(moving, 12)
    await tap(moving, ana, "Windy")
    await tap(moving, ben, "Still")
    await tap(moving, ana, "Show it beside my name")
    await tap(moving, chi, "I come")
    await passes(moving, 20)
    await tap(moving, ben, "Foggy")
    await passes(moving, 20)


async def passes(moving: Moving, seconds: int) -> None:
    """Time passes; what was not told at once of a move is told within its first second."""
    await moving.scene.passes(seconds=1)
    moving.tell_the_rest()
    await moving.scene.settled()
    await moving.scene.passes(seconds=seconds - 1)


async def tap(moving: Moving, who: Person, label: str, chat_id: int | None = None) -> None:
    """Tap it in that chat, or where it stands, the old one first; and hear that it is kept."""
    for _ in range(3):
        for chat in [chat_id] if chat_id else moving.chats:
            for message in reversed(await who.looks(chat)):
                if any(each["label"] == label for row in message["buttons"] for each in row):
                    await who.presses(chat, message, label=label)
                    _note(moving, who, label)
                    return
        await passes(moving, 10)
    moving.refused.append(f"{who.name} sees no {label}")


def _note(moving: Moving, who: Person, label: str) -> None:
    heard = who.heard or ""
    if label in ("Windy", "Still", "Foggy"):
        moving.words[who.id] = label.lower()
        if label not in heard:
            moving.refused.append(f"{label}: {heard}")
    elif label == "I come":
        moving.came = True


async def afterwards(moving: Moving) -> None:
    """The rest is told, and one more thing is posted: its refusal tells at the latest."""
    scene = moving.scene
    await passes(moving, 2)
    now = int(scene.sandbox.clock.now())
    later = Wanted("made_admin", moving.group_id, moving.group_id, Lane.POSTS, now, now + HOUR)
    async with scene.kith.database.transaction() as tx:
        await outbox.ask(tx, later)
    for _ in range(3):
        await scene.passes(seconds=5)


async def next_day(moving: Moving) -> None:
    """The check-in closes, and the next day's comes and is answered; then Kith goes."""
    scene, dee = moving.scene, moving.scene.people["Dee"]
    await scene.is_down(hours=7)
    await scene.is_down(hours=17 - 1 / 30)
    await scene.passes(minutes=2)
    assert moving.new
    await tap(moving, dee, "Still", moving.new)
    await scene.post(f"groups/{moving.new}/leave")
    await scene.settled()
