"""Nobody of those who were there stands in the logs, at DEBUG, in every test of this folder (I20).

Belongs here: looking in them for names, ids, titles, the token, and everything that was said. May
not enter: what is logged, or why; which form a line has (tests/logged.py).
"""

import re
from collections.abc import Iterator

from tests.e2e.scene import OPENED, Scene
from tests.logged import Gathered

LEAST = 4
"""Characters of a text that is looked for; shorter ones stand in many words by chance."""


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
