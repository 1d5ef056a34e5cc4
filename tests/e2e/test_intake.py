"""Asking for updates while Telegram refuses, fails or is silent (I16, I17)."""

import asyncio
from pathlib import Path

import pytest

from bot.app import WebhookSet, open_kith
from bot.demo import BEGIN
from bot.intake.polling import FIRST_PAUSE, LONGEST_PAUSE, REFUSED_LIFE, Poller, TokenRefused
from bot.intake.watchdog import LEAVE, REBUILD, SilentDeath, Watchdog, decide
from bot.operate.lock import AlreadyRunning
from domain.retention import span_of
from sandbox import happenings
from sandbox.clock import Clock
from sandbox.faults import Fault
from sandbox.server import serve
from sandbox.stage import Sandbox
from storage import updates
from tests.e2e.scene import PATIENCE, Person, Scene, opened
from tests.e2e.test_language import speaks
from tests.e2e.test_turn import answered, locked, pending, stored, taps_unheard


class Hand:
    """A clock that a test moves by hand."""

    now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def hand() -> Hand:
    """The clock that nobody else sets."""
    return Hand()


@pytest.fixture
async def poller(scene: Scene, hand: Hand) -> Poller:
    """A poller of the scene's Kith, asked by hand."""
    await scene.goes_deaf()
    return Poller(scene.kith.wire, scene.kith.turn, scene.kith.signposts, scene.kith.stopping, hand)


async def fails(scene: Scene, kind: str, times: int = 1) -> None:
    """The next polls fail."""
    await scene.post("faults", method="getUpdates", kind=kind, times=times)


@pytest.mark.parametrize("kind", ["401", "404", "409", "502", "reset"])
async def test_no_failure_ends_the_poller_and_its_pauses_grow(
    scene: Scene, poller: Poller, ana: Person, kind: str
) -> None:
    await scene.passes(minutes=6)
    windy = await taps_unheard(scene, ana, "Windy")
    await fails(scene, kind, times=6)
    pauses = [await poller.poll() for _ in range(6)]
    assert pauses == [5, 10, 20, 40, LONGEST_PAUSE, LONGEST_PAUSE]
    assert await poller.poll() == 0
    assert await stored(scene) == ["windy"]
    assert windy
    await fails(scene, kind)
    assert await poller.poll() == 5


async def test_a_flood_limit_on_polling_is_obeyed(scene: Scene, poller: Poller) -> None:
    await scene.post("faults", method="getUpdates", kind="429", times=1, retry_after=17)
    assert await poller.poll() == 17


@pytest.mark.parametrize("kind", ["401", "404"])
async def test_a_token_that_stays_refused_ends_the_process(
    scene: Scene, poller: Poller, hand: Hand, kind: str
) -> None:
    await fails(scene, kind, times=9)
    await poller.poll()
    hand.now += REFUSED_LIFE - 1
    await poller.poll()
    hand.now += 1
    with pytest.raises(TokenRefused):
        await poller.poll()


async def test_one_good_answer_forgives_the_refusals_before(
    scene: Scene, poller: Poller, hand: Hand, ana: Person
) -> None:
    await fails(scene, "401")
    await poller.poll()
    await scene.post("say", **{"from": ana.id, "chat": ana.id, "text": "hello"})
    await poller.poll()
    hand.now += REFUSED_LIFE
    await fails(scene, "401")
    assert await poller.poll() == 5


def test_a_silence_is_waited_for_then_rebuilt_then_left() -> None:
    assert [decide(silent) for silent in (0, REBUILD - 1, REBUILD, LEAVE - 1, LEAVE)] == [
        "wait",
        "wait",
        "rebuild",
        "rebuild",
        "leave",
    ]


async def test_a_silent_connection_is_made_anew_once_and_then_the_process_leaves(
    scene: Scene, poller: Poller, hand: Hand, ana: Person
) -> None:
    watchdog = Watchdog(poller, scene.kith.wire, scene.kith.stopping, hand)
    assert await watchdog.look() == "wait"
    for _ in range(3):
        await fails(scene, "reset")
        await poller.poll()
    hand.now += REBUILD
    assert await watchdog.look() == "rebuild"
    await scene.post("say", **{"from": ana.id, "chat": ana.id, "text": "hello"})
    await poller.poll()  # the new connections work
    assert await watchdog.look() == "wait"
    hand.now += LEAVE
    with pytest.raises(SilentDeath):
        await watchdog.look()


async def test_a_connection_that_stays_open_and_says_nothing_ends_when_it_is_made_anew(
    tmp_path: Path, hand: Hand
) -> None:
    sandbox = Sandbox(Clock(BEGIN))
    async with (
        serve(sandbox) as address,
        open_kith(
            token=sandbox.token,
            api=address,
            database_url=f"sqlite+aiosqlite:///{tmp_path / 'kith.db'}",
            key_file=tmp_path / "kith.key",
            clock=sandbox.clock,
        ) as kith,
    ):
        poller = Poller(kith.wire, kith.turn, kith.signposts, kith.stopping, hand)
        sandbox.faults.plan(Fault(method="getUpdates", kind="half_open", times=1))
        hung = asyncio.create_task(poller.poll())
        async with asyncio.timeout(PATIENCE):
            while sandbox.ledger.calls[-1]["method"] != "getUpdates":
                await asyncio.sleep(0.01)
            watchdog = Watchdog(poller, kith.wire, kith.stopping, hand)
            assert await watchdog.look() == "wait"
            assert not hung.done()
            hand.now += REBUILD
            assert await watchdog.look() == "rebuild"
            assert await hung == FIRST_PAUSE
            ana = sandbox.world.add_person("Ana")
            happenings.bot_added(sandbox.world, sandbox.world.add_group("Circle", members=[ana]))
            assert await poller.poll() == 0


