"""When a proposal begins, and when it rests (G14)."""

import pytest

from domain.trials import TALK_TIME, WAIT, next_look, verdict


@pytest.mark.parametrize(
    ("tries", "talks", "age", "state"),
    [
        (0, 0, 0, "open"),
        (9, 0, TALK_TIME - 1, "open"),
        (2, 0, TALK_TIME, "begun"),
        (1, 0, TALK_TIME, "open"),
        (9, 1, TALK_TIME, "talk"),
        (0, 1, TALK_TIME - 1, "open"),
        (1, 0, WAIT - 1, "open"),
        (1, 0, WAIT, "rested"),
        (2, 0, WAIT, "begun"),
    ],
)
def test_the_verdict(tries: int, talks: int, age: int, state: str) -> None:
    assert verdict(tries, talks, age) == state


def test_time_is_looked_at_when_it_can_decide() -> None:
    assert next_look(100, 100) == 100 + TALK_TIME
    assert next_look(100, 100 + TALK_TIME) == 100 + WAIT
