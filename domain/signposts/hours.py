"""When a line answers, in its own zone (S5).

Belongs here: a small written form of opening hours, and "open now". May not enter: how they are
told to people. Instants are UTC epoch seconds.

The form: "24/7", or one or more of "DAYS HH:MM-HH:MM" parted by "; ", where DAYS is "daily",
"Mon-Sat", "Mon,Wed", or a day of the month such as "10th". An end that is not after its beginning
lies on the next day.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

ALWAYS = "24/7"
WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MIDNIGHT = 24 * 60

_SPAN = re.compile(r"(\S+) (\d\d):([0-5]\d)-(\d\d):([0-5]\d)")
_OF_MONTH = re.compile(r"([1-9]|[12]\d|3[01])(st|nd|rd|th)")


@dataclass(frozen=True, slots=True)
class Span:
    """Minutes after local midnight, on weekdays (0 is Monday) or on one day of the month.

    `end` is over 1440 where it lies on the next day.
    """

    weekdays: frozenset[int]
    of_month: int | None
    begin: int
    end: int

    def holds_on(self, day: datetime) -> bool:
        """Whether the span begins on that local day."""
        if self.of_month is not None:
            return day.day == self.of_month
        return day.weekday() in self.weekdays


@dataclass(frozen=True, slots=True)
class Hours:
    """When a line answers. Without `spans`: always. `zone`: an IANA name, "" for always."""

    spans: tuple[Span, ...]
    zone: str

    @property
    def always(self) -> bool:
        """Whether it answers day and night."""
        return not self.spans

    def open_at(self, now: int) -> bool:
        """Whether it answers at that instant."""
        if self.always:
            return True
        local = datetime.fromtimestamp(now, UTC).astimezone(ZoneInfo(self.zone))
        minute = local.hour * 60 + local.minute
        yesterday = local - timedelta(days=1)
        return any(
            (span.holds_on(local) and span.begin <= minute < span.end)
            or (span.holds_on(yesterday) and minute < span.end - MIDNIGHT)
            for span in self.spans
        )


def parse(written: str, zone: str) -> Hours | None:
    """The hours of the written form, or None where none are known. Raises ValueError."""
    if not written:
        return None
    if written == ALWAYS:
        return Hours((), "")
    if not zone:
        raise ValueError("hours need the zone they are told in, such as Europe/London")
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as unknown:
        raise ValueError(f"there is no zone {zone}") from unknown
    return Hours(tuple(_span(each) for each in written.split("; ")), zone)


def _span(written: str) -> Span:
    found = _SPAN.fullmatch(written)
    if found is None:
        raise ValueError(f"hours are written like 24/7 or Mon-Fri 09:00-17:00, not {written!r}")
    begin = int(found[2]) * 60 + int(found[3])
    end = int(found[4]) * 60 + int(found[5])
    if begin >= MIDNIGHT or end > MIDNIGHT:
        raise ValueError("a day has the times 00:00 to 24:00")
    weekdays, of_month = _days(found[1])
    return Span(weekdays, of_month, begin, end if end > begin else end + MIDNIGHT)


def _days(written: str) -> tuple[frozenset[int], int | None]:
    if written == "daily":
        return frozenset(range(7)), None
    if of_month := _OF_MONTH.fullmatch(written):
        return frozenset(), int(of_month[1])
    days: set[int] = set()
    for part in written.split(","):
        first, _, last = part.partition("-")
        if first not in WEEK or (last or first) not in WEEK:
            raise ValueError(f"days are written like daily, Mon-Sat, Mon,Wed or 10th: {written!r}")
        begin, end = WEEK.index(first), WEEK.index(last or first)
        if end < begin:
            raise ValueError(f"days run from Mon to Sun: {written!r}")
        days.update(range(begin, end + 1))
    return frozenset(days), None
