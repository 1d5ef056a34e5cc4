"""A thousand people tap one check-in with names within ten seconds (I8).

Belongs here: the crowd, and what is left when it has settled. May not enter: how fast this machine
is; every second here is the sandbox's.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select, update

from bot.demo import agree
from domain.checkins import ANSWERS, beside_names
from domain.people import shown_name
from handlers.checkins import names
from sandbox import clients
from sandbox.messages import Message
from sandbox.population import Group, Person
from storage import people
from storage.schema import answers, members, schedules
from tests.e2e.scene import Scene, opened
from tests.torture.results import Results

SEED = 8
SHOW = "Show it beside my name"
MOST_EDITS = 15
"""In any minute."""


@dataclass
class Crowd:
    """The people, what they tapped last, and how many edits each virtual second had."""

    scene: Scene
    circle: Group
    there: list[Person]
    rng: Random
    last: dict[int, str] = field(default_factory=dict)
    shown: set[int] = field(default_factory=set)
    edits: list[int] = field(default_factory=list)

    @property
    def post(self) -> Message:
        """The check-in, as it stands in the group."""
        return next(each for each in self.scene.sandbox.world.timeline(self.circle) if each.markup)

    def tap(self, person: Person) -> None:
        """Somebody taps a word, or shows the one they tapped."""
        buttons = {b["text"]: b["callback_data"] for row in self.post.buttons() for b in row}
        if person.id in self.last and person.id not in self.shown and self.rng.random() < 0.7:
            self.shown.add(person.id)
            data = buttons[SHOW]
        else:
            word = self.rng.choice(ANSWERS)
            self.last[person.id] = word
            self.shown.discard(person.id)
            data = list(buttons.values())[ANSWERS.index(word)]
        clients.tap(self.scene.sandbox.world, person, self.post, data)

    async def second(self) -> None:
        """Everybody is answered, and a second passes."""
        async with asyncio.timeout(300):
            while self.scene.sandbox.world.updates.waiting(self.scene.sandbox.clock.now()):
                await asyncio.sleep(0)
        await self.scene.passes(seconds=1)
        calls = self.scene.sandbox.ledger.calls
        self.edits.append(sum(each["method"] == "editMessageText" for each in calls))

    def most_edits(self, seconds: int) -> int:
        """In any span of so many seconds."""
        done = [0, *self.edits]
        return max(
            done[min(start + seconds, len(done) - 1)] - done[start] for start in range(len(done))
        )

    async def kept(self) -> dict[int, tuple[str, bool]]:
        """By person: the stored word, and whether their name stands beside it."""
        query = select(members.c.person_id, answers.c.word, answers.c.name)
        query = query.join(members, members.c.id == answers.c.member_id)
        found = {}
        async with self.scene.kith.database.transaction() as tx:
            for row in (await tx.execute(query)).all():
                person = await people.get(tx, row.person_id)
                assert person
                found[person.telegram_id] = (row.word, row.name is not None)
        return found


async def gather(scene: Scene, size: int) -> Crowd:
    """A group of so many, in front of a check-in that shows names."""
    world = scene.sandbox.world
    there = [world.add_person(f"P{number}") for number in range(size)]
    circle = world.add_group("Crowd", members=there)
    scene.circle = circle.id
    await agree(scene.kith, circle.id, int(scene.sandbox.clock.now()))
    async with scene.kith.database.transaction() as tx:
        await tx.execute(update(schedules).values(mode="names"))
    await scene.passes(minutes=6)
    return Crowd(scene, circle, there, Random(SEED))


async def test_all_taps_of_a_crowd_are_kept_and_the_post_tells_the_truth(
    tmp_path: Path, dose: Callable[[int, int], int], results: Results
) -> None:
    size = dose(60, 1000)
    async with opened(tmp_path, strict=True) as scene:
        crowd = await gather(scene, size)
        for _ in range(10):
            for person in crowd.rng.choices(crowd.there, k=size // 4):
                crowd.tap(person)
            await crowd.second()
        for person in crowd.there:
            crowd.tap(person)
        for _ in range(60):
            await crowd.second()
        kept, text = await crowd.kept(), crowd.post.text
        refused = dict(scene.sandbox.limits.refused)

    assert kept == {person: (word, person in crowd.shown) for person, word in crowd.last.items()}
    named = {each.id: shown_name(each.first_name) for each in crowd.there}
    beside, all_fit = beside_names((crowd.last[each], named[each]) for each in crowd.shown)
    lines = text.split("\n\n", 1)[1].splitlines()
    assert [line.split(": ")[1].split(", ") for line in lines[: len(beside)]] == list(
        beside.values()
    )
    assert all_fit is (len(lines) == len(beside))
    assert crowd.most_edits(60) <= MOST_EDITS
    assert refused == {"overall": 0, "group": 0, "chat": 0}
    results.say(
        "I8 crowd",
        f"{size} people, {size // 4 * 10 + size} taps in about 10 s",
        f"all kept, last wins, {crowd.most_edits(60)} edits in the fullest minute, text true",
        SEED,
    )


@pytest.mark.parametrize(("gap", "within"), [(4, True), (0, False)])
async def test_without_the_pause_between_edits_there_are_too_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gap: int, within: bool
) -> None:
    monkeypatch.setattr(names, "EDIT_GAP", gap)
    async with opened(tmp_path) as scene:
        crowd = await gather(scene, 12)
        for _ in range(30):
            for person in crowd.there[:3]:
                crowd.tap(person)
            await crowd.second()
        assert (crowd.most_edits(30) <= MOST_EDITS / 2 + 1) is within
