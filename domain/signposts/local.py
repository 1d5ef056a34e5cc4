"""A group's own lines (S16).

Belongs here: what one may look like, and how many a group has. May not enter: who may add one.
"""

from domain.refusals import LineUnfit, TooManyLines

LINE_LIMIT = 160
"""Characters of a line: a name, a number, an hour."""
MOST_LINES = 5
"""Lines of a group: they stand between the emergency number and everything else."""


def own_line(text: str) -> str:
    """A line as it is kept, tidied. Raises LineUnfit."""
    words = " ".join(text.split())
    if not words or len(words) > LINE_LIMIT or not words.isprintable():
        raise LineUnfit(limit=LINE_LIMIT)
    return words


def require_room(lines: int) -> None:
    """Raise TooManyLines when the group has as many as fit."""
    if lines >= MOST_LINES:
        raise TooManyLines(most=MOST_LINES)
