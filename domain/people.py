"""People: how a name is shown.

Belongs here: rules about names. May not enter: storing one; Kith keeps no names.
"""

import unicodedata

NAME_LIMIT = 32
NAMELESS = "…"
_ISOLATE, _POP = "\u2068", "\u2069"
_MARKS_PER_LETTER = 2
# Telegram makes links of these by itself, even in a text without markup.
_LINK_STARTERS = str.maketrans(dict.fromkeys("@/#$.:", " "))


def shown_name(raw: str) -> str:
    """A person's name, safe inside any sentence: no controls, no links, no stacked marks.

    The result stands in Unicode isolates, so that a right-to-left name cannot turn the sentence
    around it; at most 32 characters of the name are kept.
    """
    plain = unicodedata.normalize("NFC", raw).translate(_LINK_STARTERS)
    kept = " ".join("".join(_letters(plain)).split())[:NAME_LIMIT].strip()
    return f"{_ISOLATE}{kept or NAMELESS}{_POP}"


def _letters(text: str) -> list[str]:
    kept: list[str] = []
    marks = 0
    for letter in text:
        category = unicodedata.category(letter)
        marks = marks + 1 if category.startswith("M") else 0
        if letter.isspace():
            kept.append(" ")
        elif not category.startswith("C") and marks <= _MARKS_PER_LETTER:
            kept.append(letter)
    return kept
