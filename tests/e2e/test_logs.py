"""Logs: event words and kinds of failure, at DEBUG too; never texts, names, ids, tokens (I20)."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from bot.operate.logs import redact, set_up
from tests.e2e import clean
from tests.e2e.scene import Person, Scene
from tests.logged import gathered, is_plain, odd, odd_lines


@pytest.fixture
def logged(capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
    """Logs at DEBUG, as a host could set them, to where they can be read."""
    set_up("DEBUG")
    yield
    structlog.reset_defaults()


async def test_a_whole_story_leaves_no_trace_of_anybody(
    logged: None,
    scene: Scene,
    ana: Person,
    dee: Person,
    capfd: pytest.CaptureFixture[str],
) -> None:
    logging.getLogger("httpx").warning("POST https://api/bot%s/getMe", scene.sandbox.token)
    await scene.passes(minutes=6)
    await ana.taps("Windy")
    await ana.whispers("I had a hard night")
    await dee.says("/checkins", ephemeral=True)
    await dee.taps("Our words")
    await dee.taps("Windy")
    await dee.whispers("Breezy")
    await scene.post("faults", method="sendMessage", kind="403", times=1)
    await ana.whispers("Is anybody there?")
    await scene.passes(hours=25)

    logs = capfd.readouterr().err
    assert "delivery.sent" in logs
    assert "speak.failed" in logs
    assert "library='httpx'" in logs
    kept_out = [scene.sandbox.token, "Ana", "Dee", "Tuesday", "Windy", "Breezy", "hard night"]
    kept_out += [str(ana.id), str(dee.id), str(scene.circle), "weather"]
    assert [word for word in kept_out if word in logs] == []


def test_a_token_that_slips_into_a_value_is_redacted() -> None:
    token = "1234567:" + "A" * 35
    event = redact(None, "", {"event": "x", "failure": f"Bad Gateway at bot{token}", "count": 3})
    assert event == {"event": "x", "failure": "Bad Gateway at bot[token]", "count": 3}


async def test_every_test_here_is_looked_at(scene: Scene, ana: Person) -> None:
    """The switch: one careless line, and the look that follows each test finds it."""
    await ana.whispers("I had a hard night")
    name = scene.sandbox.world.people[ana.id].first_name
    with gathered() as lines:
        structlog.get_logger().info("careless", who=ana.id, said="I had a hard night", name=name)
        assert clean.traces(lines) == {str(ana.id), "I had a hard night", name}
        assert [event["event"] for event in odd(lines.events)] == ["careless"]


@pytest.mark.parametrize(
    "careless",
    [
        {"event": "turn.failed", "failure": "no such member: Ana"},
        {"event": "turn.failed", "name": "Ana"},
        {"event": "Ana tapped"},
        {"event": "turn.read", "updates": 7312908455},
        {"event": "turn.refused", "reason": "Windy is not open"},
        {"event": "tick.decided", "done": -1001234567890},
    ],
)
def test_a_line_of_another_form_is_found_without_knowing_anybody(
    careless: dict[str, object], tmp_path: Path
) -> None:
    """The switch of the look that follows each test of the storage and each torture, too."""
    assert not is_plain(careless)
    written = " ".join(f"{key}={value!r}" for key, value in careless.items())
    file = tmp_path / "log"
    file.write_text(f"{written}\ntimestamp='2026-11-26T07:26:57.188190Z' event='turn.read'\n")
    assert odd_lines(file) == [written]


def test_what_python_writes_when_a_process_ends_badly_is_found(tmp_path: Path) -> None:
    file = tmp_path / "log"
    file.write_text("Traceback (most recent call last):\n  ValueError: Ana\n")
    assert len(odd_lines(file)) == 2
