"""The toolbox: a person's own words, kept for themselves (D11).

Belongs here: its parts, and what a line in one may be. May not enter: what anybody wrote.
"""

from domain.refusals import WordsUnfit
from domain.writing import several_lines

PARTS = ("well", "daily", "unsettles", "early", "hard", "people", "keep")
"""How I am when I am well, what does me good each day, what unsettles me, the first signs, when it
is hard, my people, and a text to keep. Each may stay empty."""
HARD = "hard"
"""The part that stands with the signposts, for whoever wrote it (S13)."""
NAME = "name"
"""What somebody calls their toolbox; it is the head of their card."""
PEOPLE_PLACES = 5
"""People of mine, at most; none is fine."""
LINE_LIMIT = 1000
"""Characters of one part, so that a whole card fits into one message."""
NAME_LIMIT = 60
SHOWN_FOR = (1, 12, 24)
"""Hours for which a card can stand in a group."""
CARD_LIMIT = 3500
"""Characters of a card, of the 4,096 of a message (Bot API, sendMessage)."""


def places(part: str) -> int:
    """How many lines a part has."""
    return PEOPLE_PLACES if part == "people" else 1


def limit_of(part: str) -> int:
    """How many characters a line of a part takes."""
    return NAME_LIMIT if part in (NAME, "people") else LINE_LIMIT


def own_words(text: str, limit: int) -> str:
    """A person's own words, as they wrote them. Raises WordsUnfit."""
    words = several_lines(text, limit)
    if words is None:
        raise WordsUnfit(limit=limit)
    return words


def next_place(taken: set[int], part: str) -> int | None:
    """The first place of a part that is free, or None when it is full."""
    return next((place for place in range(1, places(part) + 1) if place not in taken), None)
