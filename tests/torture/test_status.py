"""A status never lies, and nothing is posted twice, whatever the network does (I4).

Belongs here: sends with planned faults, each status held against the ledger. May not enter: which
fault leads to which state; only whether the state is true.
"""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from domain.delivery import Fault as Meaning
from sandbox.faults import Fault
from storage.schema import groups, outbox
from tests.e2e.scene import Scene, opened
from tests.torture.results import Results
from tests.torture.test_broadcast import deliver_all, many_groups

FAULTS = ("429", "502", "502_after", "reset", "reset_after", "403", "400")
RATE = 0.2
"""Of all sends, shared by the kinds of faults."""
TRUE = {"sent": {1}, "unknown": {0, 1}, "dead": {0}, "missed": {0}, "cancelled": {0}}
"""How often a post of each state may really be there."""


async def test_a_status_never_lies(
    tmp_path: Path, dose: Callable[[int, int], int], results: Results
) -> None:
    count = dose(300, 20_000)
    async with opened(tmp_path) as scene:
        states, delivered = await _faulty(scene, count)
    wrong = [chat for chat, state in states.items() if delivered[chat] not in TRUE[state]]
    assert len(states) == count
    assert wrong == []
    assert set(states.values()) >= {"sent", "unknown", "dead"}
    found = ", ".join(f"{number} {state}" for state, number in Counter(states.values()).items())
    results.say("I4 status", f"{count} sends, {RATE:.0%} faults", f"0 wrong, 0 twice ({found})", 0)


async def test_sending_again_after_a_doubt_posts_twice_and_the_torture_sees_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.outbox.fault_of", lambda _: Meaning.NOT_SENT)
    async with opened(tmp_path) as scene:
        _, delivered = await _faulty(scene, 200)
    assert max(delivered.values()) > 1


async def _faulty(scene: Scene, count: int) -> tuple[dict[int, str], Counter[int]]:
    await many_groups(scene, count)
    for kind in FAULTS:
        rate = RATE / len(FAULTS)
        scene.sandbox.faults.plan(Fault(method="sendMessage", kind=kind, rate=rate))
    await deliver_all(scene)
    delivered = Counter(each["chat"] for each in scene.sandbox.ledger.delivered)
    async with scene.kith.database.transaction() as tx:
        rows = await tx.execute(select(groups.c.chat_id, outbox.c.state).join(groups))
        return {row.chat_id: row.state for row in rows}, delivered
