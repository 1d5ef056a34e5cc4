"""Check-ins: what may be answered, and until when.

Belongs here: the rules of check-ins (C7, C8, C11, C21) as values and functions. May not enter:
words that people read (they live in the catalogs) and anything that counts or ranks people.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.refusals import CheckinClosed, WordUnfit
from domain.writing import apart, one_line, units

QUESTION, WEATHER_KIND = KINDS = ("question", "weather")
"""A question, answered in the group in one's own words or not at all; or one-tap words (C7)."""

WEATHER = ("clear", "changeable", "windy", "foggy", "stormy", "still", "something_else")
"""The weather words (C7), by key. They do not rank; the order is that of the buttons."""

HERE = "here"
""""Here, no words": passing is taking part (C21)."""

ANSWERS = (*WEATHER, HERE)

ME, NAMES, ALL = MODES = ("me", "names", "all")
"""Who may see what was tapped (C10): just I; all of us, beside the names of those who show it; or a
few words for all at the close."""

AWAY = "away"
"""Why a schedule sends nothing and has no date: the group said "away until we say" (C9)."""

LATENESS = 45 * 60
"""Seconds after its time in which a check-in may still be posted; later it is missed."""

WINDOW = {QUESTION: 24 * 3600, WEATHER_KIND: 12 * 3600}
"""Seconds for which a check-in of each kind is open."""

EDIT_GAP = 4
"""Seconds between two edits of a post with names: at most 15 a minute, however many tap (I8)."""

NAMES_ROOM = 3000
"""UTF-16 units for the names on a post; a message of Telegram's has 4,096 with everything else."""

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


def beside_names(
    shown: Iterable[tuple[str, str]], room: int = NAMES_ROOM
) -> tuple[dict[str, list[str]], bool]:
    """The names to stand beside each word, and whether all of them fit.

    `shown`: pairs of word and name. Words stand in the order of the buttons, names in that of the
    alphabet, so that nobody comes first for having been first.
    """
    beside: dict[str, list[str]] = {}
    for word, name in sorted(shown, key=lambda each: (ANSWERS.index(each[0]), each[1].casefold())):
        room -= units(name) + 2
        if room < 0:
            return beside, False
        beside.setdefault(word, []).append(name)
    return beside, True


def reminder_at(closes_at: int, now: int) -> int:
    """When somebody who asked for it is reminded (C12): halfway to the close."""
    return now + (closes_at - now) // 2


def own_word(text: str) -> str:
    """A group's own word for a weather (C7), tidied. Raises WordUnfit."""
    word = one_line(text, WORD_LIMIT)
    if word is None:
        raise WordUnfit(limit=WORD_LIMIT)
    return apart(word)
