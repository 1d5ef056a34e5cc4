"""Which countries are offered, in which order.

Belongs here: the likely ones of a time zone, and countries by letter. May not enter: deciding for
anybody; a country is asked for, never inferred.
"""

import unicodedata
from collections.abc import Collection
from functools import cache, partial
from importlib.resources import files

from handlers import wording
from handlers.signposts.lines import country_name

MOST_LIKELY = 8
"""Countries that are offered before the letters."""


def likely(zone: str | None, known: Collection[str]) -> tuple[str, ...]:
    """The countries in which people live by that time zone (IANA), as its own table says."""
    there = _by_zone().get(zone or "", ())
    return tuple(each for each in there if each in known)[:MOST_LIKELY]


def letters(language: str, known: Collection[str]) -> list[str]:
    """The first letters of the countries' names, in order."""
    return sorted({_initial(language, each) for each in known}, key=partial(_places, language))


def beginning_with(language: str, known: Collection[str], letter: str) -> list[str]:
    """The countries whose name begins with the letter, by name."""
    found = [each for each in known if _initial(language, each) == letter.upper()]
    return sorted(found, key=lambda each: _places(language, country_name(language, each)))


@cache
def _initial(language: str, country: str) -> str:
    """The letter of the language's alphabet under which it stands."""
    return _letters(language, country_name(language, country))[0]


def _places(language: str, name: str) -> list[int]:
    """Where each letter of the name stands in the language's own alphabet, to sort by."""
    alphabet = wording.text(language, "alphabet")
    return [alphabet.find(each) for each in _letters(language, name)]


def _letters(language: str, name: str) -> str:
    """In capitals, without the marks of those that are no letters of their own: in English Å is an
    A with a mark, in Ukrainian Й is no И."""
    alphabet = wording.text(language, "alphabet")
    return "".join(
        each if each in alphabet else unicodedata.normalize("NFD", each)[0] for each in name.upper()
    )


@cache
def _by_zone() -> dict[str, tuple[str, ...]]:
    """The table of the tz database: codes of countries, coordinates, zone.

    `zone.tab` names each zone's own country, which stands first; `zone1970.tab` the neighbours.
    """
    table: dict[str, tuple[str, ...]] = {}
    for name in ("zone.tab", "zone1970.tab"):
        text = (files("tzdata") / "zoneinfo" / name).read_text("utf-8")
        for row in text.splitlines():
            if row and not row.startswith("#"):
                codes, _, zone = row.split("\t")[:3]
                first = table.get(zone, ())
                table[zone] = first + tuple(each for each in codes.split(",") if each not in first)
    return table
