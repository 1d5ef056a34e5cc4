"""Logs: event words and kinds of failure, at DEBUG too; never texts, names, ids, tokens (I20)."""

import logging
from collections.abc import Iterator

import pytest
import structlog

from bot.operate.logs import redact, set_up
from tests.e2e import clean
from tests.e2e.scene import OPENED, Person, Scene


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
    with clean.gathered() as lines:
        OPENED.append(scene)
        structlog.get_logger().info("careless", who=ana.id, said="I had a hard night", name="Ana")
        assert clean.traces(lines) == {str(ana.id), "I had a hard night", "Ana"}
