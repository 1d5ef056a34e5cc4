"""A no, a block, no answer, somebody quicker and a stopped asking look the same from outside (P25).

Belongs here: tries on the virtual clock, one outcome each, and the comparison of everything that
whoever offered can see, in words and in times. May not enter: how Kith decides.

Each try has a circle of its own and one who offers; what the asker does, and when, is drawn. Seen
from there: the line, the answers to one's own taps, every message in the private chat, every
change in the group, each with its time since the asking. Two outcomes are compared with the
two-sample test of Kolmogorov and Smirnov at 0.01.
"""

import asyncio
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import combinations
from math import exp, sqrt
from pathlib import Path
from random import Random
from typing import Any

import pytest

from domain.delivery import Lane
from domain.pairs.asking import Draft
from domain.pairs.rules import SETTLING
from sandbox import clients
from sandbox.messages import Message
from sandbox.population import Group, Person
from storage import groups, outbox, people
from storage.engine import Transaction
from storage.outbox import Wanted
from storage.pairs import apart, requests, standing
from tests.e2e.scene import Scene, opened
from tests.torture.results import Results

SEED = 20261125
QUARTER = 900
HOURS = 2
AT_ONCE = 50
ALPHA = 0.01
PATIENCE = 120
"""Real seconds for everything that was tapped at once."""
OUTCOMES = ("no", "blocked", "no answer", "somebody quicker", "stopped")


@dataclass
class Try:
    """One circle: who asks, who offers, who is quicker; what the asker does, in which quarter."""

    outcome: str
    quarter: int
    group: Group
    asker: Person
    offerer: Person
    other: Person


async def circle(scene: Scene, tx: Transaction, rng: Random, number: int, outcome: str) -> Try:
    """A circle in which somebody has just asked."""
    world, now = scene.sandbox.world, int(scene.sandbox.clock.now())
    there = [world.add_person(f"{name}{number}") for name in ("Asker", "Offerer", "Other")]
    group = world.add_group(f"Circle {number}", members=there)
    kept = await groups.add(tx, group.id, "UTC", "en", agreed_at=now)
    await standing.set_open(tx, kept.id, now)
    members = []
    for each in there:
        each.started = True
        person = await people.remember(tx, each.id)
        await people.set_reachable(tx, person.id, reachable=True)
        members.append(await people.seen(tx, kept.id, person.id, now))
        await standing.backdate(tx, members[-1], now - SETTLING)
        await standing.set_adult(tx, members[-1], now)
    if outcome == "blocked":
        await apart.keep(tx, apart.tie(tx, there[0].id, there[1].id))
    end = now + HOURS * 3600
    request = await requests.add(tx, kept.id, members[0], wish=Draft(), asked_at=now, ends_at=end)
    await outbox.ask(tx, Wanted("pair_line", request, kept.id, Lane.POSTS, now, end))
    return Try(outcome, rng.randrange(1, HOURS * 4), group, *there)


def tap(scene: Scene, who: Person, chat: Group | Person, label: str) -> bool:
    """Tap the newest such button that this person sees, if there is one."""
    world = scene.sandbox.world
    for message in reversed(list(world.timeline(world.chats[chat.id]))):
        if message.receiver not in (None, who):
            continue
        for button in (each for row in message.buttons() for each in row):
            if button["text"] == label:
                clients.tap(world, who, message, button["callback_data"])
                return True
    return False


