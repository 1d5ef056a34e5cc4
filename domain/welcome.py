"""Welcome: what a group says to whoever is new (F7).

Belongs here: its words, when it is said. May not enter: who is new. Spans are seconds.
"""

from domain.refusals import LineUnfit
from domain.writing import several_lines

WORDS_LIMIT = 1_000
"""Characters of a group's own welcome."""
GATHERED = 60
"""Those who come within this time are welcomed together, by one post."""
NEW_FOR = 86_400
"""Who came within this time is new; when nobody of them is there any more, nothing is said."""
DOOR_LIFE = 7 * 86_400
"""For this long the button of a welcome works."""


def welcome_words(text: str) -> str:
    """A welcome as it is kept, line by line. Raises LineUnfit."""
    tidy = "\n".join(" ".join(line.split()) for line in text.splitlines())
    words = several_lines(tidy, WORDS_LIMIT)
    if words is None:
        raise LineUnfit(limit=WORDS_LIMIT)
    return words
