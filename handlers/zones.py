"""Time zones by region and city, as people know them (C4).

Belongs here: which cities there are, their names, and the country that each is in. May not enter:
what is chosen. The data are Babel's, from the CLDR: names in every language, one zone a city.
"""

from collections.abc import Sequence
from functools import cache
from zoneinfo import available_timezones

from babel.core import get_global
from babel.dates import get_timezone_location

from handlers.alphabet import places

_NORTH = frozenset({"US", "CA", "MX", "GL", "PM", "BM"})
_SOUTH = frozenset(
    {"AR", "BO", "BR", "CL", "CO", "EC", "FK", "GF", "GY", "PE", "PY", "SR", "UY", "VE"}
)

REGIONS = (
    "europe", "north_america", "middle_america", "south_america", "africa", "asia", "pacific",
    "islands",
)  # fmt: skip
"""Keys of the regions, in the order of their buttons."""

_BY_PREFIX = {
    "Europe": "europe",
    "Africa": "africa",
    "Asia": "asia",
    "Australia": "pacific",
    "Pacific": "pacific",
    "Atlantic": "islands",
    "Indian": "islands",
    "Arctic": "islands",
    "Antarctica": "islands",
}


@cache
def _territories() -> dict[str, str]:
    """Every zone that is a place and that this machine knows, with its country."""
    known = available_timezones()
    places = get_global("zone_territories").items()
    return {zone: land for zone, land in places if zone in known and not zone.startswith("Etc/")}


def country_of(zone: str) -> str | None:
    """The ISO 3166 code of the country that a zone's city is in."""
    return _territories().get(zone)


def is_place(zone: str) -> bool:
    """Whether the zone is one of those that can be chosen."""
    return zone in _territories()


def city(zone: str, language: str) -> str:
    """The city that a zone is named for."""
    name = get_timezone_location(zone, locale=language, return_city=True)
    return str(name).rpartition("/")[2].replace("_", " ")


@cache
def cities(region: str, language: str) -> Sequence[str]:
    """The zones of a region, by the name of their city."""
    there = [zone for zone, land in _territories().items() if _region(zone, land) == region]
    return sorted(there, key=lambda zone: places(language, city(zone, language)))


def _region(zone: str, land: str) -> str:
    prefix = zone.partition("/")[0]
    if prefix != "America":
        return _BY_PREFIX[prefix]
    if land in _NORTH:
        return "north_america"
    return "south_america" if land in _SOUTH else "middle_america"
