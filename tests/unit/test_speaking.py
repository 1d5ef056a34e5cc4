"""Whose turn it is to speak (F4), and a welcome in a group's own words (F7)."""

import pytest

from domain.preferences import after_quiet
from domain.refusals import LineUnfit
from domain.speaking import Waiting, in_order
from domain.welcome import WORDS_LIMIT, welcome_words

NIGHT = (22 * 60, 8 * 60)
NOON = 1_767_268_800  # 1 January 2026, 12:00 UTC


def test_who_has_spoken_less_comes_first_and_then_who_waits_longer() -> None:
    waiting = [Waiting(1, 1, 10), Waiting(2, 0, 30), Waiting(3, 0, 20)]
    assert [each.member_id for each in in_order(waiting)] == [3, 2, 1]


def test_nobody_speaks_twice_while_another_has_not_spoken_once() -> None:
    turns = dict.fromkeys(range(5), 0)
    for now in range(20):
        waiting = [Waiting(each, had, now if each == 0 else 0) for each, had in turns.items()]
        turns[in_order(waiting)[0].member_id] += 1
        assert max(turns.values()) - min(turns.values()) <= 1


def test_a_welcome_keeps_its_lines() -> None:
    assert welcome_words("  Hello \n  we   meet\n") == "Hello\nwe meet"


@pytest.mark.parametrize("text", ["", " \n ", "x" * (WORDS_LIMIT + 1)])
def test_a_welcome_has_words_and_not_too_many(text: str) -> None:
    with pytest.raises(LineUnfit):
        welcome_words(text)


def test_what_falls_into_the_quiet_hours_waits_for_their_end() -> None:
    assert after_quiet(NOON, NIGHT, "UTC") == NOON
    assert after_quiet(NOON + 11 * 3600, NIGHT, "UTC") == NOON + 20 * 3600
    assert after_quiet(NOON + 11 * 3600, None, "UTC") == NOON + 11 * 3600
