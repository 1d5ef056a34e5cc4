"""kill -9 inside an offer, a yes, an end and a block: both sides always see the same (I5, I6, I7).

Belongs here: the deaths, and what must hold after them. May not enter: how a life is lived (bench).
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from domain.delivery import Lane
from domain.pairs.asking import Draft
from domain.pairs.rules import SETTLING
from sandbox import clients
from sandbox.messages import Message
from sandbox.population import Group, Person
from storage import groups, outbox, people
from storage.engine import Transaction
from storage.keys import open_storage
from storage.outbox import Wanted
from storage.pairs import meetings, requests, standing
from tests.e2e.pairs.showing import shown_too_much
from tests.torture.bench import Bench, opened
from tests.torture.results import Results

SEED = 20261125
PATIENCE = 240
"""Real seconds for one life: after 120 a claim counts as a dead process's, and a letter in doubt is
sent again after 60 more.
"""
HOURS = 3600
IN_A_TURN = (
    "turn.prepared",
    "turn.stepped",
    "turn.decided",
    "turn.committed",
    "speak.said",
    "turn.spoken",
    "intake.confirming",
    "delivery.claimed",
    "delivery.sent",
    "delivery.marked",
    "turn.read",
)
POINTS = ((*IN_A_TURN, "tick.decided", "tick.committed"), IN_A_TURN, IN_A_TURN)
"""Where each of the three acts of a circle dies; only an offer is decided by a tick. In the long
dose every act meets every point.
"""
LETTER = "There is something for you here."
MET, CLOSED = "have both said yes", "This conversation is closed."


@dataclass
class Two:
    """Ana asks and Ben could, in a circle of their own."""

    bench: Bench
    group: Group
    ana: Person
    ben: Person

    def sees(self, who: Person, text: str, times: int = 1) -> bool:
        """Whether so many messages with that text stand in somebody's private chat."""
        return sum(text in each.text for each in self.messages(who)) >= times

    def messages(self, who: Person | None = None) -> list[Message]:
        """What Kith wrote to somebody in private, or in the group."""
        world = self.bench.sandbox.world
        chat = world.chats[who.id] if who else self.group
        return [each for each in world.timeline(chat) if each.sender is world.bot]

    def taps(self, who: Person, label: str, *, in_group: bool = False) -> None:
        """Tap the newest such button; the bot may be dead."""
        for message in reversed(self.messages(None if in_group else who)):
            for button in (each for row in message.buttons() for each in row):
                if button["text"] == label:
                    data = button["callback_data"]
                    clients.tap(self.bench.sandbox.world, who, message, data)
                    return
        raise AssertionError(f"{who.first_name} sees no button {label!r}")

    def blocks(self) -> None:
        """Ana picks Ben from Telegram's own list."""
        world = self.bench.sandbox.world
        asked = Message(world.chats[self.ana.id], world.bot, int(world.now()), "Pick somebody")
        asked.picks = [{"text": "Pick", "request_users": {"request_id": 1}}]
        world.post(asked)
        clients.pick(world, self.ana, 1, self.ben)


async def two(bench: Bench, tx: Transaction, number: int) -> Two:
    """A circle in which Ana has asked already."""
    world, now = bench.sandbox.world, int(time.time())
    there = [world.add_person(f"{name}x{number}") for name in ("Ana", "Ben")]
    group = world.add_group(f"Circle {number}", members=there)
    kept = await groups.add(tx, group.id, "UTC", "en", agreed_at=now)
    await standing.set_open(tx, kept.id, now)
    ids = []
    for each in there:
        each.started = True
        person = await people.remember(tx, each.id)
        await people.set_reachable(tx, person.id, reachable=True)
        ids.append(await people.seen(tx, kept.id, person.id, now))
        await standing.backdate(tx, ids[-1], now - SETTLING)
        await standing.set_adult(tx, ids[-1], now)
    end = now + 6 * HOURS
    request = await requests.add(tx, kept.id, ids[0], wish=Draft(), asked_at=now, ends_at=end)
    await outbox.ask(tx, Wanted("pair_line", request, kept.id, Lane.POSTS, now, end))
    return Two(bench, group, *there)


async def lives_until(bench: Bench, done: Callable[[], bool]) -> None:
    """One life without a planned death, until that is seen and nothing waits."""
    process = await bench.start("never", 1)
    try:
        async with asyncio.timeout(PATIENCE):
            while not done() or bench.waiting():
                assert process.returncode is None, "the process ended by itself"
                await asyncio.sleep(0.05)
    finally:
        process.kill()
        await process.wait()


async def test_both_sides_see_the_same_wherever_the_process_dies(
    tmp_path: Path, dose: Callable[[int, int], int], results: Results
) -> None:
    rounds = dose(1, 17)
    points = [cycle(each) for each in POINTS]
    deaths = []
    async with opened(tmp_path, SEED) as bench:
        couples = []
        for number in range(rounds):
            async with _storage(bench) as tx:
                couple = await two(bench, tx, number)
            couples.append(couple)
            await lives_until(bench, lambda: bool(couple.messages()))  # noqa: B023 - awaited here
            deaths += [await _act(couple, step, next(points[step]), number) for step in range(3)]
        await _same_for_both(bench, couples)
        asked = [couple.ana.id for couple in couples]
        calls = bench.sandbox.ledger.calls
        assert shown_too_much(bench.sandbox.world, calls, asked) == []
    results.say("I5, I6, I7 kills", f"{len(deaths)} kill -9", "0 differ", SEED)


async def _act(couple: Two, step: int, point: str, number: int) -> str:
    """One act into which the process dies, and a life that finishes it."""
    ana, ben = couple.ana, couple.ben
    done: Callable[[], bool]
    if step == 0:
        couple.taps(ben, "I could", in_group=True)
        done = lambda: couple.sees(ana, LETTER)  # noqa: E731 - one of three
    elif step == 1:
        couple.taps(ana, "Open")
        await lives_until(couple.bench, lambda: couple.sees(ana, "could:"))
        couple.taps(ana, "Yes")
        done = lambda: couple.sees(ana, MET) and couple.sees(ben, LETTER)  # noqa: E731
    else:
        couple.taps(ben, "Open")
        await lives_until(couple.bench, lambda: couple.sees(ben, MET))
        if number % 2:
            couple.blocks()
        else:
            couple.taps(ben, "End this")
        done = lambda: couple.sees(ana, CLOSED) and couple.sees(ben, CLOSED)  # noqa: E731
    await couple.bench.live(point, 1)
    await lives_until(couple.bench, done)
    return point


async def _same_for_both(bench: Bench, couples: list[Two]) -> None:
    """One pair each, ended on both sides, and told once to whoever did not tap."""
    async with _storage(bench) as tx:
        for number, couple in enumerate(couples, 1):
            seats = await meetings.seats(tx, number)
            pair = await meetings.get(tx, number)
            assert pair is not None
            assert not pair.is_live
            assert [seat.live for seat in seats] == [False, False]
            assert [seat.name for seat in seats] == [None, None]
            for who in (couple.ana, couple.ben):
                assert couple.sees(who, CLOSED)
                assert not couple.sees(who, MET, times=2)
        assert await meetings.get(tx, len(couples) + 1) is None


@asynccontextmanager
async def _storage(bench: Bench) -> AsyncIterator[Transaction]:
    """A transaction on the bot's database, while no bot has it."""
    url = f"sqlite+aiosqlite:///{bench.folder / 'kith.db'}"
    database, _ = await open_storage(url, bench.folder / "kith.key")
    try:
        async with database.transaction() as tx:
            yield tx
    finally:
        await database.close()
