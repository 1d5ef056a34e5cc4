"""When the next one is: local dates and times turned into instants.

Belongs here: the one rule for "next occurrence" (C3, C6). May not enter: what is posted, or any
clock; instants are UTC epoch seconds.

A local time that does not exist moves forward by the gap; one that happens twice happens the first
time; a local date that a zone left out altogether (Samoa, 30 December 2011) has no occurrence. So
there is at most one instant for each local date.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)
WORKDAYS = frozenset(range(5))


@dataclass(frozen=True, slots=True)
class Schedule:
    """Chosen weekdays at one local time.

    `weekdays`: 0 is Monday. `minute`: minutes after local midnight. `zone`: an IANA name.
    """

    weekdays: frozenset[int]
    minute: int
    zone: str

    def __post_init__(self) -> None:
        """Refuse a schedule that never happens; the screens cannot make one."""
        if not self.weekdays or not self.weekdays <= frozenset(range(7)):
            raise ValueError("weekdays: one or more of 0 (Monday) to 6 (Sunday)")
        if not 0 <= self.minute < 24 * 60:
            raise ValueError("minute: 0 to 1439")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One date of a schedule: the local date that names it, and its instant (UTC seconds)."""

    local_date: date
    at: int


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def instant(local_date: date, minute: int, zone: str) -> int | None:
    """UTC seconds of a local time, or None where the zone has no such date."""
    wall = datetime.combine(local_date, time(minute // 60, minute % 60))
    aware = wall.replace(tzinfo=_zone(zone))
    moved = aware.astimezone(UTC).astimezone(aware.tzinfo).replace(tzinfo=None) - wall
    return None if moved >= _DAY else int(aware.timestamp())


def local_date(at: int, zone: str) -> date:
    """The date that people in `zone` have at that instant."""
    return datetime.fromtimestamp(at, _zone(zone)).date()


def occurrences(schedule: Schedule, after: int) -> Iterator[Occurrence]:
    """All occurrences later than `after`, in order, without end."""
    # A gap can push a late evening past midnight, so yesterday's may still lie ahead.
    day = local_date(after, schedule.zone) - _DAY
    while True:
        if day.weekday() in schedule.weekdays:
            at = instant(day, schedule.minute, schedule.zone)
            if at is not None and at > after:
                yield Occurrence(day, at)
        day += _DAY


def next_occurrence(schedule: Schedule, after: int) -> Occurrence:
    """The first occurrence later than `after`."""
    return next(occurrences(schedule, after))


def newest_due(schedule: Schedule, since: int, now: int) -> Occurrence | None:
    """The last occurrence from `since` to `now`, both included.

    After an outage only the newest is posted, never a burst (reliability: late tick).
    """
    newest = None
    for occurrence in occurrences(schedule, max(since - 1, now - 14 * 86_400)):
        if occurrence.at > now:
            return newest
        newest = occurrence
    raise AssertionError("occurrences never end")
