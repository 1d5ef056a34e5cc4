"""When the next one is: daylight saving, gaps, folds, and dates that never were (C3, C6)."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.schedule import (
    WORKDAYS,
    Occurrence,
    Schedule,
    instant,
    local_date,
    newest_due,
    next_occurrence,
    occurrences,
)

EVERY_DAY = frozenset(range(7))
ZONES = (
    "Europe/London",
    "Europe/Kyiv",
    "America/New_York",
    "America/Santiago",
    "Africa/Cairo",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "Pacific/Chatham",
    "America/Nuuk",
    "UTC",
)
DAY = 86_400


def at(zone: str, *parts: int) -> int:
    return int(datetime(*parts, tzinfo=ZoneInfo(zone)).timestamp())  # type: ignore[arg-type, misc]


def test_the_next_one_is_later_today_or_on_the_next_chosen_day() -> None:
    schedule = Schedule(WORKDAYS, 540, "Europe/London")
    monday_early = at("Europe/London", 2026, 11, 23, 8, 55)
    monday_nine = at("Europe/London", 2026, 11, 23, 9, 0)
    friday_ten = at("Europe/London", 2026, 11, 27, 10, 0)
    assert next_occurrence(schedule, monday_early) == Occurrence(date(2026, 11, 23), monday_nine)
    assert next_occurrence(schedule, monday_nine).local_date == date(2026, 11, 24)
    assert next_occurrence(schedule, friday_ten).local_date == date(2026, 11, 30)


def test_a_time_that_does_not_exist_moves_forward_by_the_gap() -> None:
    london = instant(date(2026, 3, 29), 90, "Europe/London")  # 01:30 is left out
    assert london == at("UTC", 2026, 3, 29, 1, 30)  # that is 02:30 in summer time
    cairo = instant(date(2026, 4, 24), 30, "Africa/Cairo")  # midnight to one is left out
    assert cairo is not None
    assert local_date(cairo, "Africa/Cairo") == date(2026, 4, 24)


def test_a_time_that_happens_twice_happens_once_the_first_time() -> None:
    schedule = Schedule(EVERY_DAY, 90, "Europe/London")
    first = at("UTC", 2026, 10, 25, 0, 30)
    assert next_occurrence(schedule, first - 1).at == first
    assert next_occurrence(schedule, first).local_date == date(2026, 10, 26)


def test_a_date_that_a_zone_left_out_has_no_occurrence() -> None:
    assert instant(date(2011, 12, 30), 540, "Pacific/Apia") is None
    days = occurrences(Schedule(EVERY_DAY, 540, "Pacific/Apia"), at("UTC", 2011, 12, 28))
    listed = [next(days).local_date.day for _ in range(4)]
    assert listed == [28, 29, 31, 1]


@pytest.mark.parametrize("zone", ZONES)
def test_every_local_date_has_at_most_one_instant_and_none_is_skipped(zone: str) -> None:
    """A slice of I15; the torture dose takes nine times and four years."""
    for minute in (0, 30, 150, 1410):
        listed = occurrences(Schedule(EVERY_DAY, minute, zone), at("UTC", 2026, 1, 1))
        dates = [next(listed) for _ in range(400)]
        assert all(
            later.local_date - sooner.local_date == timedelta(1) and later.at > sooner.at
            for sooner, later in pairwise(dates)
        )


@given(
    weekdays=st.frozensets(st.integers(0, 6), min_size=1),
    minute=st.integers(0, 1439),
    zone=st.sampled_from(ZONES),
    after=st.integers(at("UTC", 2024, 1, 1), at("UTC", 2030, 1, 1)),
)
def test_nothing_lies_between_now_and_the_next_one(
    weekdays: frozenset[int], minute: int, zone: str, after: int
) -> None:
    schedule = Schedule(weekdays, minute, zone)
    found = next_occurrence(schedule, after)
    assert found.at > after
    assert found.local_date.weekday() in weekdays
    # From just before it, the next one is still the same: it does not depend on who asks when.
    assert next_occurrence(schedule, found.at - 1) == found
    assert next_occurrence(schedule, (after + found.at) // 2) == found or found.at == after + 1


def test_after_an_outage_only_the_newest_is_due() -> None:
    schedule = Schedule(EVERY_DAY, 540, "UTC")
    monday = at("UTC", 2026, 11, 23, 9, 0)
    thursday_noon = monday + 3 * DAY + 3 * 3600
    assert newest_due(schedule, monday, monday - 1) is None
    assert newest_due(schedule, monday, monday) == Occurrence(date(2026, 11, 23), monday)
    newest = newest_due(schedule, monday, thursday_noon)
    assert newest == Occurrence(date(2026, 11, 26), monday + 3 * DAY)
    half_a_year_later = newest_due(schedule, monday, monday + 182 * DAY)
    assert half_a_year_later is not None
    assert half_a_year_later.at == monday + 182 * DAY


@pytest.mark.parametrize(("weekdays", "minute"), [((), 0), ((7,), 0), ((0,), 1440), ((0,), -1)])
def test_a_schedule_that_never_happens_is_refused(weekdays: tuple[int, ...], minute: int) -> None:
    with pytest.raises(ValueError, match=r"weekdays|minute"):
        Schedule(frozenset(weekdays), minute, "UTC")


def test_times_are_those_of_the_zone() -> None:
    nine_in_kyiv = instant(date(2026, 11, 23), 540, "Europe/Kyiv")
    assert nine_in_kyiv is not None
    assert datetime.fromtimestamp(nine_in_kyiv, UTC).hour == 7
