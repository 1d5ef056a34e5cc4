"""When a gathering is, when the next of its series is, and what can be chosen (F1)."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.gatherings import (
    SERIES,
    Plan,
    chosen,
    first_plan,
    next_of,
    place_words,
    posted_at,
    require_ahead,
    require_room,
)
from domain.refusals import ButtonGone, DatePast
from domain.refusals.gatherings import GatheringsEnough, PlaceUnfit
from domain.schedule import happens_twice

LONDON = "Europe/London"


def at(year: int, month: int, day: int, hour: int, minute: int = 0) -> int:
    return int(datetime(year, month, day, hour, minute, tzinfo=ZoneInfo(LONDON)).timestamp())


NOW = at(2026, 11, 24, 12)


def test_it_begins_as_a_call_tomorrow_evening() -> None:
    assert first_plan(NOW, LONDON).at == at(2026, 11, 25, 18)


def test_day_and_time_are_chosen_apart() -> None:
    plan = chosen(first_plan(NOW, LONDON), "day", "2026-12-01", LONDON, NOW)
    assert plan.at == at(2026, 12, 1, 18)
    assert chosen(plan, "minute", "555", LONDON, NOW).at == at(2026, 12, 1, 9, 15)


def test_of_a_time_that_comes_twice_it_is_the_first() -> None:
    plan = Plan("call", at(2026, 10, 25, 12), 90)
    twice = chosen(plan, "minute", "90", LONDON, NOW)
    assert twice.at == at(2026, 10, 25, 1, 30)
    assert twice.at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC).timestamp()
    assert happens_twice(twice.at, LONDON)
    assert not happens_twice(at(2026, 10, 25, 12), LONDON)
    assert not happens_twice(at(2026, 3, 29, 2, 30), LONDON)


def test_a_series_keeps_its_local_time_over_a_gap() -> None:
    gap = Plan("call", at(2027, 3, 21, 1, 30), 90, weeks=1)
    until = gap.at + SERIES
    moved = next_of(gap, until, LONDON)
    assert moved is not None
    assert moved.at == at(2027, 3, 28, 2, 30)
    later = next_of(moved, until, LONDON)
    assert later is not None
    assert later.at == at(2027, 4, 4, 1, 30)


def test_a_series_ends_after_twelve_weeks() -> None:
    plan = Plan("call", NOW, 720, weeks=1)
    times = 1
    following = next_of(plan, NOW + SERIES, LONDON)
    while following is not None:
        times += 1
        following = next_of(following, NOW + SERIES, LONDON)
    assert times == 13
    assert next_of(Plan("call", NOW, 720), NOW + SERIES, LONDON) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [("kind", "party"), ("day", "soon"), ("minute", "1440"), ("length", "61"), ("nose", "1")],
)
def test_what_is_no_choice_is_refused(name: str, value: str) -> None:
    with pytest.raises(ButtonGone):
        chosen(first_plan(NOW, LONDON), name, value, LONDON, NOW)


def test_the_group_reads_of_it_after_its_quiet_hours_unless_it_begins_in_them() -> None:
    night = at(2026, 11, 24, 23)
    plan = Plan("walk", at(2026, 11, 25, 18), 1080)
    hours = (22 * 60, 8 * 60)
    assert posted_at(plan, night, hours, LONDON) == at(2026, 11, 25, 8)
    assert posted_at(plan, night, None, LONDON) == night
    assert posted_at(Plan("call", at(2026, 11, 25, 2), 120), night, hours, LONDON) == night


def test_what_lies_behind_and_what_is_too_much_is_refused() -> None:
    with pytest.raises(DatePast):
        require_ahead(Plan("call", NOW, 720), NOW)
    with pytest.raises(GatheringsEnough):
        require_room(3)
    require_room(2)


@pytest.mark.parametrize("line", ["", "   ", "x" * 201])
def test_a_place_is_said_in_a_line(line: str) -> None:
    with pytest.raises(PlaceUnfit):
        place_words(line)
    assert place_words(" the \n park ") == "the park"
