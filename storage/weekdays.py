"""Weekdays as one number, Monday 1, Tuesday 2, Wednesday 4.

Belongs here: the two ways between a set of weekdays and its column. May not enter: statements.
"""

from collections.abc import Collection


def mask(chosen: Collection[int]) -> int:
    """The number for weekdays, of which 0 is Monday."""
    return sum(1 << weekday for weekday in chosen)


def weekdays(number: int) -> frozenset[int]:
    """The weekdays again."""
    return frozenset(weekday for weekday in range(7) if number >> weekday & 1)
