"""What comes next for somebody, in one table: each feature says its own (M2).

Belongs here: the list of features, and their dates in order. May not enter: how any of them knows.
"""

from collections.abc import Awaitable, Callable

from handlers import checkins
from handlers.gatherings import mine as gatherings
from handlers.me import own_checkin
from handlers.own import Coming, Me
from handlers.pairs import mine
from handlers.step import Step

COMING: tuple[Callable[[Step, Me], Awaitable[list[Coming]]], ...] = (
    checkins.of_groups,
    own_checkin.coming,
    mine.coming,
    gatherings.coming,
)
"""Each answers what lies ahead of the one who asks."""


async def of(step: Step, me: Me) -> list[Coming]:
    """Everything that lies ahead of them, as far as it has a date, in order."""
    found = [each for feature in COMING for each in await feature(step, me)]
    return sorted(found, key=lambda each: (each.at, each.words))
