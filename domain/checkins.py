"""Check-ins: what may be answered, and until when.

Belongs here: the rules of check-ins (C7, C8, C11, C21) as values and functions. May not enter:
words that people read (they live in the catalogs) and anything that counts or ranks people.
"""

from dataclasses import dataclass

from domain.refusals import CheckinClosed, WordUnfit

WEATHER = ("clear", "changeable", "windy", "foggy", "stormy", "still", "something_else")
"""The weather words (C7), by key. They do not rank; the order is that of the buttons."""

HERE = "here"
""""Here, no words": passing is taking part (C21)."""

ANSWERS = (*WEATHER, HERE)

LATENESS = 45 * 60
"""Seconds after its time in which a check-in may still be posted; later it is missed."""

WINDOW = {"question": 24 * 3600, "weather": 12 * 3600}
"""Seconds for which a check-in of each kind is open."""

WORD_LIMIT = 20
"""Characters of a group's own word for a weather: on a phone three stand beside each other."""


@dataclass(frozen=True, slots=True)
class Window:
    """When a check-in takes answers: until `closes_at` (UTC seconds), unless closed before."""

    closes_at: int
    closed: bool

    def require_open(self, now: int) -> None:
        """Raise CheckinClosed when answers are no longer taken (C11)."""
        if self.closed or now >= self.closes_at:
            raise CheckinClosed


def own_word(text: str) -> str:
    """A group's own word for a weather (C7), tidied. Raises WordUnfit."""
    word = " ".join(text.split())
    if not word or len(word) > WORD_LIMIT or not word.isprintable():
        raise WordUnfit(limit=WORD_LIMIT)
    return word
