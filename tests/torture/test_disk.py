"""A disk that fails: nothing is said to be saved that is not, and it recovers alone (I13).

Belongs here: taps, posts and erasures, with a disk that breaks at each of their trips, is full or
for reading only. May not enter: a file that is damaged before Kith starts (tests/project).
"""

from collections import Counter
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.intake.turn import Turn
from storage import checkins, people
from storage.errors import StorageCorrupt
from storage.schema import outbox
from tests.e2e.scene import Person, Scene, opened
from tests.e2e.test_erasing import RECEIPT, erased_now
from tests.e2e.test_turn import answered, pending, stored
from tests.torture.broken import PRAGMAS, Disk
from tests.torture.results import Results
from tests.torture.test_broadcast import many_groups
from tests.torture.test_signposts import NEW

WORDS = ("Clear", "Windy", "Foggy", "Still")


async def circle(scene: Scene) -> Person:
    """Ana, and a check-in that stands."""
    ana = await scene.person("Ana")
    scene.circle = await scene.group("Circle", [ana], [])
    await scene.passes(minutes=6)
    await scene.goes_deaf()
    await poll_until_confirmed(scene)
    return ana


async def tap(scene: Scene, who: Person, word: str) -> None:
    """A tap that waits at Telegram."""
    post = await who.sees("weather")
    body = {"from": who.id, "chat": scene.circle, "message_id": post["message_id"], "label": word}
    await scene.post("press", **body, wait=0)


def told(scene: Scene) -> str:
    """What was said over buttons last."""
    return answered(scene)[-1]


async def poll_until_confirmed(scene: Scene) -> None:
    """Kith asks again, as it does by itself."""
    poller = scene.kith.poller
    await poller._confirm_last()
    while pending(scene):
        await poller.poll()
        await poller._confirm_last()


async def _taps(scene: Scene, ana: Person, disk: Disk, *, lasts: bool) -> int:
    """A tap for each trip there is, and the disk breaks at it; answers how many broke."""
    now = (await stored(scene) or [""])[0]
    for nth in count(1):
        word = WORDS[nth % len(WORDS)]
        await tap(scene, ana, word)
        before = len(answered(scene))
        with disk.breaks_at(nth, lasts=lasts):
            await scene.kith.poller.poll()
            told_so = any(word in each for each in answered(scene)[before:])
        if not disk.struck:
            return nth - 1
        kept = await stored(scene)
        assert kept == ([word.lower()] if told_so else kept)
        assert kept in ([word.lower()], [now] if now else [])
        await poll_until_confirmed(scene)
        assert await stored(scene) == [word.lower()]
        assert word in told(scene)
        now = word.lower()
    raise AssertionError


@pytest.mark.parametrize("lasts", [False, True])
async def test_whatever_trip_of_a_tap_fails_what_was_answered_is_saved(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    dose: Callable[[int, int], int],
    results: Results,
    lasts: bool,
) -> None:
    rounds, broke = dose(1, 100), 0
    async with opened(tmp_path) as scene:
        ana = await circle(scene)
        disk = Disk(monkeypatch)
        for _ in range(rounds):
            broke += await _taps(scene, ana, disk, lasts=lasts)
    assert broke > 5 * rounds
    kind = "n-th statement and all after it" if lasts else "n-th statement"
    results.say(f"I13 taps, {kind}", f"{broke} taps, each failing", "0 said and not saved, 0 lost")


async def test_who_speaks_before_the_commit_says_what_is_not_saved_and_this_sees_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide = Turn._decide

    async def hasty(turn: Turn, updates: Any, prepared: Any) -> Any:
        async with turn._database.transaction() as tx:
            steps = [turn._step(tx, 0, each, prepared, {each.update_id}) for each in updates]
            for step in steps:
                await turn._carry([step])
            await turn._speak(steps)
        return await decide(turn, updates, prepared)

    monkeypatch.setattr(Turn, "_decide", hasty)
    async with opened(tmp_path) as scene:
        ana = await circle(scene)
        with pytest.raises(AssertionError):
            await _taps(scene, ana, Disk(monkeypatch), lasts=True)


