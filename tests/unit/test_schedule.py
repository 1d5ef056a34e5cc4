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
    coming,
    instant,
    local_date,
    newest_due,
    next_at,
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


def dates(schedule: Schedule, *after: int, count: int = 4) -> list[date]:
    return [each.local_date for each in coming(schedule, at(schedule.zone, *after), count)]


def test_every_second_week_is_counted_from_the_week_in_which_it_begins() -> None:
    """It begins on a Wednesday: the Monday of that week does not happen any more."""
    rule = Schedule(frozenset({0, 4}), 540, "Europe/London", every=2, begins=date(2026, 11, 25))
    fridays_and_mondays = [date(2026, 11, 27), date(2026, 12, 7), date(2026, 12, 11)]
    assert dates(rule, 2026, 11, 1, count=3) == fridays_and_mondays
    assert dates(rule, 2026, 12, 8, count=1) == [date(2026, 12, 11)]


def test_the_31st_is_the_last_day_of_shorter_months() -> None:
    rule = Schedule(frozenset(), 540, "Europe/London", month_day=31)
    ends = [date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31), date(2027, 4, 30)]
    assert dates(rule, 2027, 1, 1) == ends
    leap = Schedule(frozenset(), 540, "Europe/London", month_day=30)
    assert dates(leap, 2028, 2, 1, count=2) == [date(2028, 2, 29), date(2028, 3, 30)]


def test_a_one_off_happens_once_and_then_there_is_none() -> None:
    rule = Schedule(frozenset(), 540, "Europe/London", once_on=date(2026, 12, 24))
    assert dates(rule, 2026, 12, 1) == [date(2026, 12, 24)]
    christmas = at("Europe/London", 2026, 12, 24, 9, 0)
    assert next_at(rule, christmas - 1) == christmas
    assert next_at(rule, christmas) is None
    assert newest_due(rule, christmas, christmas + 60) == Occurrence(date(2026, 12, 24), christmas)


def test_a_one_off_at_a_time_that_the_day_does_not_have_moves_forward() -> None:
    rule = Schedule(frozenset(), 90, "Europe/London", once_on=date(2027, 3, 28))
    assert next_at(rule, at("UTC", 2027, 3, 1)) == at("UTC", 2027, 3, 28, 1, 30)


def test_a_pause_leaves_out_what_lies_before_its_end() -> None:
    rule = Schedule(WORKDAYS, 540, "Europe/London", not_before=date(2026, 12, 5))
    assert dates(rule, 2026, 11, 23, count=2) == [date(2026, 12, 7), date(2026, 12, 8)]


def test_a_break_of_the_group_ends_by_itself() -> None:
    away = (date(2026, 12, 24), date(2027, 1, 4))
    rule = Schedule(frozenset({3}), 540, "Europe/London", away=away)
    assert dates(rule, 2026, 12, 14, count=2) == [date(2026, 12, 17), date(2027, 1, 7)]


@pytest.mark.parametrize(
    ("minute", "quiet", "day", "clock"),
    [
        (23 * 60, (22 * 60, 8 * 60), 24, (8, 0)),
        (7 * 60, (22 * 60, 8 * 60), 23, (8, 0)),
        (8 * 60, (22 * 60, 8 * 60), 23, (8, 0)),
        (21 * 60, (22 * 60, 8 * 60), 23, (21, 0)),
        (13 * 60, (12 * 60, 14 * 60), 23, (14, 0)),
        (14 * 60, (12 * 60, 14 * 60), 23, (14, 0)),
        (11 * 60, (0, 0), 23, (11, 0)),
    ],
)
def test_what_falls_into_quiet_hours_waits_for_their_end(
    minute: int, quiet: tuple[int, int], day: int, clock: tuple[int, int]
) -> None:
    rule = Schedule(frozenset({0}), minute, "Europe/London", quiet=quiet)
    found = next_occurrence(rule, at("Europe/London", 2026, 11, 23))
    assert found == Occurrence(date(2026, 11, 23), at("Europe/London", 2026, 11, day, *clock))


@given(
    minute=st.integers(0, 1439),
    begin=st.integers(0, 1439),
    end=st.integers(0, 1439),
    zone=st.sampled_from(ZONES),
)
def test_quiet_hours_never_lose_a_date_nor_make_a_second_one(
    minute: int, begin: int, end: int, zone: str
) -> None:
    rule = Schedule(EVERY_DAY, minute, zone, quiet=(begin, end))
    found = coming(rule, at("UTC", 2026, 1, 1), 400)
    assert all(
        later.local_date - sooner.local_date == timedelta(1) and later.at >= sooner.at
        for sooner, later in pairwise(found)
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"month_day": 0},
        {"month_day": 32},
        {"every": 2},
        {"every": 0, "weekdays": {1}},
        {"every": 13, "weekdays": {1}, "begins": date(2026, 1, 1)},
        {"month_day": 3, "once_on": date(2026, 1, 1)},
        {"month_day": 3, "weekdays": {1}},
    ],
)
def test_a_rule_that_contradicts_itself_is_refused(wrong: dict[str, object]) -> None:
    weekdays = frozenset(wrong.pop("weekdays", ()))  # type: ignore[call-overload]
    with pytest.raises(ValueError, match=r"weekdays|month_day|every"):
        Schedule(weekdays, 0, "UTC", **wrong)  # type: ignore[arg-type]
