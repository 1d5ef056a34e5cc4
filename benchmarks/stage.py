"""A broadcast in virtual time: a strict sandbox, groups to be posted to, people who tap meanwhile.

Belongs here: what all contenders meet alike, and what is counted. May not enter: how any of them
sends. Answers and edits are timed where they take effect, at Telegram.
"""

import asyncio
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random

from bot.delivery.pace import PER_SECOND
from bot.demo import BEGIN
from sandbox import clients
from sandbox.messages import Message
from sandbox.population import Person
from sandbox.stage import Outcome, Sandbox
from tests.simulator.parts import Fate, Line
from tests.simulator.timeline import LoopClock, VirtualLoop

LATENCY = 0.02
"""Seconds from here to Telegram, and again back."""
PEOPLE = 200
TAPS = 20
"""A second."""
PATIENCE = 6 * 3600
"""Virtual seconds after which a broadcast counts as never done."""


@dataclass
class Crowd:
    """People in their private chats, each in front of a screen whose button changes it.

    Who waits for an edit taps nothing else; so a slow bot is asked less, not more.
    """

    sandbox: Sandbox
    free: deque[Person]
    answers: list[float] = field(default_factory=list)
    edits: list[float] = field(default_factory=list)
    _tapped: dict[int, tuple[Person, float]] = field(default_factory=dict)

    def tap(self) -> None:
        """Somebody who waits for nothing taps the first button of theirs."""
        if not self.free:
            return
        person, now = self.free.popleft(), self.sandbox.clock.now()
        screen = self._screen(person)
        button = next(each for row in screen.buttons() for each in row if _changes(each["text"]))
        tap = clients.tap(self.sandbox.world, person, screen, button["callback_data"])
        self._tapped[person.id] = person, now
        tap.on_answer.append(lambda: self.answers.append(self.sandbox.clock.now() - now))

    def edited(self, chat: int) -> None:
        """A screen is another one now."""
        if chat in self._tapped:
            person, at = self._tapped.pop(chat)
            self.edits.append(self.sandbox.clock.now() - at)
            self.free.append(person)

    def end(self) -> None:
        """Who still waits has waited until now."""
        waits = [self.sandbox.clock.now() - at for _, at in self._tapped.values()]
        self.edits += waits

    def _screen(self, person: Person) -> Message:
        chat = self.sandbox.world.chats[person.id]
        shown = [each for each in self.sandbox.world.timeline(chat) if each.markup]
        return shown[-1]


def _changes(label: str) -> bool:
    """Kith's own screen with little on it, and the way back; a peer calls its button so too."""
    return label in ("What comes next", "Back")


class Strict(Sandbox):
    """A Telegram whose limits hold, and which knows when who was posted to."""

    def __init__(self, clock: LoopClock) -> None:
        super().__init__(clock, seed=11)
        self.posted: dict[int, float] = {}
        self.chats: set[int] = set()
        self.everybody = asyncio.Event()
        self.counted = 0
        there = [self.world.add_person(f"P{number}") for number in range(PEOPLE)]
        self.crowd = Crowd(self, deque(there))

    async def call(self, method: str, raw: Mapping[str, object]) -> Outcome:
        """A call, and what it changes for those who look on."""
        outcome = await super().call(method, raw)
        if outcome.status != 200:
            return outcome
        chat = int(str(raw.get("chat_id", 0)))
        if method == "sendMessage" and chat in self.chats:
            self._post(chat)
        if method == "editMessageText":
            self.crowd.edited(chat)
        if self.limits.strict and method in ("sendMessage", "editMessageText"):
            self.counted += 1
        return outcome

    def _post(self, chat: int) -> None:
        self.posted[chat] = self.clock.now()
        if len(self.posted) == len(self.chats):
            self.everybody.set()


@dataclass
class Stage:
    """Where one contender plays."""

    sandbox: Strict
    line: Line
    began: float = 0.0

    async def broadcast(self, chats: list[int]) -> None:
        """From now on it counts: people tap until the last group has its post."""
        self.sandbox.chats = set(chats)
        self.sandbox.limits.strict = True
        self.began = self.sandbox.clock.now()
        tapping = asyncio.create_task(self._tap())
        try:
            async with asyncio.timeout(PATIENCE):
                await self.sandbox.everybody.wait()
        finally:
            tapping.cancel()
            self.sandbox.crowd.end()

    async def _tap(self) -> None:
        while True:
            self.sandbox.crowd.tap()
            await asyncio.sleep(1 / TAPS)

    def result(self) -> "Result":
        """What it came to."""
        last = max(self.sandbox.posted.values()) - self.began
        refused = self.sandbox.limits.refused["overall"]
        crowd = self.sandbox.crowd
        least = self.sandbox.counted / PER_SECOND
        return Result(last, least, refused, p99(crowd.answers), p99(crowd.edits))


@dataclass(frozen=True, slots=True)
class Result:
    """`seconds`: until the last group; `least`: what so many posts and edits take at the pace that
    Kith goes by, 25 a second; `refused`: calls beyond Telegram's limit for all; waits in seconds.
    """

    seconds: float
    least: float
    refused: int
    answer: float
    edit: float


def p99(waits: list[float]) -> float:
    """The wait that 99 of 100 did not exceed."""
    return sorted(waits)[int(len(waits) * 0.99)]


def stage(loop: VirtualLoop, latency: float) -> Stage:
    """An empty stage on a clock of its own."""
    sandbox = Strict(LoopClock(BEGIN, loop))
    return Stage(sandbox, Line(sandbox, Fate(Random(0)), latency))
