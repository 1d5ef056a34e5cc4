"""Pairs against a simple model: random acts of people, and what must hold after each (I5, I6, I7).

Belongs here: the acts, the model, the comparison. May not enter: Kith's own rules; the model knows
who is there, who is kept apart, and who has met, and nothing of how Kith decides. A hundred
thousand more acts, without Telegram and HTTP, are in test_pairs_inside.
"""

import asyncio
import tempfile
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from domain.pairs.rules import DAY
from storage import people
from storage.pairs import meetings
from tests.e2e.pairs.circle import Circle, gathered
from tests.e2e.pairs.showing import shown_too_much
from tests.e2e.scene import Person, opened
from tests.torture.results import Results

T = TypeVar("T")

PEOPLE = ("Ana", "Ben", "Chi", "Eli")
"""Few, so that they meet again and again; four more are only there."""
WHO = st.sampled_from(PEOPLE)
MET, CLOSED = "have both said yes", "This conversation is closed."
STEPS = 50


class Pairs(RuleBasedStateMachine):
    """A circle in which anybody does anything at any time."""

    acts = 0

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.stack = AsyncExitStack()
        self.folder = tempfile.TemporaryDirectory(prefix="kith-")
        self.circle = self.run(self._open())
        self.apart: set[tuple[str, str]] = set()
        self.away: set[str] = set()
        self.ever_away: set[str] = set()

    async def _open(self) -> Circle:
        scene = await self.stack.enter_async_context(opened(Path(self.folder.name)))
        circle = await gathered(scene)
        for name in PEOPLE:
            person = circle.people[name]
            await person.whispers("/pair")
            await person.taps("Somebody I would rather not meet", at=person.id)
            await person.taps("Undo that for somebody", at=person.id)
        return circle

    def run(self, act: Coroutine[Any, Any, T]) -> T:
        """Do it, in this machine's own loop."""
        return self.runner.run(act)

    def person(self, name: str) -> Person:
        """Somebody."""
        return self.circle.people[name]

    def teardown(self) -> None:
        """Every payload of this life is scanned (I7)."""
        sandbox = self.circle.scene.sandbox
        too_much = shown_too_much(sandbox.world, sandbox.ledger.calls)
        self.run(self.stack.aclose())
        self.runner.close()
        self.folder.cleanup()
        assert too_much == []

    # What people do

    @rule(name=WHO)
    def asks(self, name: str) -> None:
        """They ask for one other, with a line of two hours."""

        async def act(who: Person) -> None:
            await who.says("/pair", ephemeral=True)
            for label in ("Asked for 6 hours", "Asked for 24 hours", "Ask"):
                await taps(who, label)

        self._does(name, act)

    @rule(name=WHO, label=st.sampled_from(["I could", "I could", "Take it back", "Stop asking"]))
    def taps_in_the_group(self, name: str, label: str) -> None:
        """They tap the newest such button in the group."""
        self._does(name, lambda who: taps(who, label))

    @rule(
        name=WHO,
        label=st.sampled_from(
            ["Open", "Open", "Yes", "Yes", "Not this time", "Stop asking", "End this",
             "Write through me", "Three times", "This did not feel right"]
        ),
    )  # fmt: skip
    def taps_in_private(self, name: str, label: str) -> None:
        """They tap the newest such button in their private chat."""
        self._does(name, lambda who: taps(who, label, at=who.id))

    @rule(name=WHO)
    def writes(self, name: str) -> None:
        """They write to Kith: perhaps a relay is open."""
        self._does(name, lambda who: who.whispers("A word."))

    @rule(names=st.permutations(PEOPLE), undo=st.sampled_from([False, False, True]))
    def keeps_apart(self, names: list[str], undo: bool) -> None:
        """One keeps another away, or no longer."""
        one, other = names[:2]
        if one in self.away:
            return
        change = self.apart.discard if undo else self.apart.add
        change((one, other))
        body = (2 if undo else 1, self.person(other))
        self._does(one, lambda who: self.circle.picks(who, *body))

    @rule(name=WHO)
    def goes(self, name: str) -> None:
        """They leave the group."""
        if name not in self.away:
            self.away.add(name)
            self.ever_away.add(name)
            self.run(self._happens("leave", name))

    @precondition(lambda self: self.away)
    @rule()
    def comes_back(self) -> None:
        """Somebody comes back, and is there for long enough again."""
        name = min(self.away)
        self.away.remove(name)
        self.run(self._happens("join", name))
        self.run(self.circle.settles(self.person(name)))

    @rule(hours=st.sampled_from([0.1, 0.6, 2.1]))
    def time_passes(self, hours: float) -> None:
        """A while, perhaps to the end of a line or of a relay."""
        self.run(self.circle.scene.is_down(hours=hours))

    @rule()
    def days_pass(self) -> None:
        """A day and a bit, so that everybody may ask again."""
        self.run(self.circle.scene.is_down(hours=DAY / 3600 + 1))

    async def _happens(self, what: str, name: str) -> None:
        path = f"groups/{self.circle.scene.circle}/{what}"
        await self.circle.scene.post(path, person=self.person(name).id)
        await self.circle.scene.settled()

    def _does(self, name: str, act: Callable[[Person], Coroutine[Any, Any, Any]]) -> None:
        if name not in self.away:
            self.run(act(self.person(name)))

    # What must hold

    @invariant()
    def holds(self) -> None:
        """One live pair each, the same on both sides, never across a do-not-pair."""
        type(self).acts += 1
        self.run(self.circle.scene.passes(seconds=2))
        live = self.run(self._live())
        seated = [name for pair in live for name in pair]
        assert len(seated) == len(set(seated)), live
        assert all(len(pair) == 2 for pair in live), live
        for one, other in self.apart:
            assert frozenset({one, other}) not in live, (one, other)
        assert not self.away & set(seated)
        self.run(self._both_see_the_same(live))

    async def _live(self) -> set[frozenset[str]]:
        found: dict[int, set[str]] = {}
        async with self.circle.scene.kith.database.transaction() as tx:
            for name, person in self.circle.people.items():
                known = await people.find(tx, person.id)
                for seat in await meetings.live_seats_of(tx, known.id) if known else []:
                    found.setdefault(seat.pair_id, set()).add(name)
        return {frozenset(pair) for pair in found.values()}

    async def _both_see_the_same(self, live: set[frozenset[str]]) -> None:
        """Whoever read of an introduction and is not in a pair any more has read its end.

        Who left the group is left alone: their old screens stay as they were.
        """
        for name in set(PEOPLE) - self.ever_away:
            texts = await self.circle.texts(self.person(name))
            news = [text for text in texts if MET in text or CLOSED in text]
            if all(name not in pair for pair in live):
                assert not news or CLOSED in news[-1], (name, news[-1])


