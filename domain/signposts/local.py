"""A group's own lines (S16).

Belongs here: what one may look like, and how many a group has. May not enter: who may add one.
"""

from domain.refusals import LineUnfit, TooManyLines
from domain.writing import apart, one_line

LINE_LIMIT = 160
"""Characters of a line: a name, a number, an hour."""
MOST_LINES = 5
"""Lines of a group: they stand between the emergency number and everything else."""


def own_line(text: str) -> str:
    """A line as it is kept, tidied. Raises LineUnfit."""
    words = one_line(text, LINE_LIMIT)
    if words is None:
        raise LineUnfit(limit=LINE_LIMIT)
    return apart(words)


def require_room(lines: int) -> None:
    """Raise TooManyLines when the group has as many as fit."""
    if lines >= MOST_LINES:
        raise TooManyLines(most=MOST_LINES)
