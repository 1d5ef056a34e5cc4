"""A time as a calendar file (F2, P14), where the extra `calendar` is installed.

Belongs here: making the file. May not enter: names, or which group it is about; a calendar is read
by many programs and sometimes by other people.
"""

from datetime import UTC, datetime, timedelta
from importlib.util import find_spec

from handlers.notes import Document

NAME = "kith.ics"


def is_there() -> bool:
    """Whether files can be made."""
    return find_spec("icalendar") is not None


def event(  # noqa: PLR0913 - what a calendar wants to know
    uid: str, title: str, at: int, *, minutes: int, now: int, place: str | None = None
) -> bytes:
    """A calendar with one event. `at`, `now`: UTC seconds; `uid`: what tells it from others."""
    from icalendar import Calendar, Event  # noqa: PLC0415 - an extra, not there everywhere

    entry = Event()
    entry.add("uid", f"{uid}-{at}@kith")
    entry.add("summary", title)
    entry.add("dtstamp", datetime.fromtimestamp(now, UTC))
    entry.add("dtstart", datetime.fromtimestamp(at, UTC))
    entry.add("duration", timedelta(minutes=minutes))
    if place:
        entry.add("location", place)
    entry.add("class", "PRIVATE")
    calendar = Calendar()
    calendar.add("prodid", "-//Kith//kith//")
    calendar.add("version", "2.0")
    calendar.add_component(entry)
    return bytes(calendar.to_ical())


def file(content: bytes, words: str) -> Document:
    """The file, with a line about it."""
    return Document(NAME, content, words)
