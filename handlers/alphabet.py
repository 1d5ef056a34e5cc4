"""The order of names in each language's own alphabet.

Belongs here: sorting, and under which letter a name stands. May not enter: what is sorted. The
alphabet is a line of the catalog, so that a new language brings its own.
"""

import unicodedata

from handlers import wording


def initial(language: str, name: str) -> str:
    """The letter under which a name stands."""
    return _letters(language, name)[0]


def places(language: str, name: str) -> list[int]:
    """Where each letter of a name stands in the alphabet, to sort by; what is no letter, first."""
    alphabet = wording.text(language, "alphabet")
    return [alphabet.find(each) for each in _letters(language, name)]


def _letters(language: str, name: str) -> str:
    """In capitals, without the marks of those that are no letters of their own: in English Å is an
    A with a mark, in Ukrainian Й is no И."""
    alphabet = wording.text(language, "alphabet")
    return "".join(
        each if each in alphabet else unicodedata.normalize("NFD", each)[0] for each in name.upper()
    )
