"""Nothing of anybody in the logs, at DEBUG, in every test of this folder (I20).

Belongs here: gathering what is logged, and looking for what must not be in it. May not enter: what
is logged, or why.
"""

import re
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any

import structlog

from bot.operate.logs import set_up
from tests.e2e.scene import OPENED, Scene

LEAST = 4
"""Characters of a text that is looked for; shorter ones stand in many words by chance."""

Event = MutableMapping[str, Any]


class Gathered:
    """Everything that was logged, as it was written."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def __call__(self, _: Any, __: str, event: Event) -> Event:
        self.lines.append(" ".join(f"{key}={value}" for key, value in event.items()))
        return event


@contextmanager
def gathered() -> Iterator[Gathered]:
    """Log at DEBUG, as a host could, and keep what is written."""
    lines = Gathered()
    set_up("DEBUG")
    *before, renderer = structlog.get_config()["processors"]
    structlog.configure(processors=[*before, lines, renderer])
    OPENED.clear()
    try:
        yield lines
    finally:
        structlog.reset_defaults()


def traces(lines: Gathered) -> set[str]:
    """What of the people of these scenes can be read in the lines."""
    written = "\n".join(lines.lines)
    words = {word for scene in OPENED for word in private(scene)}
    return {word for word in words if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", written)}


def private(scene: Scene) -> Iterator[str]:
    """Names, ids, titles, the token, and everything that was said by anybody."""
    world = scene.sandbox.world
    yield scene.sandbox.token
    for person in world.people.values():
        yield from (str(person.id), person.first_name, person.username or str(person.id))
    for group in world.groups():
        yield from (str(group.id), group.title)
    said = [text for text in scene.said if len(text) >= LEAST]
    heard = [str(call["params"].get("text") or "") for call in scene.sandbox.ledger.calls]
    for text in [*said, *heard]:
        yield from (line for line in text.splitlines() if len(line) >= LEAST)
