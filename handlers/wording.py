"""Sentences from the message catalogs, and dates as people write them.

Belongs here: looking up a text by its stable id and filling it. May not enter: sentences
themselves; they live in `locale/`. Texts are plain, never markup, so nothing in them can break one.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date as Date  # noqa: N812 - `date` is what this module calls its text
from datetime import datetime
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Literal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, format_timedelta
from babel.messages.pofile import read_po

from domain.phrases import own
from domain.retention import DAY, Kept

DEFAULT = "en"
LOCALE: Traversable = files("handlers") / "locale"
"""The folder of the catalogs."""
NO_LARGER = 10**6
"""Of the next larger unit that a span would have to fill before it is told in that."""


_reader: ContextVar[str | None] = ContextVar("reader", default=None)


@contextmanager
def read_in(language: str) -> Iterator[None]:
    """Inside, everything is said in that language, whichever it is asked for in (M7).

    So whoever renders a post need not know that it is rendered again for one reader.
    """
    before = _reader.set(language)
    try:
        yield
    finally:
        _reader.reset(before)


def _heard(language: str) -> str:
    """The language in which it is said."""
    return _reader.get() or language


class UnknownText(KeyError):
    """A text id stands in no catalog: a mistake of the program."""


@cache
def sentences(language: str) -> Mapping[str, str]:
    """All of Kith's own texts in that language, by their ids; the committed `.po` is the source."""
    path = LOCALE / language / "LC_MESSAGES" / "kith.po"
    with path.open("rb") as source:
        return {str(each.id): str(each.string) for each in read_po(source, locale=language)}


@cache
def languages() -> tuple[str, ...]:
    """The languages that have a catalog."""
    return tuple(sorted(each.name for each in LOCALE.iterdir()))


def own_name(language: str) -> str:
    """What a language calls itself."""
    return str(Locale.parse(language).get_display_name() or language).capitalize()


def text(language: str, key: str, **values: object) -> str:
    """The sentence `key` in `language`, with `{names}` filled: in the words of the group whose
    language it is, else in Kith's. Raises UnknownText."""
    said = _heard(language)
    ours = sentences(said).get(key)
    if not ours:
        raise UnknownText(key)
    return (own(said, key, ours) or ours).format(**values)


def moment(language: str, at: int, zone: str) -> str:
    """A date and a time with its zone: every time is shown with its zone (C4)."""
    return text(
        language,
        "time.moment",
        day=day(language, at, zone),
        time=clock_time(language, at, zone),
        zone=zone,
    )


def country(language: str, code: str | None) -> str:
    """The name of a country (ISO 3166), or that each person is asked for theirs."""
    if code is None:
        return text(language, "country.asked")
    return str(Locale.parse(_heard(language)).territories[code])


def day(language: str, at: int, zone: str) -> str:
    """A weekday and date, without the time, in the order that the language has for them."""
    local = datetime.fromtimestamp(at, ZoneInfo(zone))
    return str(format_datetime(local, text(language, "time.day_pattern"), locale=_heard(language)))


def date(language: str, day: Date) -> str:
    """As `day`, of a date that needs no zone."""
    return str(format_date(day, text(language, "time.day_pattern"), locale=_heard(language)))


def short_date(language: str, day: Date) -> str:
    """A weekday and date, short enough for a button."""
    return str(format_date(day, text(language, "time.short_pattern"), locale=_heard(language)))


def clock_time(language: str, at: int, zone: str) -> str:
    """A time of day on a 24-hour clock."""
    local = datetime.fromtimestamp(at, ZoneInfo(zone))
    return str(format_datetime(local, "HH:mm", locale=_heard(language)))


def full_date(language: str, local: Date) -> str:
    """A date with its year."""
    return str(format_date(local, text(language, "time.date_pattern"), locale=_heard(language)))


def iso_date(language: str, day: str) -> str:
    """A date with its year, from "2026-06-30"."""
    return full_date(language, Date.fromisoformat(day))


def month(language: str, year_month: str) -> str:
    """A month with its year, from "2026-06"."""
    first = Date.fromisoformat(f"{year_month}-01")
    return str(format_date(first, text(language, "time.month_pattern"), locale=_heard(language)))


def spoken(language_tag: str | None) -> str:
    """The language of that tag (IETF) if there is a catalog for it, else English."""
    language = (language_tag or "").partition("-")[0].lower()
    return language if language in languages() else DEFAULT


def weekdays(
    language: str, width: Literal["abbreviated", "wide"] = "abbreviated"
) -> Mapping[int, str]:
    """The names of the days of a week, of which Monday is 0."""
    names = Locale.parse(_heard(language)).days["stand-alone"][width]
    return {day: str(names[day]) for day in names}


def span(language: str, seconds: int) -> str:
    """A span of time in the language's own plural: hours up to two days, then days."""
    unit: Literal["hour", "day"] = "hour" if seconds <= 2 * DAY else "day"
    words = format_timedelta(
        seconds, granularity=unit, threshold=NO_LARGER, locale=_heard(language)
    )
    return str(words)


def kept(language: str, line: Kept) -> str:
    """What is kept, why, and until when (D5)."""
    how_long = span(language, line.span) if line.span else ""
    return text(language, f"kept.{line.kind}", span=how_long)
