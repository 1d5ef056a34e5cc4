"""Groups of people in the sandbox, and a record of what they did there.

Belongs here: who taps what, and what really appeared. May not enter: the bot, its database, and
what counts as a failure.
"""

from collections import Counter
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from random import Random

from domain.checkins import ANSWERS
from sandbox import clients
from sandbox.population import Group, Person
from sandbox.stage import Sandbox


@dataclass
class Circles:
    """A sandbox on a socket, a folder for whoever is its bot, and a record of what people did."""

    sandbox: Sandbox
    address: str
    folder: Path
    rng: Random
    circles: list[tuple[Group, list[Person]]] = field(default_factory=list)
    taps: dict[tuple[int, int], list[str]] = field(default_factory=dict)
    posted_to: list[int] = field(default_factory=list)

    def add_circles(self, circles: int, members: int) -> None:
        """Groups of people who will tap."""
        for number in range(circles):
            there = [self.sandbox.world.add_person(f"P{number}x{each}") for each in range(members)]
            group = self.sandbox.world.add_group(f"Circle {number}", members=there)
            self.circles.append((group, there))

    def tap(self, count: int) -> None:
        """People tap words on the open check-ins while nobody may be listening."""
        for _, (group, there) in zip(range(count), cycle(self.circles), strict=False):
            person, word = self.rng.choice(there), self.rng.choice(ANSWERS)
            post = next(each for each in self.sandbox.world.timeline(group) if each.markup)
            buttons = [each for row in post.buttons() for each in row]
            data = buttons[ANSWERS.index(word)]["callback_data"]
            clients.tap(self.sandbox.world, person, post, data)
            self.taps.setdefault((group.id, person.id), []).append(word)

    def waiting(self) -> int:
        """Updates that the bot has not confirmed."""
        return self.sandbox.world.updates.waiting(self.sandbox.clock.now())

    def posts(self) -> Counter[int]:
        """How often a check-in really appeared, by chat."""
        return Counter(
            each["chat"] for each in self.sandbox.ledger.delivered if "message_id" in each
        )
