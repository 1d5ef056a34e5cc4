"""A group's living agreement: numbered lines, versions, what changed between two (G1, G3, G5).

Belongs here: lines, and their difference. May not enter: who has gone along with it, the texts to
begin with. An agreement is one text, a line a line.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher

from domain.refusals import AgreementChanged, LineUnfit, TooManyLines
from domain.writing import one_line

LINE_LIMIT = 160
"""Characters of a line."""
MOST_LINES = 20
"""Lines: all of it fits into one message."""
REVIEWS = (91, 182, 364)
"""Days after which a group can want to look at it again."""
REVIEW_MINUTE = 10 * 60
"""The minute of the day at which it is reminded of that."""


def lines_of(text: str) -> list[str]:
    """The lines of an agreement, none where there is none."""
    return text.splitlines()


def tidied(text: str) -> str:
    """A line as it is kept. Raises LineUnfit."""
    words = one_line(text, LINE_LIMIT)
    if words is None:
        raise LineUnfit(limit=LINE_LIMIT)
    return words


def whole(lines: Sequence[str]) -> str:
    """An agreement of these lines. Raises LineUnfit, TooManyLines."""
    if len(lines) > MOST_LINES:
        raise TooManyLines(most=MOST_LINES)
    return "\n".join(map(tidied, lines))


def with_line(text: str, number: int, line: str) -> str:
    """With another line at that number, one behind the last included; without it, if it is empty.

    Raises AgreementChanged where there is no such line, LineUnfit, TooManyLines.
    """
    lines = lines_of(text)
    if not 1 <= number <= len(lines) + bool(line):
        raise AgreementChanged
    lines[number - 1 : number] = [line] if line else []
    return whole(lines)


def difference(before: str, after: str) -> list[tuple[str, int, str]]:
    """The lines that go (marked with a minus) and come ("+"), with their numbers in each."""
    old, new = lines_of(before), lines_of(after)
    found: list[tuple[str, int, str]] = []
    for tag, i, j, k, m in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag != "equal":
            found += [("−", number + 1, old[number]) for number in range(i, j)]
            found += [("+", number + 1, new[number]) for number in range(k, m)]
    return found
