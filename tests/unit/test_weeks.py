"""The next seven days, and single dates that are left out (A7)."""

from dataclasses import replace
from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from domain.prompts import another, dealt, draw
from domain.schedule import WORKDAYS, Schedule, coming, instant
from domain.weeks import IN, OUT, ahead, turned

LONDON = "Europe/London"
NINE = Schedule(WORKDAYS, 540, LONDON)
MONDAY = date(2026, 11, 30)
KEYS = [f"q.{number}" for number in range(8)]


def at(day: date, minute: int) -> int:
    moment = instant(day, minute, LONDON)
    assert moment is not None
    return moment


def test_seven_days_are_shown_and_what_is_left_out_says_so() -> None:
    now, wednesday = at(MONDAY, 535), date(2026, 12, 2)
    rule = turned(NINE, wednesday, OUT, now)
    shown = list(ahead(rule, now))
    assert [each.day.day for each in shown] == [30, 1, 2, 3, 4]
    assert [each.day for each in shown if each.is_out] == [wednesday]
    assert wednesday not in {each.local_date for each in coming(rule, now, 9)}


def test_what_is_let_come_again_comes_and_what_is_past_is_forgotten() -> None:
    now, wednesday = at(MONDAY, 535), date(2026, 12, 2)
    out = replace(
        turned(NINE, wednesday, OUT, now), left_out=frozenset({wednesday, date(2026, 11, 2)})
    )
    assert turned(out, wednesday, IN, now) == NINE


sources = st.lists(st.lists(st.sampled_from(KEYS), min_size=1, unique=True), max_size=7)
orders = st.lists(st.sampled_from(KEYS), unique=True)


@given(orders, sources, st.integers())
def test_the_questions_that_are_dealt_are_those_that_are_drawn(
    order: list[str], among: list[list[str]], seed: int
) -> None:
    rng = Random(seed)
    shown, kept = dealt(order, among, rng)
    for told, source in zip(shown, among, strict=True):
        if told is None:
            break  # from here on it is drawn when its time comes
        drawn, kept = draw(kept, source, rng)
        assert drawn == told


@given(orders, sources, st.integers())
def test_dealing_twice_changes_nothing(order: list[str], among: list[list[str]], seed: int) -> None:
    shown, kept = dealt(order, among, Random(seed))
    if None not in shown:
        assert dealt(kept, among, Random(seed + 1)) == (shown, kept)


@given(st.lists(st.sampled_from(KEYS), min_size=1, unique=True), st.integers())
def test_another_question_is_another_one(among: list[str], seed: int) -> None:
    rng = Random(seed)
    key, rest = draw([], among, rng)
    order = another([key, *rest], key, among, rng)
    assert (draw(order, among, rng)[0] == key) == (len(among) == 1)
    assert order[-1] == key
