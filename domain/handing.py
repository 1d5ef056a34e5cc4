"""Handing on: the tasks that rest with stewards alone are offered to all, again and again (G15).

Belongs here: when, and which tasks. May not enter: words; how a task goes round (`roles`) or is
decided together (`proposals`).
"""

from collections.abc import Collection

from domain.changes import STEWARDS
from domain.roles import ROLES

SPAN = 12 * 7 * 86_400
"""Seconds: after at most so long each task is offered to others."""
WORTH = 3 * 86_400
"""Seconds in which the offer is worth making once it is due."""


def with_stewards(roles: Collection[str], way: str) -> tuple[list[str], bool]:
    """The roles that do not go round in a group that has these, and whether stewards alone decide
    there."""
    return [each for each in ROLES if each not in roles], way == STEWARDS
