"""Pairs against a simple model, a hundred thousand acts inside one process (I5, I6, I7).

Belongs here: how often people do what, the model, the comparison. May not enter: Kith's own rules.
The same rules are held against real acts, through Telegram, in test_pairs_model.
"""

import asyncio
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path
from random import Random
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from sqlalchemy.exc import IntegrityError

from domain.pairs.rules import DAY
from handlers.pairs.wishes import line_of
from storage.engine import Transaction
from tests.torture.inside import NAMES, Inside, opened
from tests.torture.results import Results

SEED = 567
ACTORS = NAMES[:4]
"""Few, so that they meet again and again; the others are only there."""
MET, CLOSED = "have both said yes", "This conversation is closed."
LIFE = 500
"""Acts in one circle, before the next begins."""
LIKELY = 0.8
"""How often somebody acts who can, rather than anybody."""
AT_ONCE = 10
"""Acts in one transaction, as a turn carries a batch."""

HOW_OFTEN: dict[str, float] = {
    "asks": 3,
    "could": 6,
    "takes_back": 1,
    "opens": 9,
    "says_yes": 10,
    "says_no": 1,
    "stops": 0.5,
    "ends": 3,
    "opens_relay": 2,
    "writes": 2,
    "reports": 1,
    "keeps_apart": 0.7,
    "undoes": 3,
    "goes": 0.5,
    "comes_back": 2,
    "waits": 8,
    "waits_for_days": 0.7,
}
IN_GROUP = {"asks": "Ask", "could": "I could", "takes_back": "Take it back"}
IN_PRIVATE = {
    "opens": "Open",
    "says_yes": "Yes",
    "says_no": "Not this time",
    "stops": "Stop asking",
    "ends": "End this",
    "opens_relay": "Write through me",
    "reports": "This did not feel right",
}


class Model:
    """One circle: who is away, who is kept apart, and what must hold after each act."""

    def __init__(self, inside: Inside, rng: Random) -> None:
        self.inside = inside
        self.rng = rng
        self.apart: set[tuple[str, str]] = set()
        self.away: set[str] = set()
        self.ever_away: set[str] = set()
        self.met: set[int] = set()
        self.done: Counter[str] = Counter()

    async def act(self, tx: Transaction) -> None:
        """Somebody does something, or time passes."""
        what = self.rng.choices(list(HOW_OFTEN), list(HOW_OFTEN.values()))[0]
        self.done[what] += 1
        if what == "waits":
            await self.inside.passes(tx, self.rng.choice([2, 2, 2, 2, 400, 400, 2_200, 7_600]))
        elif what == "waits_for_days":
            await self.inside.days_pass(tx, DAY + 3_600)
        elif what == "comes_back":
            await self._comes_back(tx)
        elif (name := self._somebody(what)) not in self.away:
            await self._does(tx, name, what)
        await self._holds(tx, told=what.startswith("waits"))

    def _somebody(self, what: str) -> str:
        """Most often one who sees the button that this takes."""
        label = (IN_GROUP | IN_PRIVATE).get(what)
        there = what in IN_GROUP
        finding = [
            name
            for name in ACTORS
            if label and self.inside.finds(name, label, in_group=there) and name not in self.away
        ]
        return self.rng.choice(finding if finding and self.rng.random() < LIKELY else ACTORS)

    async def _does(self, tx: Transaction, name: str, what: str) -> None:
        inside = self.inside
        if what == "asks":
            await inside.types(tx, name, "pair")
            for label in ("Asked for 6 hours", "Asked for 24 hours"):  # each a tap on: two hours
                await inside.taps(tx, name, label, in_group=True)
        if what in IN_GROUP:
            await inside.taps(tx, name, IN_GROUP[what], in_group=True)
            await inside.passes(tx, 2)
        elif what in IN_PRIVATE:
            await inside.taps(tx, name, IN_PRIVATE[what], in_group=False)
        elif what == "writes":
            await inside.writes(tx, name)
        elif what == "goes":
            self.away.add(name)
            self.ever_away.add(name)
            await inside.goes(tx, name)
        else:
            await self._keeps_apart(tx, name, undo=what == "undoes")

    async def _keeps_apart(self, tx: Transaction, name: str, *, undo: bool) -> None:
        kept = [theirs for mine, theirs in sorted(self.apart) if undo and mine == name]
        other = self.rng.choice(kept or [each for each in ACTORS if each != name])
        (self.apart.discard if undo else self.apart.add)((name, other))
        await self.inside.picks(tx, name, other, 2 if undo else 1)

    async def _comes_back(self, tx: Transaction) -> None:
        if self.away:
            name = self.rng.choice(sorted(self.away))
            self.away.remove(name)
            await self.inside.comes(tx, name)
            await self.inside.settles(tx, 500 + NAMES.index(name))

    async def _holds(self, tx: Transaction, *, told: bool) -> None:
        """One live pair each, never across a do-not-pair; nobody is shown too much.

        A pair in which somebody leaves, or keeps the other away, ends when time goes on: `told`.
        """
        live = await self.inside.live(tx)
        seated = [name for pair in live.values() for name in pair]
        assert len(seated) == len(set(seated)), live
        assert not self.away & set(seated)
        begun = set(live) - self.met
        self.met |= begun
        for pair_id, pair in live.items():
            kept = any({one, other} <= pair for one, other in self.apart)
            assert not (kept and (told or pair_id in begun)), (pair, self.apart)
            assert len(pair) == 2 or not told, pair
        assert self.inside.too_much == []
        if told:
            self._both_have_heard(set(seated))

    def _both_have_heard(self, seated: set[str]) -> None:
        """Whoever read of an introduction and is not in a pair any more has read its end."""
        for name in set(ACTORS) - self.ever_away - seated:
            news = [text for text in self.inside.news[name] if MET in text or CLOSED in text]
            assert not news or CLOSED in news[-1], name


