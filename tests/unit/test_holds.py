"""How long scheduled posts can be quiet, how often, and how many times in a row (F9)."""

import pytest

import domain.holds
from domain.holds import HOUR, ONCE_IN, ROW, Hold, asked
from domain.refusals import HeldAlready, HoldAgain

NOW = 1_700_000_000
DAY = 24 * HOUR


def hold(begins_at: int, hours: int = 24, *, own: bool = False) -> Hold:
    return Hold(begins_at, begins_at + hours * HOUR, begins_at, own)


def test_a_hold_begins_at_once() -> None:
    assert asked([], 48, NOW) == (NOW, NOW + 48 * HOUR)


def test_somebody_else_can_ask_for_one_more_which_follows_the_first() -> None:
    assert asked([hold(NOW - HOUR)], 24, NOW) == (NOW + 23 * HOUR, NOW + 47 * HOUR)


def test_the_same_member_asks_once_in_fourteen_days() -> None:
    with pytest.raises(HoldAgain):
        asked([hold(NOW - ONCE_IN + 1, own=True)], 24, NOW)
    assert asked([hold(NOW - ONCE_IN, own=True)], 24, NOW)


def test_a_third_in_a_row_is_not_had() -> None:
    first, second = hold(NOW - 2 * DAY), hold(NOW - DAY)
    with pytest.raises(HeldAlready):
        asked([first, second], 24, NOW)
    with pytest.raises(HeldAlready):
        asked([first, second], 24, NOW + ROW)
    assert asked([first, second], 24, NOW + ROW + 1)


def test_without_the_rule_a_group_could_be_silenced(monkeypatch: pytest.MonkeyPatch) -> None:
    """The switch."""
    monkeypatch.setattr(domain.holds, "IN_A_ROW", 99)
    assert asked([hold(NOW - 2 * DAY), hold(NOW - DAY)], 24, NOW)
