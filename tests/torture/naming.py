"""Lives of groups whose people are called, and write, whatever does harm (I18).

`python -m tests.torture.naming SEED ...` plays those of these seeds, and says what came of each.

Belongs here: their taps, commands and lines, through the sandbox and all of Kith, and reading each
call that comes of it. May not enter: what must not be in a call (`leaks`), what they write
(`hostile`), what goes on beside (`cast`).
"""

import asyncio
import gc
import multiprocessing
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from domain.checkins import ANSWERS
from domain.gatherings import first_plan
from domain.toolbox import NAME, PARTS, places
from domain.writing import cleaned
from handlers import routes, wording
from handlers.keyboards import Keyboard
from handlers.me import routes as me_routes
from sandbox import clients
from sandbox.clients import Words
from sandbox.population import Person
from storage import agreement, fields, gatherings
from storage.agreement import Version
from storage.engine import Transaction
from storage.fields import Field
from tests.e2e.scene import Scene, opened
from tests.logged import Gathered, gathered
from tests.torture import cast
from tests.torture.cast import ZONE, Circle
from tests.torture.hostile import Hostile
from tests.torture.swift import swift
from tests.torture.watched import Seen, Watch

MOST = 500
"""Updates that wait at once, at most."""
ROUND = 60
"""Seconds of a round."""
LONG = 2_500
"""Names and texts of one long life."""
TEXTS = 3
"""What one person writes in a round."""
LANGUAGES = ("en", "uk"), ("de", "fr"), ("es", "pt")
LEFT_OUT = {
    "me.erase_now", "me.away", "me.language", "holds.ask", "parting.rest", "pairs.end",
    "pairs.close_relay", "settings.end_all", "settings.lay_down", "schedules.removed",
    "schedules.pause", "schedules.skip", "sketches.save", "quiet.hours", "quiet.set_break",
    "pairs.switch", "settings.post", "settings.day", "checkins.take_back", "gatherings.off",
    "own.removed", "own.remove", "own.pause", "own.take_out_all", "me.forget_choices",
}  # fmt: skip
"""Taps after which much less would be said."""
SHOWING = (
    "me.home", "toolbox.home", "own.home", "own.history", "agreement.show",
    "agreement.changed", "agreement.lines", "roles.show", "roles.others", "log.page",
    "prompts.own", "signposts.lines", "welcome.read", "evidence.show", "evidence.file",
    "evidence.picture", "swap.show", "proposals.menu", "settings.week", "pairs.settings",
    "settings.stewards", "phrases.list", "pairs.standing", "schedules.list",
)  # fmt: skip
"""Taps after which something is shown that somebody wrote."""
DOORS = 3
"""So many of those in a letter, besides the copy of all that is kept of its reader."""
Place = tuple[str, int | None, str | None]
COMMANDS = [
    each for each in routes.GROUP_COMMANDS if each not in {"closing", "loss", "hold", "setup"}
]