class Circles(RuleBasedStateMachine):
    """A circle in which people act at random; Hypothesis chooses, and makes a failure small."""

    done: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.stack = AsyncExitStack()
        self.folder = tempfile.TemporaryDirectory(prefix="kith-")
        self.model = self.runner.run(self._open())

    async def _open(self) -> Model:
        inside = await self.stack.enter_async_context(opened(Path(self.folder.name)))
        return Model(inside, Random())

    @rule(seed=st.integers(0, 2**32))
    def acts(self, seed: int) -> None:
        """Several people act, one after the other; the same seed is another day on another day."""
        self.model.rng = Random(f"{seed} {self.model.done.total()}")
        self.runner.run(self._act())

    async def _act(self) -> None:
        async with self.model.inside.database.transaction() as tx:
            for _ in range(AT_ONCE):
                await self.model.act(tx)

    def teardown(self) -> None:
        self.done.update(self.model.done)
        self.done["pairs"] += len(self.model.met)
        self.runner.run(self.stack.aclose())
        self.runner.close()
        self.folder.cleanup()


def tried(acts: int) -> None:
    """So many acts at least, the same ones each time, in as many circles as it takes."""
    Circles.done.clear()
    how = settings(
        max_examples=max(1, acts // LIFE),
        stateful_step_count=LIFE // AT_ONCE,
        deadline=None,
        phases=[Phase.generate],
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Circles, settings=how)


def test_a_hundred_thousand_acts_never_break_a_rule(
    dose: Callable[[int, int], int], results: Results
) -> None:
    wanted = dose(2_000, 100_000)
    tried(wanted)
    acts = Circles.done.total() - Circles.done["pairs"]
    assert acts >= wanted
    assert Circles.done["pairs"] > acts / 200, Circles.done
    results.say(
        "I5, I6, I7 pairs inside",
        f"{acts} random acts of a Hypothesis state machine through handlers, domain and storage, "
        f"{Circles.done['pairs']} pairs met",
        "0 broken, every screen and letter scanned",
    )


Acts = list[tuple[str, str]]
TWO_MEET: Acts = [("Ana", "asks"), ("Ben", "could"), ("Ana", "opens"), ("Ana", "says_yes")]


async def done(folder: Path, acts: Acts, *, apart: bool = False) -> int:
    """These acts in their order, all held against the model; answers how many pairs met."""
    async with opened(folder) as inside, inside.database.transaction() as tx:
        model = Model(inside, Random(SEED))
        if apart:
            model.apart.add(("Ana", "Ben"))
            await inside.picks(tx, "Ana", "Ben", 1)
        for name, what in acts:
            await model._does(tx, name, what)
            await model._holds(tx, told=False)
        return len(model.met)


async def test_two_meet_but_not_two_who_are_kept_apart(tmp_path: Path) -> None:
    assert await done(tmp_path / "free", TWO_MEET) == 1
    assert await done(tmp_path / "apart", TWO_MEET, apart=True) == 0


async def test_without_the_look_at_who_is_kept_apart_the_model_objects(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def nobody(*_: object) -> bool:
        return False

    async def none(*_: object) -> list[object]:
        return []

    async def always(*_: object) -> bool:
        return True

    monkeypatch.setattr("storage.pairs.apart.any_of", nobody)
    monkeypatch.setattr("storage.pairs.meetings.to_end", none)
    monkeypatch.setattr("storage.pairs.meetings.goes_on", always)
    with pytest.raises(AssertionError):
        await done(tmp_path, TWO_MEET, apart=True)


async def test_without_the_look_at_who_is_free_the_database_objects(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("domain.pairs.rules.Standing.may_meet", lambda *_: True)
    monkeypatch.setattr("domain.pairs.rules.Standing.require_free", lambda _: None)
    again: Acts = [("Chi", "asks"), ("Ben", "could"), ("Chi", "opens"), ("Chi", "says_yes")]
    with pytest.raises(IntegrityError, match=r"UNIQUE constraint failed: pair_seats"):
        await done(tmp_path, TWO_MEET + again)


async def test_with_a_name_in_the_line_the_account_objects(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "handlers.pairs.offers.line_of", lambda *each: f"\u2068Ana\u2069: {line_of(*each)}"
    )
    with pytest.raises(AssertionError):
        await done(tmp_path, TWO_MEET)