async def lived(scene: Scene, rng: Random, tries: int) -> list[Try]:
    """All tries at once, to the end of their lines and an hour beyond."""
    made = []
    async with scene.kith.database.transaction() as tx:
        for number in range(tries):
            made.append(await circle(scene, tx, rng, number, OUTCOMES[number % len(OUTCOMES)]))
    await beats(scene, tries // 2)
    for each in made:
        if each.outcome == "somebody quicker":
            tap(scene, each.other, each.group, "I could")
    await settled(scene)
    for each in made:
        assert tap(scene, each.offerer, each.group, "I could")
    await settled(scene)
    await beats(scene, tries // 2)
    for quarter in range(1, HOURS * 4 + 4):
        for each in made:
            if each.quarter == quarter:
                await acts(scene, each)
        await scene.passes(seconds=QUARTER)
        if quarter in (2, 5):  # whoever offered looks again: takes it back, and offers again
            for each in made:
                tap(scene, each.offerer, each.group, ("Take it back", "I could")[quarter == 5])
            await settled(scene)
    await beats(scene, tries // 2)
    return made


async def beats(scene: Scene, seconds: int) -> None:
    """Seconds pass one by one; in each of them posts go, evenly (decision 0154)."""
    for _ in range(seconds):
        await scene.passes(seconds=1)


async def settled(scene: Scene) -> None:
    """Everything that was tapped is answered."""
    async with asyncio.timeout(PATIENCE):
        while scene.sandbox.world.updates.waiting(scene.sandbox.clock.now()):
            await asyncio.sleep(0)


async def acts(scene: Scene, each: Try) -> None:
    """The asker answers, or does not."""
    wanted = {"no": "Not this time", "somebody quicker": "Yes"}.get(each.outcome)
    if each.outcome == "stopped":
        wanted = "Stop asking"
    if wanted and tap(scene, each.asker, each.asker, "Open"):
        await settled(scene)
        tap(scene, each.asker, each.asker, wanted)  # not there where the offer was taken back
        await settled(scene)


def seen(scene: Scene, each: Try) -> list[tuple[str, int]]:
    """What the one who offered can see, in words without their numbers, and when."""
    world, begin = scene.sandbox.world, scene.begin  # type: ignore[attr-defined]
    places = (world.chats[each.offerer.id], each.group)
    found: list[tuple[str, int]] = []
    for place in places:
        for message in world.timeline(place):
            if message.sender is world.bot and message.receiver in (None, each.offerer):
                found += [(what, int(at - begin)) for what, at in events(message)]
    return found


def events(message: Message) -> Iterator[tuple[str, float]]:
    """A message came, and perhaps changed later."""
    words = re.sub(r"\d+", "0", message.text)
    yield f"came: {words}", message.date
    if message.edit_date is not None:
        yield f"changed: {words}", message.edit_date


def differs(one: list[int], other: list[int]) -> float:
    """The p-value of Kolmogorov and Smirnov's two-sample test (asymptotic)."""
    points = sorted({*one, *other})
    gap = max(
        abs(sum(x <= at for x in one) / len(one) - sum(x <= at for x in other) / len(other))
        for at in points
    )
    size = sqrt(len(one) * len(other) / (len(one) + len(other)))
    scaled = (size + 0.12 + 0.11 / size) * gap
    if scaled < 0.2:
        return 1.0
    series = ((-1.0) ** (k - 1) * exp(-2 * k * k * scaled * scaled) for k in range(1, 100))
    return min(1.0, max(0.0, 2 * sum(series)))


async def told_apart(folder: Path, tries: int) -> list[str]:
    """What tells two outcomes apart, in words or in times: so many tries, fifty circles at once."""
    rng = Random(SEED)
    words: dict[str, set[str]] = defaultdict(set)
    times: dict[tuple[str, str], list[int]] = defaultdict(list)
    for evening in range(tries // AT_ONCE):
        home = folder / str(evening)
        home.mkdir()
        async with prepared(home) as scene:
            for each in await lived(scene, rng, AT_ONCE):
                for what, at in seen(scene, each):
                    words[each.outcome].add(what)
                    times[each.outcome, what].append(at)
    found = []
    for one, other in combinations(OUTCOMES, 2):
        found += [f"{one}, {other}: {what}" for what in words[one] ^ words[other]]
        for what in words[one] & words[other]:
            chance = differs(times[one, what], times[other, what])
            if chance < ALPHA / 10:  # ten pairs of outcomes are compared
                found.append(f"{one}, {other}: {what[:40]!r} at other times (p = {chance:.4f})")
    return found


@asynccontextmanager
async def prepared(folder: Path) -> Any:
    """A scene that remembers when it began."""
    async with opened(folder) as scene:
        scene.begin = scene.sandbox.clock.now()  # type: ignore[attr-defined]
        yield scene


async def test_outcomes_cannot_be_told_apart(
    tmp_path: Path, dose: Callable[[int, int], int], results: Results
) -> None:
    tries = dose(50, 1_000)
    assert await told_apart(tmp_path, tries) == []
    results.say("P25 outcomes", f"{tries} tries, 5 outcomes", "none told apart", SEED)


async def test_a_line_that_ends_when_its_asking_does_is_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The defence off: the line goes as soon as the asking has come to something."""
    ending = requests.ending

    async def early(tx: Transaction, now: int) -> list[requests.Request]:
        return [*await ending(tx, now), *await no_longer_open(tx)]

    monkeypatch.setattr(requests, "ending", early)
    assert await told_apart(tmp_path, 50) != []


async def no_longer_open(tx: Transaction) -> list[requests.Request]:
    """Requests that were answered or stopped, and whose line stands."""
    from sqlalchemy import select  # noqa: PLC0415 - the switch alone looks into the table

    from storage.schema import pair_requests  # noqa: PLC0415

    query = select(pair_requests.c.id).where(pair_requests.c.state.in_(["found", "stopped"]))
    found = [await requests.get(tx, each) for each in (await tx.execute(query)).scalars()]
    return [each for each in found if each is not None]


def test_the_two_sample_test_tells_what_differs() -> None:
    rng = Random(1)
    one, same, other = ([rng.gauss(m, 10) for _ in range(200)] for m in (100, 100, 110))
    whole = [[round(x) for x in each] for each in (one, same, other)]
    assert differs(whole[0], whole[1]) > ALPHA
    assert differs(whole[0], whole[2]) < ALPHA