class Life:
    """A scene with the groups in it, for some hours."""

    def __init__(self, scene: Scene, hostile: Hostile, logs: Gathered) -> None:
        self.scene, self.hostile, self.rng = scene, hostile, hostile.rng
        self.world = scene.sandbox.world
        self.watch = Watch(scene, logs)
        self.written: Counter[str] = Counter()
        self.tapped: Counter[str] = Counter()
        self.circles: list[Circle] = []

    @property
    def now(self) -> int:
        """UTC seconds."""
        return int(self.scene.sandbox.clock.now())

    async def begin(self, languages: tuple[str, str]) -> None:
        """Let the groups be there."""
        self.circles = cast.gathered(self.world, self.hostile, languages)
        for circle, language in zip(self.circles, languages, strict=True):
            await cast.settle(self.scene.kith, circle, self.hostile, language, self.now)
        await self.scene.kith.memory.renew()

    async def round(self) -> None:
        """A minute: everybody has another name, taps, and writes a few times."""
        for circle in self.circles:
            circle.place.title = self.hostile.name()
            await cast.decide(self.scene.kith, circle, self.hostile, self.now)
            await self._lead(circle)
            for who in circle.people:
                who.first_name = self.hostile.name()
                self._taps(who)
            for _ in range(TEXTS):
                await self._open_fields(circle)
                for who in circle.people:
                    self._writes(circle, who)
                await self._heard()
        await self.watch.read()
        self.scene.sandbox.clock.advance(ROUND)
        await self.scene.kith.catch_up()
        await self.watch.read()

    async def _heard(self) -> None:
        """What was done is heard and answered; whoever did it has a last name, too.

        As `bot.intake.polling` has it, but for waiting beside it for more.
        """
        kith, crowded = self.scene.kith, asyncio.Event()
        waiting = self.world.updates.take(MOST, self.now)
        for each in waiting:
            each.body["from"]["last_name"] = self.rng.choice(self.hostile.names)
        await kith.turn.take(kith.signposts.take([each.shape() for each in waiting]))
        await kith.signposts.finish(crowded)
        await kith.turn.finish()
        self.world.updates.confirm(waiting[-1].update_id + 1)

    # Acts

    async def _open_fields(self, circle: Circle) -> None:
        """Most have a field open, of any kind; the others have what their taps have opened."""
        async with self.scene.kith.database.transaction() as tx:
            newest = await agreement.newest(tx, circle.group)
            for who in circle.people:
                if self.rng.random() < 0.75:
                    await fields.open(tx, await self._field(tx, circle, who, newest))

    async def _field(self, tx: Transaction, circle: Circle, who: Person, newest: Version) -> Field:
        action, about, choice = self.rng.choice(self._places(circle, who, newest))
        if action == "gatherings.where":
            plan, member_id = first_plan(self.now, ZONE), circle.members[who.id]
            await gatherings.begin(tx, circle.group, member_id, plan, None)
            draft = await gatherings.draft_of(tx, member_id)
            about = draft.id if draft else None
        self.written[action] += 1
        group = None if action in ("toolbox.write", "own.write") else circle.group
        return Field(circle.persons[who.id], group, action, about, choice, self.now + 900)

    def _places(self, circle: Circle, who: Person, newest: Version) -> list[Place]:
        """Where somebody can write: the action of the field, what it is about, and its choice."""
        part = self.rng.choice([*PARTS, NAME])
        place = f"{part}:{self.rng.randint(1, places(part))}"
        line = f"{newest.number}:{self.rng.randint(1, len(newest.words.splitlines()) + 1)}"
        steward = str(circle.persons[circle.people[0].id])
        return [
            *[("toolbox.write", None, place)] * 5,
            ("own.write", circle.rounds[who.id], None),
            ("words.rename", circle.schedule, self.rng.choice(ANSWERS)),
            ("agreement.write", circle.group, line),
            ("pairs.concern", None, steward),
            ("roles.write", circle.group, self.rng.choice([None, "gathering:"])),
            ("gatherings.where", None, None),
            ("phrases.write", circle.group, self.rng.choice(cast.PHRASES)),
            *[(name, circle.group, None) for name in (
                "welcome.write", "signposts.add_line", "swap.take", "prompts.propose",
                "evidence.write", "evidence.lines", "phrases.find", "pairs.outside",
                "pairs.introduction",
            )],
        ]  # fmt: skip

    def _writes(self, circle: Circle, who: Person) -> None:
        """A line in private, or a file, or a picture with words below it; or a command."""
        kind = self.rng.random()
        if kind < 0.05:
            clients.hand(self.world, who, self.hostile.name(), self.hostile.a_file())
        elif kind < 0.1:
            clients.show(self.world, who, "photo", self.hostile.words()[:1024])
        else:
            clients.say(self.world, who, self.world.chats[who.id], Words(self.hostile.words()))
        if self.rng.random() < 0.05:
            typed = self.rng.choice([*COMMANDS, "signposts", f"start {self.hostile.words()[:60]}"])
            clients.say(self.world, who, circle.place, Words(f"/{typed}", ephemeral=True))
        elif self.rng.random() < 0.05:
            typed = self.rng.choice([*routes.PRIVATE_COMMANDS, "signposts"])
            clients.say(self.world, who, self.world.chats[who.id], Words(f"/{typed}"))

    def _taps(self, who: Person) -> None:
        """One tap that shows their name to others, and one on anything else."""
        naming = list(self.watch.naming[who.id].values())
        rest = [each for each in self.watch.seen[who.id] if each.row.action not in LEFT_OUT]
        for among, chance in ((naming, 1.0), (rest, 0.25)):
            if among and self.rng.random() < chance:
                self._tap(who, self.rng.choice(among))

    def _tap(self, who: Person, button: Seen) -> None:
        self.tapped[button.row.action] += 1
        if button.is_link:
            clients.follow(self.world, who, button.data)
        else:
            clients.tap(self.world, who, button.message, button.data)

    async def _lead(self, circle: Circle) -> None:
        """Somebody gets a letter with doors to where all of it is shown, and goes through some.

        A moment stands in it, behind whatever somebody wrote.
        """
        who = self.rng.choice(circle.people)
        person, end = circle.persons[who.id], self.now + ROUND
        own, shared = Keyboard(None, person, end), Keyboard(circle.group, person, end)
        doors = [("me.copy", None, None), *self.rng.sample(self._doors(circle), DOORS)]
        for action, about, choice in doors:
            keyboard = own if action in me_routes.TAPS else shared
            own.row(keyboard.tap(action, action, about, choice))
        async with self.scene.kith.database.transaction() as tx:
            await shared.save(tx)
            markup = await own.save(tx)
        moment = wording.moment("en", end, ZONE)
        words = cleaned(self.hostile.words())[:900]
        text = f"{words}\n{moment}\n{words}"
        await self.scene.kith.wire.post(who.id, text, markup, None, times={moment: end})
        for button in await self.watch.read():
            if button.message.chat.id == who.id:
                self._tap(who, button)

    def _doors(self, circle: Circle) -> list[Place]:
        """Taps that show what was written: the action, what it is about, its choice."""
        parts = [("toolbox.part", None, part) for part in PARTS]
        turned: list[Place] = [("toolbox.turn_card", None, part) for part in PARTS]
        hours = ("card.post", circle.group, "1")
        named = [(each, None, None) for each in SHOWING]
        weather, file = ("words.list", circle.schedule, None), ("swap.give", None, "agreement")
        return [*parts, *turned, *named, hours, weather, file]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a life."""

    seed: int
    wrong: list[str]
    written: Counter[str]
    drawn: int
    calls: int


async def live(folder: Path, seed: int, count: int, logs: Gathered, until: str = "") -> Outcome:
    """A life with so many names and texts, up to the first thing that is wrong, or wrong so."""
    hostile, languages = Hostile(seed), LANGUAGES[seed % len(LANGUAGES)]
    with swift():
        async with opened(folder) as scene:
            await scene.goes_deaf()
            life = Life(scene, hostile, logs)
            await life.begin(languages)
            while hostile.drawn < count and not any(until in each for each in life.watch.wrong):
                await life.round()
    return Outcome(seed, life.watch.wrong, life.written, hostile.drawn, life.watch.calls)


def live_alone(seed: int, count: int = LONG) -> Outcome:
    """The same in a process and a folder of its own."""
    gc.freeze()
    with (
        TemporaryDirectory() as folder,
        open(os.devnull, "w") as nowhere,
        redirect_stdout(nowhere),
        redirect_stderr(nowhere),
        gathered() as logs,
    ):
        return asyncio.run(live(Path(folder), seed, count, logs))


def side_by_side(seeds: Iterable[int]) -> Iterator[Outcome]:
    """These lives, one a core, as they end."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), context) as pool:
        for ended in as_completed([pool.submit(live_alone, seed) for seed in seeds]):
            yield ended.result()


def main() -> int:
    """The exit code: 1 if anything was wrong."""
    wrong = False
    for life in side_by_side(map(int, sys.argv[1:])):
        print(f"{life.seed}: {life.drawn} names and texts, {life.calls} calls", *life.wrong)
        sys.stdout.flush()
        wrong = wrong or bool(life.wrong)
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main())
