"""What a steward puts together before anything is saved (C3)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import sketches
from domain.checkins import KINDS, MODES
from domain.prompts import SOURCES
from domain.refusals import DatePast, DateTooFar, TimeUnfit
from domain.sketches import MONTHLY, ONCE, Sketch, date_ahead, minute_of, read, repeating, written

LONDON = "Europe/London"
NOON = 1_795_521_600  # 24 November 2026, 12:00 UTC
TODAY = date(2026, 11, 24)


sketches_without_rule = st.builds(
    Sketch,
    st.none() | st.integers(1, 2**60),
    st.integers(0, 9),
    st.sampled_from(KINDS),
    st.sampled_from(SOURCES),
    st.sampled_from(MODES),
    st.just(sketches.new(LONDON, None).rule),
    st.none() | st.integers(1, 2**40),
)


@given(
    plain=sketches_without_rule,
    repeat=st.sampled_from([*map(str, sketches.EVERY), MONTHLY, ONCE]),
)
def test_a_sketch_comes_back_from_its_line(plain: Sketch, repeat: str) -> None:
    sketch = repeating(plain, repeat, TODAY)
    assert read(written(sketch), LONDON) == sketch


@pytest.mark.parametrize(
    "line", ["", "1|2", "a|" * 11, "|0|poem|mixed|me||1|1080|1|||", "|0|weather|mixed|me|||1|1|||"]
)
def test_any_other_line_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"unpack|sketch|weekdays|int"):
        read(line, LONDON)


def test_a_new_one_is_a_question_once_a_week_and_not_at_night() -> None:
    begun = sketches.new(LONDON, None)
    assert (begun.kind, len(begun.rule.weekdays)) == ("question", 1)
    assert begun.rule.minute // 60 in sketches.HOURS


def test_the_last_weekday_stays() -> None:
    begun = sketches.new(LONDON, None)
    assert sketches.with_weekday(begun, 1) == begun
    both = sketches.with_weekday(begun, 4)
    assert both.rule.weekdays == {1, 4}
    assert sketches.with_weekday(both, 1).rule.weekdays == {4}


@pytest.mark.parametrize("text", ["2026-12-24", " 24.12.2026 ", "24.12.2026"])
def test_a_date_is_typed_in_two_ways(text: str) -> None:
    assert date_ahead(text, NOON, LONDON) == date(2026, 12, 24)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("2026-11-24", DatePast),
        ("1.1.1999", DatePast),
        ("2030-01-01", DateTooFar),
        ("2026-02-30", TimeUnfit),
        ("30.2.2027", TimeUnfit),
        ("tomorrow", TimeUnfit),
        ("", TimeUnfit),
        ("1.2.3.4", TimeUnfit),
        ("x" * 5000, TimeUnfit),
    ],
)
def test_what_is_no_date_ahead_is_refused(text: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        date_ahead(text, NOON, LONDON)


def test_a_time_of_day_is_typed() -> None:
    assert [minute_of(text) for text in ("18:30", " 7:05", "00:00", "23:59")] == [
        1110,
        425,
        0,
        1439,
    ]


@pytest.mark.parametrize("text", ["24:00", "18:60", "18", "18:3", "", "six", "-1:00", "1:00:00"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(TimeUnfit):
        minute_of(text)
