"""Lines that people can turn to, emergency numbers, and which of them stand at first sight.

Belongs here: the rules of S8, S9 and of data that grows old. May not enter: reading files (`rows`),
sentences. Numbers are kept exactly as printed. Instants are UTC epoch seconds.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Literal, get_args

from domain.signposts.hours import Hours

Kind = Literal["crisis", "listening", "youth", "domestic_abuse", "lgbtq", "grief", "other"]
KINDS: tuple[Kind, ...] = get_args(Kind)
ROLES = ("all services", "ambulance", "fire", "police")

CHECK_LIFE = timedelta(days=365)
"""For this long a named person's check lets a line stand first."""
FRESH_SINCE = "2025-01"
"""A line that nobody checked stands first only if it was seen in this month or later."""
SEEN_LIFE = timedelta(days=3 * 365)
"""After this long nobody may believe a directory alone, whatever it said."""
ENOUGH_DIRECTORIES = 2
AT_FIRST_SIGHT = 2
"""Lines for everybody at first sight; where there is one for young people it stands with them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A service that people can turn to.

    `text_word`: what to write to the number `text`. `languages`: codes; `more_languages`: and
    others. `free`: only where a source says so. `particular`: for particular people or one trouble.
    `last_seen`: a month, "2026-06". `checked_at`: when a named person of this Kith called.
    """

    country: str
    kind: Kind
    name: str
    phones: tuple[str, ...] = ()
    text: str = ""
    text_word: str = ""
    chat_url: str = ""
    web_url: str = ""
    hours: Hours | None = None
    languages: tuple[str, ...] = ()
    more_languages: bool = False
    free: bool = False
    particular: bool = False
    source: str
    listed_by: int
    last_seen: str
    checked_at: date | None = None

    @property
    def key(self) -> str:
        """A short name of it that changes when a number does: what was checked is that number."""
        return _short(self.country, self.name, *self.phones, self.text, self.chat_url)

    def is_checked(self, now: int) -> bool:
        """Whether a named person checked it within a year."""
        checked = self.checked_at
        return checked is not None and _today(now) - checked <= CHECK_LIFE

    def is_fresh(self, now: int) -> bool:
        """Whether it may stand first (voice: "Data")."""
        if self.is_checked(now):
            return True
        lately = _today(now) - _first_day(self.last_seen) <= SEEN_LIFE
        return lately and self.last_seen >= FRESH_SINCE and self.listed_by >= ENOUGH_DIRECTORIES


@dataclass(frozen=True, slots=True)
class EmergencyNumber:
    """A number to call when a life is in danger. `roles`: of ROLES, empty where none is told."""

    number: str
    roles: tuple[str, ...]
    source: str
    listed_by: int
    last_seen: str

    @property
    def key(self) -> str:
        """A short name of it, like that of a line."""
        return _short(self.number)

    def serves(self, role: str) -> bool:
        """Whether that service answers there."""
        return role in self.roles


@dataclass(frozen=True, slots=True)
class Emergency:
    """The first line: numbers with their role, and numbers of which no role is told."""

    told: tuple[EmergencyNumber, ...] = ()
    untold: tuple[EmergencyNumber, ...] = ()

    @property
    def numbers(self) -> tuple[EmergencyNumber, ...]:
        """All that are shown."""
        return self.told + self.untold


def emergency_line(numbers: Iterable[EmergencyNumber]) -> Emergency:
    """The numbers that stand first: all services, else ambulance, else police; never fire alone.

    Numbers without a role are all shown, unless a number that brings an ambulance is known.
    """
    numbers = tuple(numbers)
    for role in ("all services", "ambulance"):
        if serving := tuple(each for each in numbers if each.serves(role)):
            return Emergency(serving)
    police = tuple(each for each in numbers if each.serves("police"))
    return Emergency(police, tuple(each for each in numbers if not each.roles))


@dataclass(frozen=True, slots=True)
class FirstSight:
    """What somebody sees at once. `youth`: never without a line for everybody beside it."""

    emergency: Emergency
    lines: tuple[Line, ...] = ()
    youth: Line | None = None

    @property
    def shown(self) -> tuple[Line, ...]:
        """The lines, in their order."""
        return self.lines + ((self.youth,) if self.youth else ())


@dataclass(frozen=True, slots=True)
class Directory:
    """All that is known, by country (ISO 3166, and XK)."""

    lines: Mapping[str, Sequence[Line]] = field(default_factory=dict)
    emergency: Mapping[str, Sequence[EmergencyNumber]] = field(default_factory=dict)

    @property
    def countries(self) -> tuple[str, ...]:
        """Every country and territory of which anything is known."""
        return tuple(sorted({*self.lines, *self.emergency}))

    def of(self, country: str) -> Sequence[Line]:
        """The lines of a country."""
        return self.lines.get(country, ())

    def by_key(self, country: str, key: str) -> Line | None:
        """The line of that short name."""
        return next((each for each in self.of(country) if each.key == key), None)

    def first_sight(self, country: str, now: int) -> FirstSight:
        """What stands at first sight."""
        emergency = emergency_line(self.emergency.get(country, ()))
        fresh = in_order(_first_ones(self.of(country), now), now)
        everybody = [each for each in fresh if each.kind == "crisis"]
        everybody = everybody or [each for each in fresh if each.kind == "listening"]
        youth = next((each for each in fresh if each.kind == "youth"), None)
        if not everybody:
            return FirstSight(emergency)
        return FirstSight(emergency, tuple(_two_of(everybody)), youth)

    def with_checks(self, checks: Mapping[str, date]) -> "Directory":
        """The same, with what named persons checked, by the key of a line."""
        return Directory(
            {
                country: [_checked(each, checks.get(each.key)) for each in lines]
                for country, lines in self.lines.items()
            },
            self.emergency,
        )


def in_order(lines: Iterable[Line], now: int) -> list[Line]:
    """The surest first: checked, then open day and night, then by directories, month, languages."""

    def sureness(line: Line) -> tuple[bool, bool, bool, int, str, int]:
        always = line.hours is not None and line.hours.always
        lately = line.is_fresh(now)
        seen = line.last_seen
        return (line.is_checked(now), lately, always, line.listed_by, seen, len(line.languages))

    return sorted(lines, key=sureness, reverse=True)


def _first_ones(lines: Iterable[Line], now: int) -> list[Line]:
    """Those that can be turned to at once, by anybody, and are fresh."""
    reachable = [each for each in lines if each.phones or each.text]
    return [each for each in reachable if each.is_fresh(now) and not each.particular]


def _two_of(lines: Sequence[Line]) -> list[Line]:
    """The surest, and beside it one to write to where that one only takes calls, else the next."""
    first, rest = lines[0], lines[1:]
    written = None if first.text else next((each for each in rest if each.text), None)
    second = [written] if written else list(rest[: AT_FIRST_SIGHT - 1])
    return [first, *second]


def _short(*told: str) -> str:
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:12]


def _checked(line: Line, checked_at: date | None) -> Line:
    return replace(line, checked_at=checked_at) if checked_at else line


def _first_day(month: str) -> date:
    year, _, number = month.partition("-")
    return date(int(year), int(number), 1)


def _today(now: int) -> date:
    return datetime.fromtimestamp(now, UTC).date()