@pytest.mark.parametrize("kind", ["401", "409", "502"])
async def test_an_answer_that_is_an_error_is_no_silence(
    scene: Scene, poller: Poller, hand: Hand, kind: str
) -> None:
    watchdog = Watchdog(poller, scene.kith.wire, scene.kith.stopping, hand)
    for _ in range(9):
        hand.now += 60
        await fails(scene, kind)
        await poller.poll()
        assert await watchdog.look() == "wait"


def test_a_blocked_loop_is_left_by_a_thread_of_its_own(scene: Scene, hand: Hand) -> None:
    left: list[int] = []
    watchdog = Watchdog(scene.kith.poller, scene.kith.wire, scene.kith.stopping, hand)
    hand.now += LEAVE
    watchdog.watch_loop(5, left.append).join(timeout=5)
    assert left == [5]


class Remembering(Poller):
    """The switch: it keeps its offset until there is a higher one, as many bots do."""

    async def poll(self) -> float:
        kept = self._offset
        pause = await super().poll()
        self._offset = self._offset or kept
        return pause


@pytest.mark.parametrize("kind", [Poller, Remembering])
async def test_after_a_quiet_week_ids_begin_anew_and_nothing_is_lost(
    scene: Scene, ana: Person, monkeypatch: pytest.MonkeyPatch, kind: type[Poller]
) -> None:
    await scene.goes_deaf()
    monkeypatch.setattr("bot.intake.polling.LONG_POLL", 0)
    kith = scene.kith
    poller = kind(kith.wire, kith.turn, kith.signposts, kith.stopping)
    for _ in range(5):
        await scene.post("say", **{"from": ana.id, "chat": ana.id, "text": "hello"})
        await poller.poll()
        await poller.poll()
        scene.sandbox.clock.advance(8 * 86_400)
    answers = [each for each in await ana.looks(ana.id) if "Nobody has read" in each["text"]]
    assert (len(answers) == 5) is (kind is Poller)


async def test_who_stops_confirms_what_was_done(scene: Scene, ana: Person) -> None:
    await scene.goes_deaf()
    await scene.post("say", **{"from": ana.id, "chat": ana.id, "text": "hello"})
    poller = Poller(scene.kith.wire, scene.kith.turn, scene.kith.signposts, scene.kith.stopping)
    await poller.poll()
    assert pending(scene)
    scene.kith.stopping.set()
    await poller.run()
    assert pending(scene) == []


async def test_a_silence_that_telegram_asked_for_is_no_silence(
    scene: Scene, poller: Poller, hand: Hand
) -> None:
    watchdog = Watchdog(poller, scene.kith.wire, scene.kith.stopping, hand)
    await scene.post("faults", method="getUpdates", kind="429", times=1, retry_after=300)
    hand.now += await poller.poll()
    assert await watchdog.look() == "wait"


async def test_update_ids_and_old_buttons_are_forgotten(scene: Scene, ana: Person) -> None:
    await ana.whispers("hello")
    await scene.is_down(hours=span_of("updates") / 3600 + 2)
    async with scene.kith.database.transaction() as tx:
        known = scene.sandbox.ledger.confirmed
        assert await updates.fresh(tx, known, 0) == set(known)


@pytest.mark.parametrize(
    ("language", "windy", "declined"),
    [("en", "Windy", "Nothing was saved"), ("de", "Windig", "Nichts wurde gespeichert")],
)
async def test_a_full_batch_while_the_storage_fails_is_declined_and_makes_room(  # noqa: PLR0917 - two languages
    scene: Scene,
    poller: Poller,
    ana: Person,
    tmp_path: Path,
    language: str,
    windy: str,
    declined: str,
) -> None:
    await speaks(scene, language)
    await scene.passes(minutes=6)
    post = (await ana.looks())[-1]
    body = {"from": ana.id, "chat": scene.circle, "message_id": post["message_id"]}
    await poller.poll()
    for _ in range(100):
        await scene.post("press", **body, label=windy, wait=0)
    async with locked(tmp_path):
        assert await poller.poll() == 0
    while len(answered(scene)) < 100:
        await asyncio.sleep(0)
    assert answered(scene).count(answered(scene)[0]) == 100
    assert declined in answered(scene)[0]
    assert await stored(scene) == []


async def test_a_second_kith_on_the_same_file_is_refused(scene: Scene, tmp_path: Path) -> None:
    with pytest.raises(AlreadyRunning):
        async with opened(tmp_path):
            pass


async def test_a_webhook_is_not_polled_over_unless_told_to(tmp_path: Path) -> None:
    with pytest.raises(WebhookSet):
        async with opened(tmp_path, webhook="https://example.org/kith"):
            pass
    async with opened(tmp_path, webhook="https://example.org/kith", take_over=True) as scene:
        ana = await scene.person("Ana")
        await ana.whispers("hello")
        await ana.sees("Nobody has read this", at=ana.id)