async def taps(who: Person, label: str, at: int | None = None) -> None:
    """Tap the newest such button, where there is one."""
    chat = who.scene.circle if at is None else at
    for message in reversed(await who.looks(chat)):
        if any(button["label"] == label for row in message["buttons"] for button in row):
            await who.presses(chat, message, label=label)
            return


def tried(examples: int) -> None:
    """So many lives of the circle, the same ones each time."""
    Pairs.acts = 0
    how = settings(
        max_examples=examples,
        stateful_step_count=STEPS,
        deadline=None,
        phases=[Phase.generate],
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Pairs, settings=how)


def test_random_acts_never_break_a_rule(dose: Callable[[int, int], int], results: Results) -> None:
    tried(dose(2, 400))
    results.say("I5, I6, I7 pairs", f"{Pairs.acts} random acts through Telegram", "0 broken")


def test_without_the_look_at_who_is_kept_apart_the_model_objects(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def nobody(*_: object) -> bool:
        return False

    async def none(*_: object) -> list[object]:
        return []

    monkeypatch.setattr("storage.pairs.apart.any_of", nobody)

    async def always(*_: object) -> bool:
        return True

    monkeypatch.setattr("storage.pairs.meetings.to_end", none)
    monkeypatch.setattr("storage.pairs.meetings.goes_on", always)
    with pytest.raises(AssertionError):
        scripted()


def scripted() -> None:
    """Two who are kept apart, and who both say yes all the same."""
    machine = Pairs()
    try:
        machine.keeps_apart(["Ana", "Ben", "Chi", "Eli"], undo=False)
        machine.asks("Ana")
        machine.holds()
        machine.taps_in_the_group("Ben", "I could")
        machine.holds()
        for label in ("Open", "Yes"):
            machine.taps_in_private("Ana", label)
            machine.holds()
    finally:
        machine.teardown()


def test_with_it_the_same_acts_lead_to_no_pair() -> None:
    scripted()