@pytest.mark.parametrize("why", list(PRAGMAS))
async def test_a_disk_that_takes_nothing_is_waited_for(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    dose: Callable[[int, int], int],
    results: Results,
    why: str,
) -> None:
    taps = dose(10, 1_000)
    async with opened(tmp_path) as scene:
        ana = await circle(scene)
        disk = Disk(monkeypatch)
        for nth in range(taps):
            word = WORDS[nth % len(WORDS)]
            await tap(scene, ana, word)
            said = len(answered(scene))
            with disk.refuses(why):
                await scene.kith.poller.poll()
                await scene.kith.tick.run()
                await scene.kith.outbox.deliver_due()
            # A full disk may have room left for a change; then it is said, and saved.
            assert len(answered(scene)) == said or await stored(scene) == [word.lower()]
            await poll_until_confirmed(scene)
            assert await stored(scene) == [word.lower()]
            assert word in told(scene)
    results.say(f"I13 taps, disk {why}", f"{taps} taps", "0 said and not saved, 0 lost")


async def states_of_posts(scene: Scene) -> list[str]:
    """What Kith says of each of its posts."""
    async with scene.kith.database.transaction() as tx:
        posts = select(outbox.c.state).where(outbox.c.kind == "checkin")
        return list((await tx.execute(posts)).scalars())


async def the_next_is_due(scene: Scene) -> None:
    """The clock stands where the next check-in is due."""
    async with scene.kith.database.transaction() as tx:
        due = await checkins.next_due(tx)
    assert due is not None
    scene.sandbox.clock.set(due)


@pytest.mark.parametrize("lasts", [False, True])
async def test_whatever_trip_of_a_post_fails_it_comes_once_and_its_status_is_true(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    dose: Callable[[int, int], int],
    results: Results,
    lasts: bool,
) -> None:
    broke = 0
    async with opened(tmp_path) as scene:
        disk = Disk(monkeypatch)
        await many_groups(scene, 1)
        for _ in range(dose(1, 20)):
            for nth in count(1, dose(3, 1)):
                await the_next_is_due(scene)
                # What is forgotten once an hour has its trips too; they are the same each day.
                scene.kith.tick._forgot_at = int(scene.sandbox.clock.now())
                with disk.breaks_at(nth, lasts=lasts):
                    await scene.kith.tick.run()
                    await scene.kith.outbox.deliver_due()
                await settle(scene, 2)
                if not disk.struck:
                    break
                broke += 1
            assert nth > 10
        states = Counter(await states_of_posts(scene))
        arrived = sum(NEW in each["text"] for each in scene.sandbox.ledger.delivered)
    assert set(states) <= {"sent", "unknown"}
    assert states["sent"] <= arrived <= states["sent"] + states["unknown"]
    assert states["sent"] > broke - 3
    kind = "n-th statement and all after it" if lasts else "n-th statement"
    results.say(f"I13 posts, {kind}", f"{broke} posts, each failing", "0 twice, 0 wrong")


async def settle(scene: Scene, times: int) -> None:
    """Kith goes on by itself for some seconds."""
    for _ in range(times):
        scene.sandbox.clock.advance(1)
        await scene.kith.tick.run()
        await scene.kith.outbox.deliver_due()
        await scene.kith.outbox.finish()


async def test_whatever_trip_of_an_erasure_fails_the_receipt_is_true(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dose: Callable[[int, int], int]
) -> None:
    async with opened(tmp_path) as scene:
        disk = Disk(monkeypatch)
        for nth in count(1, dose(3, 1)):
            ana = await scene.person("Ana")
            scene.circle = await scene.group("Circle", [ana], [])
            await erased_now(ana)
            with disk.breaks_at(nth, lasts=True):
                await scene.kith.catch_up()
                letters = [each["text"] for each in await ana.looks(ana.id)]
            async with scene.kith.database.transaction() as tx:
                is_known = await people.find(tx, ana.id) is not None
            assert not (is_known and any(RECEIPT in each for each in letters))
            for _ in range(3):
                await scene.passes(seconds=30)
            await ana.sees(RECEIPT, at=ana.id)
            if not disk.struck:
                break
        assert nth > 10


async def test_a_file_that_breaks_under_kith_keeps_no_signposts_back(tmp_path: Path) -> None:
    async with opened(tmp_path) as scene:
        ana = await circle(scene)
        await tap(scene, ana, "Windy")
        assert await scene.kith.database.checkpoint()
        await scene.kith.database._engine.dispose()
        with (tmp_path / "kith.db").open("r+b") as file:
            file.write(b"\0" * 8192)
        with pytest.raises(StorageCorrupt):
            async with scene.kith.database.transaction():
                pass
        await scene.kith.poller.poll()
        assert not any("Windy" in each for each in answered(scene))
        await scene.post("say", **{"from": ana.id, "chat": ana.id, "text": "/crisis"})
        await scene.kith.poller.poll()
        await ana.sees("If a life is in danger", at=ana.id)
