"""A month of three groups, as one seed has it.

Belongs here: the people, the days, the faults, the lives. May not enter: what must hold.
"""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from bot.app import Kith
from bot.demo import BEGIN
from domain.checkins import ANSWERS
from domain.schedule import WORKDAYS, Schedule, next_occurrence
from sandbox import clients
from sandbox.faults import Fault
from sandbox.messages import Tap
from sandbox.population import Group, Person
from sandbox.stage import Sandbox
from storage import checkins, groups
from storage.vault import Vault
from tests.simulator.life import born
from tests.simulator.parts import Died, Disk, Fate, Line
from tests.simulator.timeline import LoopClock, VirtualLoop

DAY = 86_400
DAYS = 30
KINDS = ("429", "502", "502_after", "reset", "reset_after", "hang", "hang_after")
METHODS = ("sendMessage", "answerCallbackQuery", "getUpdates", "editMessageText")
CIRCLES = (
    ("London", "Europe/London", 540),
    ("Kyiv", "Europe/Kyiv", 600),
    ("Lima", "America/Lima", 480),
)
WINDOW = 6 * 3600
_ANSWER = """
SELECT word FROM answers JOIN members ON members.id = member_id
JOIN people ON people.id = members.person_id WHERE lookup = ?
"""
ROUNDS = 30
"""Seconds, at least, that are given to one stop; what takes longer goes on at the next."""
LIVES = 12
"""After so many in one stop, nothing more goes wrong: a month is to end."""


