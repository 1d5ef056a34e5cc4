"""Roles: the life of a turn, walked cell by cell, and the draw (G11)."""

from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.refusals import LineUnfit, NotNow
from domain.roles import (
    NAME_LIMIT,
    TURN,
    at_gatherings,
    drawn,
    is_own,
    next_draw,
    own_name,
    task,
)
from domain.schedule import local_date

EVENTS = {event for _, event in TURN.moves}
EXPECTED = {
    "open": {"drawn": "asked", "over": "over"},
    "asked": {
        "taken": "held",
        "passed": "open",
        "silent": "open",
        "gone": "open",
        "over": "over",
    },
    "held": {"passed": "open", "gone": "open", "over": "over"},
}


@pytest.mark.parametrize(("state", "event"), sorted(product(TURN.states, EVENTS)))
def test_every_cell(state: str, event: str) -> None:
    expected = EXPECTED.get(state, {}).get(event)
    if expected is None:
        with pytest.raises(NotNow):
            TURN.after(state, event)
    else:
        assert TURN.after(state, event) == expected


@given(
    st.sets(st.integers(1, 9)),
    st.sets(st.integers(1, 9)),
    st.dictionaries(st.integers(1, 9), st.integers(0, 5)),
    st.integers(),
)
def test_only_the_willing_who_have_not_passed_are_drawn_and_the_longest_away_first(
    willing: set[int], passed: set[int], last: dict[int, int], seed: int
) -> None:
    chosen = drawn(willing, passed, last, Random(seed))
    if chosen is None:
        assert willing <= passed
    else:
        assert chosen in willing - passed
        assert last.get(chosen, 0) == min(last.get(each, 0) for each in willing - passed)


def test_it_goes_round() -> None:
    last: dict[int, int] = {}
    for week in range(1, 9):
        chosen = drawn({1, 2, 3, 4}, set(), last, Random(week))
        assert chosen is not None
        last[chosen] = week
    assert sorted(last.values()) == [5, 6, 7, 8]


def test_turns_are_drawn_on_mondays_at_ten_whatever_the_clock_does() -> None:
    at = next_draw("Europe/London", 1_774_000_000)  # before the clocks change in March 2026
    for _ in range(3):
        assert local_date(at, "Europe/London").weekday() == 0
        at = next_draw("Europe/London", at)


def test_a_name_of_ones_own() -> None:
    assert own_name("  tea   maker ") == "tea maker"
    assert own_name("a\u202eb") == "ab"
    for wrong in ("", "x" * (NAME_LIMIT + 1), "\u202e"):
        with pytest.raises(LineUnfit):
            own_name(wrong)


def test_a_role_at_gatherings_is_the_same_role() -> None:
    assert at_gatherings("gathering:host")
    assert not at_gatherings("host")
    assert task("gathering:own:Tea maker") == "own:Tea maker"
    assert is_own("gathering:own:Tea maker")
    assert not is_own("gathering:host")
