"""People: how a name is shown.

Belongs here: rules about names. May not enter: storing one; Kith keeps no names.
"""

import unicodedata

from domain.writing import cleaned

NAME_LIMIT = 32
NAMELESS = "…"
MOST_DIGITS = 6
"""In a name; more are a number that a tap would call, and Kith keeps no phone numbers."""
_ISOLATE, _POP = "\u2068", "\u2069"
_MARKS_PER_LETTER = 2
# Telegram makes links of these by itself, even in a text without markup.
_LINK_STARTERS = str.maketrans(dict.fromkeys("@/#$.:", " "))
_NO_LETTERS = ("Cf", "Cn", "Co", "Cs")


def shown_name(raw: str) -> str:
    """A person's name, safe inside any sentence: no controls, no links, no stacked marks.

    The result stands in Unicode isolates, so that a right-to-left name cannot turn the sentence
    around it; at most 32 characters of the name are kept.
    """
    seen = (each for each in raw if unicodedata.category(each) not in _NO_LETTERS)
    plain = cleaned("".join(seen), _MARKS_PER_LETTER).translate(_LINK_STARTERS)
    if sum(map(str.isdigit, plain)) > MOST_DIGITS:
        plain = "".join(letter for letter in plain if not letter.isdigit())
    kept = " ".join(plain.split())[:NAME_LIMIT].strip()
    return f"{_ISOLATE}{kept or NAMELESS}{_POP}"
