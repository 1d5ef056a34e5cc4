"""Roles: tasks that go round among those who are willing (G11).

Belongs here: which roles there are, the life of a turn, the draw. May not enter: cards, letters, or
why somebody passes. Spans are seconds.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from domain.lives import Life
from domain.refusals import LineUnfit
from domain.schedule import Schedule, next_occurrence
from domain.writing import apart, one_line

ROLES = ("host", "greeter", "timekeeper")
"""Those that come with Kith, each with a card."""
OWN = "own:"
"""How the value of a role in a group's own words begins."""
MOST_OWN, NAME_LIMIT = 3, 30
AT_GATHERINGS = "gathering:"
"""How the value of a role begins that is drawn for each gathering, rather than for each week."""
LEAD = 2 * 86_400
"""So long before a gathering its roles are drawn."""

ASKED = 86_400
"""Whoever was drawn has a day; then the draw goes on, and nothing is said."""
DRAW_DAY, DRAW_MINUTE = 0, 10 * 60
"""Turns are drawn on Mondays at ten."""
WEEK = 7 * 86_400

TURN = Life(
    "turn",
    "open",
    {
        ("open", "drawn"): "asked",
        ("open", "over"): "over",
        ("asked", "taken"): "held",
        ("asked", "passed"): "open",
        ("asked", "silent"): "open",
        ("asked", "gone"): "open",
        ("asked", "over"): "over",
        ("held", "passed"): "open",
        ("held", "gone"): "open",
        ("held", "over"): "over",
    },
)
"""`asked`: drawn, and told in private; `passed`: not this week, which nobody else hears of; `gone`:
not in the group any more, or not coming. In `open` the draw goes on once somebody is there."""


class Rng(Protocol):
    """What is needed of chance."""

    def choice(self, seq: Sequence[int]) -> int:
        """One of them."""


def drawn(
    willing: Collection[int], passed: Collection[int], last: Mapping[int, int], rng: Rng
) -> int | None:
    """Who is asked next: among the willing who have not passed this turn, one of those whose last
    turn is longest ago. `last`: when each held it last. None: nobody is left."""
    left = sorted(set(willing) - set(passed))
    if not left:
        return None
    longest = min(last.get(each, 0) for each in left)
    return rng.choice([each for each in left if last.get(each, 0) == longest])


def at_gatherings(name: str) -> bool:
    """Whether the role is drawn for a gathering rather than for a week."""
    return name.startswith(AT_GATHERINGS)


def task(name: str) -> str:
    """The role itself, whenever it is drawn."""
    return name.removeprefix(AT_GATHERINGS)


def is_own(name: str) -> bool:
    """Whether it is in a group's own words."""
    return task(name).startswith(OWN)


def next_draw(zone: str, after: int) -> int:
    """When turns are drawn next in that zone."""
    return next_occurrence(Schedule(frozenset({DRAW_DAY}), DRAW_MINUTE, zone), after).at


def own_name(text: str) -> str:
    """The name of a role in a group's own words, tidied. Raises LineUnfit."""
    words = one_line(text, NAME_LIMIT)
    if words is None:
        raise LineUnfit(limit=NAME_LIMIT)
    return apart(words)
