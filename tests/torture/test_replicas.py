"""Two replicas on PostgreSQL: no post twice and no tap lost, whatever they lose (I14).

Belongs here: what is taken from them, and what must hold after it. May not enter: how they live.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

from bot.delivery.pace import PER_SECOND
from bot.delivery.shared import AT_ONCE
from tests.torture.replicas import Replicas, opened
from tests.torture.results import Results

SEED = 14
DEATHS = {
    "turn.read": 5,
    "turn.prepared": 5,
    "turn.stepped": 9,
    "turn.decided": 5,
    "turn.committed": 5,
    "speak.said": 9,
    "turn.spoken": 5,
    "tick.decided": 2,
    "tick.committed": 2,
    "delivery.claimed": 8,
    "delivery.sent": 8,
    "delivery.marked": 8,
}
"""Where a replica is killed, and up to which time that it is passed in one life."""
TAPS, POSTS, PAUSE = 6, 3, 0.15
"""What comes at once, again and again, and the real seconds between."""
MOST = 60
"""Taps and posts that may wait, before there are more."""


async def test_two_replicas_lose_no_tap_and_repeat_no_post(
    tmp_path: Path, dose: Callable[[int, int], int], results: Results
) -> None:
    kills, lost, falls = dose(4, 50), dose(8, 100), dose(1, 10)
    async with opened(tmp_path, SEED) as bench:
        await bench.prepare(circles=5, members=dose(8, 20))
        await _both_live(bench)
        await _torture(bench, kills, lost, falls)
        await bench.done()
        await bench.end()
        kept, states, posts = await bench.kept(), await bench.states(), bench.posts()

    # Every tap had its one effect, in the order of the taps; and the last one stands.
    assert kept == bench.taps
    assert max(posts.values()) == 1
    missed = [chat for chat in bench.posted_to if not posts[chat]]
    assert len(missed) <= kills
    # A status never lies: "sent" was delivered, and what is in doubt says so.
    assert {states[chat] for chat in missed} <= {"claimed", "unknown"}
    assert all(posts[chat] for chat, state in states.items() if state == "sent")
    taps = sum(map(len, bench.taps.values()))
    tried = f"{lost} lost connections, {kills} kill -9, {falls} restarts of PostgreSQL"
    done = f"{taps} taps: 0 lost, 0 twice; {len(bench.posted_to)} posts: 0 twice"
    results.say("I14", tried, f"{done}, {len(missed)} missed", SEED)


async def test_replicas_that_claim_nothing_post_twice(tmp_path: Path) -> None:
    """Nor share a pace: whoever waits for it hardly ever claims at the same moment."""
    async with opened(tmp_path, SEED, without=["claims", "pace"]) as bench:
        await bench.prepare(circles=1, members=1)
        await _both_live(bench)
        await bench.make_due(60)
        await bench.done()
        await bench.end()
        posts = bench.posts()
    assert _twice(posts), posts


async def test_two_replicas_together_keep_the_pace_of_one(
    tmp_path: Path, dose: Callable[[int, int], int], results: Results
) -> None:
    count = dose(60, 1000)
    async with opened(tmp_path, SEED, strict=True) as bench:
        await bench.prepare(circles=1, members=1)
        await _both_live(bench)
        await bench.make_due(count)
        await bench.done()
        await bench.end()
        posts, refused = bench.posts(), bench.sandbox.limits.refused
        times = [each["at"] for each in bench.sandbox.ledger.delivered]
    assert all(posts[chat] == 1 for chat in bench.posted_to)
    assert refused == {"overall": 0, "group": 0, "chat": 0}
    fullest = max(sum(at <= each < at + 1 for each in times) for at in times)
    assert fullest <= PER_SECOND + AT_ONCE
    tried = f"{count} groups due, two replicas on PostgreSQL, strict flood limits"
    found = f"0 429s, {fullest} in the fullest second, in {times[-1] - times[1]:.0f} s"
    results.say("Pace of replicas", tried, found)


def _twice(posts: Counter[int]) -> list[int]:
    return [chat for chat, times in posts.items() if times > 1]


async def _both_live(bench: Replicas) -> None:
    """Both replicas live, and every circle has a check-in to tap on."""
    for place in range(len(bench.ports)):
        await bench.start(place)
    await bench.listen()
    await bench.done()


async def _torture(bench: Replicas, kills: int, lost: int, falls: int) -> None:
    """People tap and posts come due, until all of it was taken from the replicas."""
    each = kills // len(bench.ports)
    troubles = [_losses(bench, lost), _falls(bench, falls)]
    for place in range(len(bench.ports)):
        troubles.append(_lives(bench, place, _drawn(each, Random(SEED + place))))
    async with asyncio.TaskGroup() as tasks:
        load = tasks.create_task(_load(bench))
        await asyncio.gather(*troubles)
        load.cancel()


def _drawn(lives: int, rng: Random) -> list[tuple[str, int]]:
    names = rng.choices(list(DEATHS), k=lives)
    return [(name, rng.randint(1, DEATHS[name])) for name in names]


async def _load(bench: Replicas) -> None:
    while True:
        taps, posts = await bench.left()
        if taps < MOST:
            bench.tap(TAPS)
        if posts < MOST:
            await bench.make_due(POSTS)
        await asyncio.sleep(PAUSE)


async def _lives(bench: Replicas, place: int, deaths: Sequence[tuple[str, int]]) -> None:
    """The replica at that place dies so often, and then lives."""
    bench.processes[place].kill()
    await bench.processes[place].wait()
    for event, nth in deaths:
        await bench.dies(place, event, nth)
    await bench.start(place)


async def _losses(bench: Replicas, times: int) -> None:
    while times:
        await asyncio.sleep(bench.rng.random() * 2)
        times -= await bench.lose_connection()


async def _falls(bench: Replicas, times: int) -> None:
    for _ in range(times):
        await asyncio.sleep(1 + bench.rng.random() * 8)
        await asyncio.to_thread(bench.server.fall)
