"""What a steward chooses, step by step (C3, A8)."""

import pytest

from domain.schedule import Schedule
from domain.setup import HOURS, Draft, moved, toggled

MONDAY, TUESDAY = 0, 1


def test_the_steps_come_one_after_the_other() -> None:
    assert Draft().next_step == "zone"
    assert Draft("UTC").next_step == "kind"
    assert Draft("UTC", None, "weather", frozenset({MONDAY})).next_step == "days"
    assert Draft("UTC", None, "weather", frozenset({MONDAY}), 540).next_step == "review"


def test_a_finished_draft_is_a_schedule_and_no_other_is() -> None:
    draft = Draft("UTC", None, "weather", frozenset({MONDAY}), 540)
    assert draft.rule == Schedule(frozenset({MONDAY}), 540, "UTC")
    with pytest.raises(ValueError, match="not finished"):
        _ = Draft("UTC").rule


def test_a_weekday_comes_and_goes_but_the_last_one_stays() -> None:
    both = toggled(frozenset({MONDAY}), TUESDAY)
    assert both == {MONDAY, TUESDAY}
    assert toggled(both, MONDAY) == {TUESDAY}
    assert toggled(frozenset({MONDAY}), MONDAY) == {MONDAY}


def test_a_time_moves_but_never_into_the_night() -> None:
    assert moved(540, 15) == 555
    assert moved(HOURS.start * 60, -15) == HOURS.start * 60
    assert moved(HOURS.stop * 60 - 15, 15) == HOURS.stop * 60 - 15
    assert moved(3, 0) == HOURS.start * 60
