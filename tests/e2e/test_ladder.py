"""The ladder: on every rung the one who asked is answered, and nobody else sees content (S10)."""

from pathlib import Path

import pytest

from bot.demo import BEGIN
from sandbox.clock import Clock
from sandbox.stage import Sandbox
from tests.e2e.scene import Person, Scene, opened

NUMBER = "116 123"
NEUTRAL = "Kith answers in private."


async def refuses(scene: Scene, method: str, kind: str = "400") -> None:
    """Telegram refuses this in the circle, until the test is over."""
    where = {"chat": scene.circle} if method == "sendMessage" else {}
    await scene.post("faults", method=method, kind=kind, rate=1, **where)


async def nobody_else_sees(scene: Scene, who: Person) -> None:
    """In no chat of anybody else there is any content."""
    for other in scene.people.values():
        if other is not who:
            await other.sees_nothing_of(NUMBER)
            await other.sees_nothing_of("life is in danger")
            await other.sees_nothing_of(NUMBER, at=other.id)


async def at_the_check_in(scene: Scene) -> None:
    """The check-in stands, so that Kith was the last to post, and hears bare commands."""
    await scene.passes(minutes=6)


async def test_over_the_button_when_the_message_in_the_group_is_refused(
    scene: Scene, ana: Person
) -> None:
    await at_the_check_in(scene)
    await refuses(scene, "sendMessage")
    await ana.taps("Signposts")
    ana.hears("999 (all services)")
    ana.hears(NUMBER)
    ana.hears("/signposts to @kith_bot")
    await ana.sees_nothing_of(NUMBER)
    await nobody_else_sees(scene, ana)


async def test_over_the_button_for_whoever_has_an_old_telegram(scene: Scene, ana: Person) -> None:
    scene.sandbox.world.people[ana.id].sees_ephemeral = False
    await at_the_check_in(scene)
    await ana.taps("Signposts")
    ana.hears(NUMBER)
    await ana.sees_nothing_of(NUMBER)
    await nobody_else_sees(scene, ana)


async def test_in_the_private_chat_that_is_open(scene: Scene, ana: Person) -> None:
    await ana.whispers("/start")
    await at_the_check_in(scene)
    await refuses(scene, "sendMessage")
    await ana.taps("Signposts")
    ana.hears(NUMBER)
    await ana.sees(NUMBER, at=ana.id)
    await nobody_else_sees(scene, ana)


async def test_a_command_that_all_saw_is_answered_in_private(scene: Scene, ana: Person) -> None:
    await ana.whispers("/start")
    await at_the_check_in(scene)
    await ana.says("/signposts")
    await ana.sees(NUMBER, at=ana.id)
    await ana.sees_nothing_of(NEUTRAL)
    await nobody_else_sees(scene, ana)


@pytest.mark.parametrize("command", ["/signposts", "/checkins"])
async def test_a_neutral_line_for_whoever_cannot_be_written_to_stands_for_a_minute(
    scene: Scene, ana: Person, ben: Person, command: str
) -> None:
    await at_the_check_in(scene)
    await ana.says(command)
    line = await ben.sees(NEUTRAL)
    assert line["buttons"][0][0]["url"].startswith("https://t.me/kith_bot?start=")
    await nobody_else_sees(scene, ana)
    await ben.says(f"{command}@kith_bot")
    assert sum(NEUTRAL in each["text"] for each in await ben.looks()) == 1
    await scene.passes(seconds=59)
    await ben.sees(NEUTRAL)
    await scene.passes(seconds=2)
    await ben.sees_nothing_of(NEUTRAL)


async def test_a_neutral_line_for_whoever_blocked_kith(scene: Scene, ana: Person) -> None:
    await ana.whispers("/start")
    await scene.post(f"people/{ana.id}/block")
    await at_the_check_in(scene)
    await ana.says("/crisis")
    await ana.sees(NEUTRAL)
    await nobody_else_sees(scene, ana)


async def test_a_neutral_line_after_a_tap_that_nothing_else_could_answer(
    scene: Scene, ana: Person, ben: Person
) -> None:
    await at_the_check_in(scene)
    await refuses(scene, "answerCallbackQuery", "400_query_too_old")
    await scene.post("faults", method="sendMessage", kind="400", chat=scene.circle, times=1)
    body = {"from": ana.id, "chat": scene.circle, "label": "Signposts", "wait": 0}
    post = await ana.sees("weather")
    await scene.post("press", **body, message_id=post["message_id"])
    await scene.settled()
    await ben.sees(NEUTRAL)
    await nobody_else_sees(scene, ana)


async def test_whoever_writes_as_the_group_gets_a_line_that_shows_them_to_who_taps(
    scene: Scene, ana: Person, dee: Person
) -> None:
    await at_the_check_in(scene)
    words = {"from": dee.id, "chat": scene.circle, "text": "/signposts", "anonymous": True}
    await scene.post("say", **words)
    await scene.settled()
    await dee.sees("in the name of a group or a channel")
    await dee.sees_nothing_of(NUMBER)
    await dee.taps("Show it to me")
    await dee.sees(NUMBER)
    await ana.sees_nothing_of(NUMBER)


@pytest.mark.fair("is about somebody who has not pressed Start", "generous")
async def test_the_neutral_line_goes_also_when_kith_was_started_anew(tmp_path: Path) -> None:
    sandbox = Sandbox(Clock(BEGIN))
    async with opened(tmp_path, sandbox=sandbox) as scene:
        ana = await scene.person("Ana")
        scene.circle = circle = await scene.group("Tuesday circle", [ana], [])
        await scene.passes(minutes=6)
        await ana.says("/signposts")
        await ana.sees(NEUTRAL)
    async with opened(tmp_path, sandbox=sandbox) as scene:
        again = Person(scene, ana.id, "Ana")
        await again.sees(NEUTRAL, at=circle)
        await scene.passes(seconds=61)
        await again.sees_nothing_of(NEUTRAL, at=circle)


async def test_without_its_row_the_neutral_line_would_stay_after_a_restart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def nothing(*_: object) -> None:
        """Store no row."""

    monkeypatch.setattr("bot.intake.asides.asides.stand", nothing)
    sandbox = Sandbox(Clock(BEGIN))
    async with opened(tmp_path, sandbox=sandbox) as scene:
        ana = await scene.person("Ana")
        scene.circle = circle = await scene.group("Tuesday circle", [ana], [])
        await scene.passes(minutes=6)
        await ana.says("/signposts")
    async with opened(tmp_path, sandbox=sandbox) as scene:
        await scene.passes(seconds=61)
        await Person(scene, ana.id, "Ana").sees(NEUTRAL, at=circle)
