"""When the next one is: local dates and times turned into instants.

Belongs here: the one rule for "next occurrence" (C3, C6, C9, C13, C18). May not enter: what is
posted, or any clock; instants are UTC epoch seconds.

A local time that does not exist moves forward by the gap; one that happens twice happens the first
time; a local date that a zone left out altogether (Samoa, 30 December 2011) has no occurrence. So
there is at most one instant for each local date.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import islice
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)
WORKDAYS = frozenset(range(5))
MOST_WEEKS = 12
"""A schedule by weekdays comes at least once in so many weeks."""
FURTHEST = timedelta(days=2 * 366)
"""How far ahead a pause, a break or a one-off may lie."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """Chosen weekdays, a day of the month, or one date, at one local time.

    `weekdays`: 0 is Monday. `minute`: minutes after local midnight. `zone`: an IANA name.
    `every`: only each so-many-th week, counted from the week of `begins`, before which nothing
    happens. `month_day`: 1 to 31 instead of weekdays; where the month is shorter, its last day.
    `once_on`: that date alone.

    `not_before`: nothing before that date (C9). `left_out`: nothing on these dates (A7). `away`:
    nothing from the first of these dates until the day before the second (C18). `quiet`: from and
    until which minute of the day nothing comes; what falls into it waits for its end (C13).
    """

    weekdays: frozenset[int]
    minute: int
    zone: str
    every: int = 1
    begins: date | None = None
    month_day: int | None = None
    once_on: date | None = None
    not_before: date | None = None
    left_out: frozenset[date] = frozenset()
    away: tuple[date, date] | None = None
    quiet: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        """Refuse a schedule that never happens; the screens cannot make one."""
        by_date = [part for part in (self.month_day, self.once_on) if part is not None]
        if len(by_date) + bool(self.weekdays) != 1 or not self.weekdays <= frozenset(range(7)):
            raise ValueError("weekdays: one or more of 0 (Monday) to 6 (Sunday), or another rule")
        if not 0 <= self.minute < 24 * 60:
            raise ValueError("minute: 0 to 1439")
        if not 1 <= self.every <= MOST_WEEKS or (self.every > 1 and self.begins is None):
            raise ValueError(f"every: 1 to {MOST_WEEKS} weeks, from a beginning")
        if self.month_day is not None and not 1 <= self.month_day <= 31:
            raise ValueError("month_day: 1 to 31")


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


def happens_twice(at: int, zone: str) -> bool:
    """Whether that local time comes twice, because the clocks go back."""
    wall = datetime.fromtimestamp(at, _zone(zone))
    return wall.replace(fold=0).utcoffset() != wall.replace(fold=1).utcoffset()


def local_date(at: int, zone: str) -> date:
    """The date that people in `zone` have at that instant."""
    return datetime.fromtimestamp(at, _zone(zone)).date()


def occurrences(schedule: Schedule, after: int) -> Iterator[Occurrence]:
    """All occurrences later than `after`, in order; only a one-off has an end."""
    # A gap or quiet hours can push a late evening past midnight: yesterday's may still lie ahead.
    day = local_date(after, schedule.zone) - _DAY
    while schedule.once_on is None or day <= schedule.once_on:
        if _falls_on(schedule, day) and not _is_left_out(schedule, day):
            at = _instant_of(schedule, day)
            if at is not None and at > after:
                yield Occurrence(day, at)
        day += _DAY


def _falls_on(schedule: Schedule, day: date) -> bool:
    if schedule.begins is not None and day < schedule.begins:
        return False
    if schedule.once_on is not None:
        return day == schedule.once_on
    if schedule.month_day is not None:
        return day.day == min(schedule.month_day, monthrange(day.year, day.month)[1])
    return day.weekday() in schedule.weekdays and _weeks_since(schedule, day) % schedule.every == 0


def _weeks_since(schedule: Schedule, day: date) -> int:
    """Whole calendar weeks, from Monday to Sunday, since that in which the schedule begins."""
    begins = schedule.begins or day
    monday = begins - timedelta(days=begins.weekday())
    return (day - monday).days // 7


def _is_left_out(schedule: Schedule, day: date) -> bool:
    paused = schedule.not_before is not None and day < schedule.not_before
    return (
        paused
        or day in schedule.left_out
        or (schedule.away is not None and schedule.away[0] <= day < schedule.away[1])
    )


def _instant_of(schedule: Schedule, day: date) -> int | None:
    """When that day's is due: at its time, or when the quiet hours around it end."""
    begin, end = schedule.quiet or (0, 0)
    over_midnight = begin > end
    if over_midnight and schedule.minute >= begin:
        return instant(day + _DAY, end, schedule.zone)
    inside = schedule.minute < end if over_midnight else begin <= schedule.minute < end
    return instant(day, end if inside else schedule.minute, schedule.zone)


def next_occurrence(schedule: Schedule, after: int) -> Occurrence:
    """The first occurrence later than `after`. Raises StopIteration behind a one-off."""
    return next(occurrences(schedule, after))


def next_at(schedule: Schedule, after: int) -> int | None:
    """The first instant later than `after`, or None when there is none."""
    return next((each.at for each in occurrences(schedule, after)), None)


def coming(schedule: Schedule, after: int, count: int) -> list[Occurrence]:
    """The first `count` occurrences later than `after`, or as many as there are."""
    return list(islice(occurrences(schedule, after), count))


def latest(schedule: Schedule, at: int, lateness: int) -> int:
    """Until when what was due at that instant may come late: not into the quiet hours (C13)."""
    end = at + lateness
    if schedule.quiet is None:
        return end
    begins = instant(local_date(at, schedule.zone), schedule.quiet[0], schedule.zone)
    return min(end, begins) if begins is not None and begins > at else end


def newest_due(schedule: Schedule, since: int, now: int) -> Occurrence | None:
    """The last occurrence from `since` to `now`, both included.

    After an outage only the newest is posted, never a burst (reliability: late tick).
    """
    newest = None
    for occurrence in occurrences(schedule, max(since - 1, now - 14 * 86_400)):
        if occurrence.at > now:
            break
        newest = occurrence
    return newest
