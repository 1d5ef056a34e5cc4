"""A crowd that asks for signposts while things go wrong, and how long each of them waits (I11).

Belongs here: who asks in which way, and when the answer stands before them. May not enter: what
goes wrong, and how long is too long; the tests say that. Times are the sandbox's seconds.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from sandbox import clients
from sandbox.clients import Words
from sandbox.messages import Tap
from sandbox.population import Group, Person
from tests.e2e.scene import Scene

FIRST = "If a life is in danger"
"""How every answer begins."""
MOMENT = 0.002
TOO_LONG = 20.0
"""Seconds after which an answer counts as never given."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What somebody heard who tapped their weather: in which group, after how long."""

    group: int
    wait: float
    text: str


@dataclass
class Crowd:
    """People in groups with an open check-in, all of whom have pressed Start once."""

    scene: Scene
    rng: Random
    groups: list[Group] = field(default_factory=list)
    free: list[tuple[Person, Group]] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)
    unheard: int = 0
    _asked: dict[int, tuple[float, Group]] = field(default_factory=dict)
    _read: int = 0

    async def gather(self, groups: int, members: int) -> None:
        """Groups whose check-in has been posted."""
        scene, world = self.scene, self.scene.sandbox.world
        for number in range(groups):
            people = [await scene.person(f"P{number}x{each}") for each in range(members)]
            chat = await scene.group(f"Circle {number}", people, people[:1])
            self.groups.append(world.group(chat))
            for each in people:
                world.people[each.id].started = True
                self.free.append((world.people[each.id], world.group(chat)))
        await scene.passes(minutes=6)
        await scene.settled()

    def ask(self) -> None:
        """Somebody who is not waiting for an answer asks, in one of the ways there are."""
        if not self.free:
            return
        person, group = self.free.pop(self.rng.randrange(len(self.free)))
        self._asked[person.id] = (self.scene.sandbox.clock.now(), group)
        world = self.scene.sandbox.world
        match self.rng.randrange(3):
            case 0:
                clients.say(world, person, world.chats[person.id], Words("/signposts"))
            case 1:
                clients.say(world, person, group, Words("/crisis", ephemeral=True))
            case _:
                tap = self.tap(person, group, "Signposts")
                tap.on_answer.append(lambda: self._heard(person, tap))

    def tap(self, person: Person, group: Group, label: str) -> Tap:
        """A tap on the group's check-in."""
        world = self.scene.sandbox.world
        post = next(each for each in world.timeline(group) if each.markup and not each.receiver)
        data = clients.find_button(post, label)["callback_data"]
        return clients.tap(world, person, post, data)

    def noise(self, count: int) -> None:
        """Others tap their weather."""
        for _ in range(count):
            self._taps_weather(self.rng.choice(self.groups))

    def _taps_weather(self, group: Group) -> None:
        clock = self.scene.sandbox.clock
        at, tap = clock.now(), self.tap(self.rng.choice(list(group.people())), group, "Windy")
        self.unheard += 1

        def hears() -> None:
            self.unheard -= 1
            text = tap.answer.text if tap.answer else None
            self.heard.append(Heard(group.id, clock.now() - at, text or ""))

        tap.on_answer.append(hears)

    async def run(self, count: int, seconds: float) -> None:
        """So many ask within so many seconds, each at a moment of its own; wait for all answers."""
        begin = self.scene.sandbox.clock.now()
        watching = asyncio.create_task(self._watch())
        for number in range(count):
            at = begin + seconds * number / count
            while (left := at - self.scene.sandbox.clock.now()) > 0 or not self.free:
                await asyncio.sleep(max(left, MOMENT))
            self.ask()
            if number % 4 == 0:
                self.noise(1)
        last = self.scene.sandbox.clock.now()
        while self._asked and self.scene.sandbox.clock.now() - last < TOO_LONG:
            await asyncio.sleep(MOMENT)
        watching.cancel()
        self.waits += [float("inf")] * len(self._asked)
        self._asked.clear()

    async def all_heard(self) -> None:
        """Wait until everybody who tapped their weather was answered. Raises TimeoutError."""
        async with asyncio.timeout(TOO_LONG):
            while self.unheard:
                await asyncio.sleep(MOMENT)

    async def _watch(self) -> None:
        """Look at what is delivered, and to whom."""
        delivered = self.scene.sandbox.ledger.delivered
        self._read = len(delivered)
        while True:
            for entry in delivered[self._read :]:
                self._seen(entry)
            self._read = len(delivered)
            await asyncio.sleep(MOMENT)

    def _seen(self, entry: dict[str, Any]) -> None:
        if FIRST in entry["text"]:
            self._done(entry.get("receiver", entry["chat"]), entry["at"])

    def _heard(self, person: Person, tap: Tap) -> None:
        if tap.answer and FIRST in (tap.answer.text or ""):
            self._done(person.id, self.scene.sandbox.clock.now())

    def _done(self, person_id: int, at: float) -> None:
        if person_id in self._asked:
            asked_at, group = self._asked.pop(person_id)
            self.waits.append(at - asked_at)
            self.free.append((self.scene.sandbox.world.people[person_id], group))

    def slowest(self, share: float) -> float:
        """The wait that this share of those who asked did not exceed."""
        return slowest(self.waits, share)


def slowest(waits: Sequence[float], share: float) -> float:
    """The wait that this share of them did not exceed."""
    return sorted(waits)[max(0, int(len(waits) * share + 0.999_999) - 1)]
