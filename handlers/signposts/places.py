"""Which countries are offered, in which order.

Belongs here: the likely ones of a time zone, and countries by letter. May not enter: deciding for
anybody; a country is asked for, never inferred.
"""

from collections.abc import Collection
from functools import cache, partial
from importlib.resources import files

from handlers.alphabet import initial, places
from handlers.signposts.lines import country_name

MOST_LIKELY = 8
"""Countries that are offered before the letters."""


def likely(zone: str | None, known: Collection[str]) -> tuple[str, ...]:
    """The countries in which people live by that time zone (IANA), as its own table says."""
    there = _by_zone().get(zone or "", ())
    return tuple(each for each in there if each in known)[:MOST_LIKELY]


def letters(language: str, known: Collection[str]) -> list[str]:
    """The first letters of the countries' names, in order."""
    found = {initial(language, country_name(language, each)) for each in known}
    return sorted(found, key=partial(places, language))


def beginning_with(language: str, known: Collection[str], letter: str) -> list[str]:
    """The countries whose name begins with the letter, by name."""
    names = {each: country_name(language, each) for each in known}
    found = [each for each in known if initial(language, names[each]) == letter.upper()]
    return sorted(found, key=lambda each: places(language, names[each]))


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