@dataclass
class Month:
    """One story. `taps`: by person, those on the check-in that is open, in order."""

    rng: Random
    sandbox: Sandbox
    clock: LoopClock
    disk: Disk
    fate: Fate
    days: int
    circles: list[Group] = field(default_factory=list)
    taps: dict[int, list[tuple[Tap, str]]] = field(default_factory=dict)
    kith: Kith | None = None
    opened: Any = None
    told: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    async def begin(self) -> None:
        """Three groups that have agreed to the weather on weekdays."""
        now = int(self.clock.now())
        for name, zone, minute in CIRCLES:
            there = [self.sandbox.world.add_person(f"{name}{each}") for each in range(3)]
            circle = self.sandbox.world.add_group(name, members=there)
            self.circles.append(circle)
            rule = Schedule(WORKDAYS, minute, zone)
            async with self.disk.transaction() as tx:
                group = await groups.add(tx, circle.id, zone, "en", agreed_at=now)
                await checkins.add_schedule(
                    tx,
                    group.id,
                    kind="weather",
                    rule=rule,
                    window=WINDOW,
                    next_at=next_occurrence(rule, now).at,
                )

    async def pass_by(self) -> None:
        """Day after day: what is due comes, people tap, and it closes."""
        end = self.clock.now() + self.days * DAY
        while (stop := self._next_stop()) is not None and stop < end:
            self.clock.set(max(stop, self.clock.now()))
            self._plan()
            await self._live()
            self._people_tap()
            await self._live()
            self._judge_answers()
        self.sandbox.faults.clear()
        self.clock.set(end)
        for _ in range(3):
            await self._live()
            self.clock.advance(130)

    def _next_stop(self) -> float | None:
        now = int(self.clock.now())
        due = f"SELECT min(next_at) FROM schedules WHERE next_at > {now}"
        closing = f"SELECT min(closes_at) FROM checkins WHERE closes_at > {now}"
        times = [row[0] for query in (due, closing) for row in self.disk.look(query) if row[0]]
        return min(times, default=None)

    def _plan(self) -> None:
        """What goes wrong at this stop."""
        self.sandbox.faults.clear()
        fate, rng = self.fate, self.rng
        if rng.random() < 0.3:
            kind, method = rng.choice(KINDS), rng.choice(METHODS)
            self.sandbox.faults.plan(Fault(method=method, kind=kind, times=rng.randint(1, 3)))
            self._tell(f"{method} {kind}")
        fate.dies_in = rng.randint(0, 60) if rng.random() < 0.2 else None
        fate.fails_in = rng.randint(0, 60) if rng.random() < 0.2 else None

    def _people_tap(self) -> None:
        for circle in self.circles:
            posts = [each for each in self.sandbox.world.timeline(circle) if each.markup]
            if posts and self.clock.now() - posts[-1].date < WINDOW / 2:
                for person in circle.people():
                    if self.rng.random() < 0.6:
                        self._tap(person, posts[-1])

    def _tap(self, person: Person, post: Any) -> None:
        for word in self.rng.sample(ANSWERS, self.rng.randint(1, 2)):
            buttons = [each for row in post.buttons() for each in row]
            data = buttons[ANSWERS.index(word)]["callback_data"]
            tap = clients.tap(self.sandbox.world, person, post, data)
            taps = self.taps.setdefault(person.id, [])
            tap.on_answer.append(partial(self._heard, person, len(taps)))
            taps.append((tap, word))

    def _heard(self, person: Person, place: int) -> None:
        """What is said to be kept is kept at that moment, be it by a later tap (I1)."""
        taps = self.taps[person.id]
        tap, word = taps[place]
        if not _is_kept(tap):
            return
        lookup = self.disk._vault.lookup(person.id)
        kept = {row[0] for row in self.disk.look(_ANSWER, lookup)}
        if not kept & {later for _, later in taps[place:]}:
            self.wrong.append(f"{self.clock.now() - BEGIN:.2f} {word} is kept, it was said")

    def _judge_answers(self) -> None:
        """Who was told so last is still right when all is quiet."""
        for person in self.sandbox.world.people.values():
            taps = self.taps.get(person.id, [])
            said = [place for place, (tap, _) in enumerate(taps) if _is_kept(tap)]
            if said:
                self._heard(person, said[-1])
        self.taps.clear()

    def _tell(self, what: str) -> None:
        self.told.append(f"{self.clock.now() - BEGIN:12.2f} {what}")

    async def _live(self) -> None:
        """Until nothing is left to do here; each death begins a new life."""
        for left in reversed(range(LIVES)):
            self.fate.is_dead = False
            if not left:
                self.fate.dies_in = None
            if await self._one_life():
                return
            self._tell("died")

    async def _one_life(self) -> bool:
        """Whether everything was done before it ended."""
        try:
            if self.kith is None:
                self.kith = await self._kith()
            await self._work(self.kith)
        except Died:
            pass
        if self.fate.is_dead:
            self.kith = None
            await _end_all()
        return self.kith is not None

    async def _work(self, kith: Kith) -> None:
        """Updates, time and posts, side by side, for as long as there is something to do."""
        for _ in range(ROUNDS):
            await _together(self._hear(kith), self._pass(kith))
            await kith.outbox.deliver_due()
            await kith.outbox.finish()
            if not self.sandbox.world.updates.waiting(self.clock.now()) and not self._is_due():
                return
            await asyncio.sleep(1)

    def _is_due(self) -> bool:
        now = int(self.clock.now())
        posts = f"SELECT 1 FROM outbox WHERE state = 'due' AND due_at <= {now + 60}"
        schedules = f"SELECT 1 FROM schedules WHERE next_at <= {now}"
        return any(self.disk.look(query) for query in (posts, schedules))

    async def _hear(self, kith: Kith) -> None:
        """Ask until nothing waits."""
        await kith.poller._confirm_last()
        while self.sandbox.world.updates.waiting(self.clock.now()):
            await asyncio.sleep(await kith.poller.poll())
            await kith.poller._confirm_last()

    async def _pass(self, kith: Kith) -> None:
        """Time and posts go on while people are heard."""
        await kith.tick.run()
        await kith.outbox.deliver_due()

    async def _kith(self) -> Kith:
        self.opened, kith = await born(
            self.sandbox, self.disk, Line(self.sandbox, self.fate), self.clock
        )
        return kith


def _is_kept(tap: Tap) -> bool:
    return tap.answer is not None and (tap.answer.text or "").startswith("Kept")


async def _end_all() -> None:
    """Whatever the dead process had under way is gone."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for each in others:
        each.cancel()
    await asyncio.gather(*others, return_exceptions=True)


async def _together(*work: Coroutine[Any, Any, None]) -> None:
    """All of it at once; the death of one is that of all."""
    tasks = [asyncio.create_task(each) for each in work]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    for each in tasks:
        if each.done():
            each.result()


def played(file: Path, vault: Vault, seed: int, days: int = DAYS) -> Month:
    """So many days of a seed's month. `file`: a migrated database, which it fills."""
    loop = VirtualLoop()
    try:
        return loop.run_until_complete(_play(file, vault, seed, days, loop))
    finally:
        loop.close()


async def _play(file: Path, vault: Vault, seed: int, days: int, loop: VirtualLoop) -> Month:
    rng = Random(seed)
    clock = LoopClock(BEGIN, loop)
    fate = Fate(Random(rng.random()))
    disk = Disk(file, vault, fate)
    month = Month(rng, Sandbox(clock, seed=seed), clock, disk, fate, days)
    await month.begin()
    await month.pass_by()
    return month
