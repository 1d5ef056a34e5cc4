"""Changes of what a group has set: how one is decided, and what is kept of it (G8, G10).

Belongs here: a change as a value, and the ways to decide one. May not enter: what there is to
change (handlers/changes), who said what to a proposal. Spans are seconds.
"""

from dataclasses import dataclass

STEWARDS, TWO, GROUP = "stewards", "two", "group"
WAYS = (STEWARDS, TWO, GROUP)
"""Who decides: a steward alone, a steward and a second one, the group in a round (G10)."""

FROM_THE_FIRST = "language"
"""The one kind that changes before the group has said yes: it is asked in its language (A12)."""

NEWS = 86_400
"""Seconds in which the group is told of a change."""
LOGGED = 365 * 86_400
"""Seconds for which /log shows a change."""


@dataclass(frozen=True, slots=True)
class Change:
    """Something that a group has set becomes `value`.

    `kind`: what it is; `object_id`: which one, where there are several, None for a new one. A value
    is one text; an empty one means that the thing is not there.
    """

    kind: str
    object_id: int | None
    value: str
