"""With one copy of the database and the logs in hand, and the order of all taps known, nobody can
do better than guessing who answered what (G12).

The copy holds the whole log of the database: something reads all the while, so that SQLite cannot
empty it. A backup holds less than the copy: it leaves out two tables, and has no log
(tests/integration/test_evidence.py).
"""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

from domain.evidence import OPINIONS, Tally
from handlers.evidence import asking
from handlers.proposals.gate import insider
from handlers.step import Step
from storage import buttons, evidence
from storage.engine import Transaction
from storage.evidence import Round
from storage.groups import Group
from storage.schema import evidence_tallies
from tests.e2e.scene import Person, Scene
from tests.e2e.steering.looking_back import grows, looks_back
from tests.e2e.steering.taking_apart import Told, as_it_was, changes, guessed
from tests.logged import Gathered

LABELS = dict(zip(OPINIONS, ("So it was", "Now and then", "Not for me", "Pass"), strict=True))
LINES = 3
GUESSING = 0.5
"""Of 48 answers, evenly drawn of four, a blind guess has so many right once in 10,000 times."""


class Taps:
    """Taps one after the other, with what is known after each."""

    def __init__(self, file: Path, logs: Gathered) -> None:
        self.answers: list[str] = []
        self._log = file.with_name(file.name + "-wal")
        self._logs = logs
        self.sizes = [self._log.stat().st_size]
        self.logged: list[Told] = []

    async def by(self, person: Person, answer: str) -> None:
        """One tap."""
        before = len(self._logs.events)
        await person.taps(LABELS[answer])
        self.answers.append(answer)
        self.sizes.append(self._log.stat().st_size)
        lines = [
            str({key: each[key] for key in each if key not in ("timestamp", "seconds")})
            for each in self._logs.events[before:]
        ]
        self.logged.append({"log": tuple(lines)})


async def taken_apart(scene: Scene, people: Sequence[Person], room: Path, logs: Gathered) -> float:
    """All answer all lines; how many of the answers a stranger with a copy gets right."""
    file = room / "kith.db"
    reader = sqlite3.connect(file)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM groups").fetchone()
    rng = Random(11)
    for person in people:
        await person.taps("Look back")
    taps = Taps(file, logs)
    for _ in range(LINES):
        for person in people:
            await taps.by(person, rng.choice(OPINIONS))
    (room / "stolen").mkdir()
    was = [as_it_was(file, size, room / "stolen") for size in taps.sizes]
    reader.close()
    pairs = zip(was, was[1:], taps.logged, strict=False)
    told = [{**changes(before, after), **logged} for before, after, logged in pairs]
    assert all(told), "each tap changes something"
    return guessed(told, taps.answers)


@pytest.fixture
async def people(scene: Scene) -> list[Person]:
    """Sixteen members, who are asked."""
    await grows(scene)
    await looks_back(scene)
    return list(scene.people.values())


async def test_nobody_does_better_than_guessing(
    scene: Scene, people: list[Person], tmp_path: Path, logged_plainly: Gathered
) -> None:
    assert await taken_apart(scene, people, tmp_path, logged_plainly) < GUESSING


async def keep_plainly(tx: Transaction, asked: Round, numbers: Tally) -> None:
    written = "\n".join(" ".join(f"{each:06}" for each in line) for line in numbers).encode()
    row = tx.insert(evidence_tallies).values(round_id=asked.id, tally=written)
    await tx.execute(
        row.on_conflict_do_update(index_elements=["round_id"], set_={"tally": written})
    )


async def read_plainly(tx: Transaction, asked: Round) -> Tally:
    rows = (await tx.execute(evidence_tallies.select())).all()
    if not rows:
        return [[0] * 4, [0] * 4, [0] * 4, [0] * 7]
    return [[int(each) for each in line.split()] for line in rows[0].tally.decode().splitlines()]


async def test_with_numbers_that_are_not_sealed_they_would(
    scene: Scene,
    people: list[Person],
    tmp_path: Path,
    logged_plainly: Gathered,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The rule turned off."""
    monkeypatch.setattr(evidence, "keep_tally", keep_plainly)
    monkeypatch.setattr(evidence, "tally", read_plainly)
    assert await taken_apart(scene, people, tmp_path, logged_plainly) > GUESSING


async def test_with_buttons_that_are_used_up_they_would(
    scene: Scene,
    people: list[Person],
    tmp_path: Path,
    logged_plainly: Gathered,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The rule turned off: the row of the button that was pressed says so."""
    prove = insider

    async def used_up(step: Step, group: Group) -> int:
        if step.pressed.action == "evidence.give" and not step.notes:
            await buttons.use(step.tx, step.pressed.token, step.update.update_id)
        return await prove(step, group)

    monkeypatch.setattr(asking, "insider", used_up)
    assert await taken_apart(scene, people, tmp_path, logged_plainly) > GUESSING
