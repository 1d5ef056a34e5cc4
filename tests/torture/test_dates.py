"""One post a local date, whatever the clock does (I15).

Belongs here: years of ticks over zones and times, with clock jumps. May not enter: storage; the
unique index that backs this rule has its test in tests/integration.
"""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger

from domain.schedule import Schedule, newest_due, next_occurrence
from tests.torture.results import Results

ZONES = (
    "Europe/London",
    "Europe/Kyiv",
    "America/New_York",
    "America/Santiago",
    "America/Havana",
    "Africa/Cairo",
    "Asia/Beirut",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
    "Pacific/Apia",
    "America/Nuuk",
)
MINUTES = (0, 15, 30, 59, 90, 150, 540, 1380, 1439)
EVERY_DAY = frozenset(range(7))
BEGIN = int(datetime(2024, 1, 1, tzinfo=UTC).timestamp())
DAY = 86_400
SEED = 15


class Ticking:
    """What a tick does with one schedule: the newest due one is posted, once for its date."""

    def __init__(self, schedule: Schedule) -> None:
        self._schedule = schedule
        self._next_at = next_occurrence(schedule, BEGIN).at
        self.posted: Counter[date] = Counter()

    def tick(self, now: int) -> None:
        """Look at the clock. The database keeps one check-in a date: a second one is refused."""
        if self._next_at > now:
            return
        newest = newest_due(self._schedule, self._next_at, now)
        if newest and newest.local_date not in self.posted:
            self.posted[newest.local_date] += 1
        self._next_at = next_occurrence(self._schedule, now).at


def test_every_date_has_one_post_in_every_zone(
    dose: Callable[[int, int], int], results: Results
) -> None:
    years, minutes = dose(1, 4), MINUTES[:: dose(4, 1)]
    days = years * 365
    for zone in ZONES:
        for minute in minutes:
            ticking = Ticking(Schedule(EVERY_DAY, minute, zone))
            for now in range(BEGIN, BEGIN + days * DAY, 1800):
                ticking.tick(now)
            first = min(ticking.posted)
            wanted = {first + timedelta(day) for day in range(len(ticking.posted))}
            assert set(ticking.posted) == wanted, (zone, minute)
            assert len(ticking.posted) >= days - 1
            assert set(ticking.posted.values()) == {1}
    results.say(
        "I15 dates",
        f"{len(ZONES)} zones × {len(minutes)} times × {years} years",
        "one post for each local date",
    )


def test_clock_jumps_never_make_a_second_post(
    dose: Callable[[int, int], int], results: Results
) -> None:
    jumps, rng = dose(100, 1000), Random(SEED)
    for zone in ZONES:
        ticking = Ticking(Schedule(EVERY_DAY, rng.choice(MINUTES), zone))
        now = BEGIN
        for _ in range(jumps):
            now += rng.choice([60, 1800, 3600, DAY, 3 * DAY, -1800, -3600, -DAY])
            ticking.tick(max(now, BEGIN))
        assert set(ticking.posted.values()) == {1}
    results.say("I15 jumps", f"{len(ZONES)} zones × {jumps} jumps", "0 twice", SEED)


def test_the_systems_own_idea_of_the_next_hour_misses_dates_and_repeats_them() -> None:
    """The test of the test: APScheduler's CronTrigger in place of our rule (measured, 3.11.3)."""
    fired: Counter[date] = Counter()
    trigger = CronTrigger(hour=0, minute=30, timezone=ZoneInfo("Africa/Cairo"))
    at, now = None, datetime.fromtimestamp(BEGIN, UTC)
    while now < datetime(2025, 1, 1, tzinfo=UTC):
        at = trigger.get_next_fire_time(at, now)
        fired[at.date()] += 1
        now = at + timedelta(seconds=1)
    dates = {min(fired) + timedelta(day) for day in range(366)}
    assert set(fired) != dates or set(fired.values()) != {1}
