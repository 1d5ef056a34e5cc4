"""Ten thousand groups due in the same minute: the pace holds, and one flood is one chat's.

Belongs here: the broadcast on the virtual clock against the strict server. May not enter: timing
of this machine; every second here is the sandbox's.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from bot.delivery.pace import CHAT_GAP, GROUP_PER_MINUTE, PER_SECOND, Pace
from sandbox import flood as limits
from tests.e2e.scene import Scene, opened
from tests.torture.broadcast import FLOOD, due_at_once, flood
from tests.torture.results import Results


async def test_a_broadcast_takes_hardly_longer_than_the_limits_and_floods_nobody(
    tmp_path: Path, dose: Callable[[int, int], int], results: Results
) -> None:
    count = dose(300, 10_000)
    async with opened(tmp_path, strict=True) as scene:
        chats = await many_groups(scene, count)
        flooded = flood(scene.sandbox, chats)
        begin = scene.sandbox.clock.now()
        await deliver_all(scene)
        posted = {each["chat"]: each["at"] - begin for each in scene.sandbox.ledger.delivered}
        refused = dict(scene.sandbox.limits.refused)

    assert set(posted) == set(chats)
    assert len(scene.sandbox.ledger.delivered) == count
    assert refused == {"overall": 0, "group": 0, "chat": 0}
    least = count / PER_SECOND
    others = max(at for chat, at in posted.items() if chat not in set(flooded))
    assert others <= 1.05 * least + 1
    assert all(posted[chat] >= FLOOD for chat in flooded)
    results.say(
        "Broadcast",
        f"{count} groups in one minute, {len(flooded)} answering 429 for {FLOOD} s",
        f"{others / least:.2f} × the least time, {refused['overall']} overall 429s",
    )


def test_the_pace_is_below_every_limit() -> None:
    assert (PER_SECOND, 1) < limits.OVERALL
    assert (GROUP_PER_MINUTE, 60) < limits.PER_GROUP
    assert limits.PER_CHAT[1] <= CHAT_GAP


async def test_at_a_faster_pace_the_strict_server_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rule turned off: more in a second than Telegram takes."""
    monkeypatch.setattr("bot.app.Pace", partial(Pace, per_second=limits.OVERALL[0] + 10))
    async with opened(tmp_path, strict=True) as scene:
        await many_groups(scene, 100)
        await deliver_all(scene)
        assert scene.sandbox.limits.refused["overall"] > 0


async def test_without_the_pace_the_strict_server_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.pace.Pace.free_at", lambda _: 0.0)
    async with opened(tmp_path, strict=True) as scene:
        await many_groups(scene, 100)
        await deliver_all(scene)
        assert scene.sandbox.limits.refused["overall"] > 0


async def many_groups(scene: Scene, count: int) -> list[int]:
    """Groups that have all agreed to the same minute; the clock stands just before it."""
    chats, due = await due_at_once(scene.sandbox, scene.kith.database, count)
    scene.sandbox.clock.set(due)
    return chats


async def deliver_all(scene: Scene) -> None:
    """Let virtual time pass, from one moment at which something may go to the next."""
    clock, kith = scene.sandbox.clock, scene.kith
    quiet = 0
    while quiet < 40:  # longer than any flooded chat has to wait
        await kith.tick.run()
        next_at = await kith.outbox.deliver_due()
        await kith.outbox.finish()
        quiet = quiet + 1 if next_at is None else 0
        clock.set(max(clock.now() + 0.01, next_at or clock.now() + 1))
