"""Logs at DEBUG wherever a part of Kith runs: words of the program and plain numbers (I20).

Belongs here: gathering what is logged, and the form that a line may have, whatever it is about. May
not enter: whom the lines could give away; tests/e2e/clean.py looks for everybody who was there.
"""

import re
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import structlog

from bot.operate.logs import set_up

Event = MutableMapping[str, Any]

FORM = {
    "timestamp": r"[\dT:.-]+Z",
    "level": r"debug|info|warning|error",
    "event": r"[a-z]+\.[a-z_]+",
    "failure": r"(_?[A-Z][A-Za-z]+)+|None",
    "fault": r"[A-Z_]+",
    "reason": r"[a-z_]+",
    "library": r"[a-z][\w.]*",
    "severity": r"[A-Z]+",
    "done": r"\d{1,4}",
    "updates": r"\d{1,3}",
    "seconds": r"-?\d+(\.\d+)?",
}
"""Everything that a line may hold, and how it looks: no place for a name, a text, a token, or the
number of anybody, which at Telegram has more digits."""

_WRITTEN = re.compile(r"(\w+)=('(?:[^'\\]|\\.)*'|\S+)(?: |$)")


class Gathered:
    """Everything that was logged, as events and as they were written."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []

    @property
    def lines(self) -> list[str]:
        """One for each event."""
        return [" ".join(f"{key}={value}" for key, value in event.items()) for event in self.events]

    def __call__(self, _: Any, __: str, event: Event) -> Event:
        self.events.append(dict(event))
        return event


@contextmanager
def gathered() -> Iterator[Gathered]:
    """Log at DEBUG, as a host could, and keep what is written."""
    lines = Gathered()
    set_up("DEBUG")
    *before, renderer = structlog.get_config()["processors"]
    structlog.configure(processors=[*before, lines, renderer])
    try:
        yield lines
    finally:
        structlog.reset_defaults()


def is_plain(event: Mapping[str, Any]) -> bool:
    """Whether a line has nothing in it but what `FORM` says."""
    return all(key in FORM and re.fullmatch(FORM[key], str(value)) for key, value in event.items())


def odd(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The events with something else in them."""
    return [event for event in events if not is_plain(event)]


def odd_lines(file: Path) -> list[str]:
    """The same of a file that a process of Kith's has written; every other line is odd, too."""
    lines = file.read_text().splitlines() if file.exists() else []
    return [line for line in lines if not is_plain(_read(line))]


def _read(line: str) -> dict[str, str]:
    pairs = _WRITTEN.findall(line)
    if len(_WRITTEN.sub("", line)) or not pairs:
        return {"unreadable": line}
    return {key: value.strip("'") for key, value in pairs}


@pytest.fixture(autouse=True)
def logged_plainly() -> Iterator[Gathered]:
    """No test leaves anything but words of the program and plain numbers in the logs."""
    with gathered() as logs:
        yield logs
        assert odd(logs.events) == []
