"""Holds: any member can quiet scheduled posts for a while, and gives no reason (F9).

Belongs here: how long, how often, how many in a row. May not enter: who asked, beyond whether
it was the same member. Spans are seconds.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.refusals import HeldAlready, HoldAgain

HOUR = 3600
HOURS = (24, 48, 72)
"""What can be chosen."""
ONCE_IN = 14 * 86_400
"""A member asks for one hold in this time."""
IN_A_ROW = 2
"""So many can follow one another, the second asked for by somebody else: a hold is for drawing
breath, and nobody can silence a group with it."""
ROW = 86_400
"""A hold that begins within this time of another one's end is in a row with it."""


@dataclass(frozen=True, slots=True)
class Hold:
    """Quiet from `begins_at` to `ends_at` (UTC seconds). `is_own`: the one who asks now asked."""

    begins_at: int
    ends_at: int
    asked_at: int
    is_own: bool


def asked(holds: Sequence[Hold], hours: int, now: int) -> tuple[int, int]:
    """When a hold that is asked for now begins and ends. `holds`: the group's, oldest first.

    Raises HoldAgain when this member has asked lately, HeldAlready when two are in a row.
    """
    if any(each.is_own and each.asked_at > now - ONCE_IN for each in holds):
        raise HoldAgain
    begins_at = max([now, *(each.ends_at for each in holds)])
    if _row_before(holds, begins_at) >= IN_A_ROW:
        raise HeldAlready
    return begins_at, begins_at + hours * HOUR


def _row_before(holds: Sequence[Hold], begins_at: int) -> int:
    """How many holds lead up to that moment without a day between them."""
    count = 0
    for each in reversed(holds):
        if each.ends_at < begins_at - ROW:
            break
        count, begins_at = count + 1, each.begins_at
    return count
