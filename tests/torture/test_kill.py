"""kill -9 at every named point: no tap lost, none twice, no post twice (I1, I2, I3).

Belongs here: the deaths, and what must hold after them. May not enter: how a life is lived.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

from sandbox.faults import Fault
from tests.torture.bench import Bench, Death, opened
from tests.torture.results import Results

SEED = 20261124
DEATHS = (
    ("turn.read", 1),
    ("turn.prepared", 1),
    *(("turn.stepped", nth) for nth in (1, 13, 27, 40)),
    ("turn.decided", 1),
    ("turn.committed", 1),
    *(("speak.said", nth) for nth in (1, 10, 20, 40)),
    ("turn.spoken", 1),
    ("intake.confirming", 1),
    ("tick.decided", 1),
    ("tick.committed", 1),
    *(("delivery.claimed", nth) for nth in (1, 4, 8)),
    *(("delivery.sent", nth) for nth in (1, 4, 8)),
    *(("delivery.marked", nth) for nth in (1, 4, 8)),
)
"""25 points: where, and at which time that it is passed in this life. The long dose draws such
points by chance, up to the latest time that stands here."""
TAPS = 40
"""Before each death: together 1,000 taps in the short dose."""
BREATH = 8
"""Deaths after which one life may do all that waits: Telegram drops taps after 150 s of waiting."""


async def test_kills_lose_no_tap_and_repeat_nothing(
    tmp_path: Path, dose: Callable[[int, int], int], results: Results
) -> None:
    lives, posts_each = dose(25, 500), dose(8, 25)
    points = DEATHS if lives == len(DEATHS) else drawn(lives, Random(SEED))
    async with opened(tmp_path, SEED) as bench:
        deaths = await _torture(bench, points, posts_each)
        kept = await bench.kept()
        posts, states = bench.posts(), bench.states()

    assert len(deaths) == lives
    assert all(death.unconfirmed or death.claimed for death in deaths), deaths
    assert sum(len(words) for words in bench.taps.values()) == lives * TAPS
    # Every tap had its one effect, in the order of the taps; and the last one stands.
    assert kept == bench.taps

    assert len(bench.posted_to) == lives * posts_each
    assert max(posts.values()) == 1
    missed = [chat for chat in bench.posted_to if not posts[chat]]
    assert len(missed) <= dose(lives, len(bench.posted_to) // 200)
    # A status never lies: "sent" was delivered, and what is in doubt says so.
    assert {states[chat] for chat in missed} <= {"claimed", "unknown"}
    assert all(posts[chat] for chat, state in states.items() if state == "sent")
    results.say("I1 taps", f"{lives} kill -9, {lives * TAPS} taps", "0 lost, 0 twice", SEED)
    result = f"0 twice, {len(missed)} missed ({len(missed) / len(bench.posted_to):.2%})"
    results.say("I2, I3 posts", f"{lives} kill -9, {len(bench.posted_to)} posts", result, SEED)


def drawn(lives: int, rng: Random) -> list[tuple[str, int]]:
    """So many points by chance: each name as likely as the others, and each of its times."""
    latest = dict(DEATHS)  # the times of a name stand in order
    names = rng.choices(list(latest), k=lives)
    return [(name, rng.randint(1, latest[name])) for name in names]


async def test_the_stock_updater_loses_taps_and_the_torture_sees_it(tmp_path: Path) -> None:
    deaths = [("turn.stepped", nth) for nth in (1, 5, 9)]
    async with opened(tmp_path, SEED, stock=True) as bench:
        await _torture(bench, deaths, 8)
        kept = await bench.kept()
    assert kept != bench.taps
    assert sum(map(len, kept.values())) < sum(map(len, bench.taps.values()))


async def _torture(bench: Bench, deaths: Sequence[tuple[str, int]], posts_each: int) -> list[Death]:
    await bench.prepare(circles=5, members=20)
    died = []
    for number, (event, nth) in enumerate(deaths):
        if number % BREATH == 0:
            await bench.live_until_done()
        bench.tap(TAPS)
        await bench.make_due(posts_each)
        if not event.startswith(("turn", "speak", "intake")):
            # Let the taps wait, so that a death while posting leaves some unconfirmed.
            bench.sandbox.faults.plan(Fault(method="getUpdates", kind="502", times=1))
        died.append(await bench.live(event, nth))
        bench.sandbox.faults.clear()
    await bench.live_until_done()
    return died
