"""Numbers without names: which of a group's posts are counted, and as what (A10).

Belongs here: counting posts. May not enter: people; promise 4: nobody is counted.
"""

from collections.abc import Mapping
from dataclasses import dataclass

SPAN = 28 * 86_400
"""Seconds that are looked back; posts are kept for 30 days."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """Check-ins that came, that did not, and of which Kith does not know; gatherings that began;
    changes that were announced."""

    came: int
    not_come: int
    in_doubt: int
    gatherings: int
    changes: int


def of_posts(posts: Mapping[tuple[str, str], int]) -> Numbers:
    """The numbers from those of posts, by kind and state."""

    def count(kind: str, *states: str) -> int:
        return sum(posts.get((kind, state), 0) for state in states)

    return Numbers(
        came=count("checkin", "sent"),
        not_come=count("checkin", "missed", "dead"),
        in_doubt=count("checkin", "unknown"),
        gatherings=count("gathering_begins", "sent"),
        changes=count("change", "sent", "unknown"),
    )
