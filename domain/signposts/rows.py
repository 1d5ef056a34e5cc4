"""Rows of a file become lines; every mistake is told with the line of the file it stands in.

Belongs here: columns and their checks. May not enter: opening files. A row without a source, or
without the month in which it was last seen, is refused: nobody could judge it.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from domain.signposts import hours
from domain.signposts.lines import KINDS, ROLES, Directory, EmergencyNumber, Line

LINE_COLUMNS = (
    "country", "kind", "name", "phone", "text", "text_word", "chat_url", "web_url", "hours",
    "zone", "languages", "free", "particular", "source", "listed_by", "last_seen", "checked_at",
)  # fmt: skip
EMERGENCY_COLUMNS = (
    "country", "phone", "role", "source", "listed_by", "last_seen", "checked_at",
)  # fmt: skip
GONE = "gone"
"""A kind in a host's file: the line of that country and name is shown no more."""

_COUNTRY = re.compile(r"[A-Z]{2}")
_MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")
_ADDRESS = re.compile(r"https?://\S+")
_LANGUAGE = re.compile(r"[a-z]{2,3}|\+")

Row = dict[str, str]


@dataclass(slots=True)
class Found:
    """What a file holds. `gone`: country and name of lines to leave out. `mistakes`: sentences."""

    lines: list[Line] = field(default_factory=list)
    gone: list[tuple[str, str]] = field(default_factory=list)
    emergency: dict[str, list[EmergencyNumber]] = field(default_factory=dict)
    mistakes: list[str] = field(default_factory=list)


def read_lines(text: str) -> Found:
    """Lines from the text of a CSV file with LINE_COLUMNS."""
    found = Found()

    def take(row: Row) -> None:
        if row["kind"] == GONE:
            found.gone.append((_country(row), row["name"]))
        else:
            found.lines.append(line(row))

    _each(text, LINE_COLUMNS, found, take)
    return found


def read_emergency(text: str) -> Found:
    """Emergency numbers from the text of a CSV file with EMERGENCY_COLUMNS."""
    found = Found()

    def take(row: Row) -> None:
        found.emergency.setdefault(_country(row), []).append(_number(row))

    _each(text, EMERGENCY_COLUMNS, found, take)
    return found


def directory(lines: Found, emergency: Found, own: Found | None = None) -> Directory:
    """The product's rows, and a host's own, which add or take the place of the same name."""
    kept = {(each.country, each.name): each for each in lines.lines}
    if own is not None:
        kept |= {(each.country, each.name): each for each in own.lines}
        kept = {name: each for name, each in kept.items() if name not in own.gone}
    by_country: dict[str, list[Line]] = {}
    for each in kept.values():
        by_country.setdefault(each.country, []).append(each)
    return Directory(by_country, emergency.emergency)


def line(row: Row) -> Line:
    """The line of one row. Raises ValueError."""
    languages = _parts(row["languages"], ",")
    _require(all(map(_LANGUAGE.fullmatch, languages)), "languages: codes such as en, parted by ,")
    kind = next((each for each in KINDS if each == row["kind"]), None)
    _require(bool(row["name"]), "name: it is needed")
    if kind is None:
        raise ValueError(f"kind: one of {', '.join(KINDS)}, or {GONE}")
    made = Line(
        country=_country(row),
        kind=kind,
        name=row["name"],
        phones=_parts(row["phone"], ";"),
        text=row["text"],
        text_word=row["text_word"],
        chat_url=_address("chat_url", row),
        web_url=_address("web_url", row),
        hours=hours.parse(row["hours"], row["zone"]),
        languages=tuple(each for each in languages if each != "+"),
        more_languages="+" in languages,
        free=_yes("free", row),
        particular=_yes("particular", row),
        source=_source(row),
        listed_by=_count(row),
        last_seen=_month(row),
        checked_at=_day(row),
    )
    _require(
        bool(made.phones or made.text or made.chat_url), "phone, text or chat_url: one of them"
    )
    return made


def _number(row: Row) -> EmergencyNumber:
    roles = _parts(row["role"], ",")
    _require(all(each in ROLES for each in roles), f"role: of {', '.join(ROLES)}")
    _require(bool(row["phone"]), "phone: it is needed")
    return EmergencyNumber(row["phone"], roles, _source(row), _count(row), _month(row))


def _each(text: str, columns: Iterable[str], found: Found, take: Callable[[Row], None]) -> None:
    """Take each row; what cannot be taken is a mistake of its line."""
    rows = csv.DictReader(io.StringIO(text, newline=""))
    missing = [name for name in columns if name not in (rows.fieldnames or ())]
    if missing:
        found.mistakes.append(f"line 1: these columns are needed: {', '.join(missing)}")
        return
    for row in rows:
        try:
            _require(None not in row and None not in row.values(), "as many values as columns")
            take({name: value.strip() for name, value in row.items()})
        except ValueError as mistake:
            found.mistakes.append(f"line {rows.line_num}: {mistake}")


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise ValueError(otherwise)


def _country(row: Row) -> str:
    _require(bool(_COUNTRY.fullmatch(row["country"])), "country: two capital letters, such as GB")
    return row["country"]


def _parts(value: str, by: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in value.split(by) if each.strip())


def _address(name: str, row: Row) -> str:
    value = row[name]
    _require(not value or bool(_ADDRESS.fullmatch(value)), f"{name}: it begins with https://")
    return value


def _yes(name: str, row: Row) -> bool:
    _require(row[name] in ("", "yes"), f"{name}: yes, or nothing")
    return bool(row[name])


def _source(row: Row) -> str:
    _require(bool(row["source"]), "source: where this was found is needed")
    return row["source"]


def _count(row: Row) -> int:
    _require(row["listed_by"].isdecimal(), "listed_by: how many directories list it, 0 or more")
    return int(row["listed_by"])


def _month(row: Row) -> str:
    _require(
        bool(_MONTH.fullmatch(row["last_seen"])), "last_seen: a month such as 2026-06 is needed"
    )
    return row["last_seen"]


def _day(row: Row) -> date | None:
    if not row["checked_at"]:
        return None
    try:
        return date.fromisoformat(row["checked_at"])
    except ValueError:
        raise ValueError("checked_at: a day such as 2026-05-03, or nothing") from None
