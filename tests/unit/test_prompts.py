"""The order in which a group meets its questions (C14)."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from domain.prompts import BANK, MIXED, SOURCES, TASKS, draw, of_source


def test_each_source_has_its_questions() -> None:
    assert of_source(MIXED) == BANK
    assert of_source(MIXED, ["own.7"]) == (*BANK, "own.7")
    for task in TASKS:
        assert len(of_source(task, ["own.7"])) == 15
        assert all(key.startswith(task) for key in of_source(task))


@given(seed=st.integers(0, 999), source=st.sampled_from(SOURCES))
def test_none_comes_again_before_all_were_there(seed: int, source: str) -> None:
    rng, order, keys = Random(seed), list[str](), of_source(source)
    for _ in range(3):
        met = []
        for _ in keys:
            key, order = draw(order, keys, rng)
            met.append(key)
        assert sorted(met) == sorted(keys)


@given(
    seed=st.integers(0, 999),
    turns=st.lists(st.sampled_from([each for each in SOURCES if of_source(each)]), max_size=80),
)
def test_schedules_of_a_group_share_what_they_have_met(seed: int, turns: list[str]) -> None:
    """Within one round of all questions, no schedule brings what another one has brought."""
    rng, order, met = Random(seed), list[str](), list[str]()
    _, order = draw(order, BANK, rng)
    for source in turns:
        waiting = [key for key in order if key in of_source(source)]
        key, order = draw(order, of_source(source), rng)
        if waiting:
            assert key not in met
        met.append(key)


def test_a_question_that_is_gone_does_not_come_and_a_new_one_does() -> None:
    key, order = draw(["own.1", "own.2", "own.3"], ["own.2", "own.3", "own.4"], Random(1))
    assert key == "own.2"
    _, order = draw(order, ["own.3", "own.4"], Random(1))
    assert draw(order, ["own.4"], Random(1))[0] == "own.4"


def test_two_groups_have_different_orders() -> None:
    assert draw([], BANK, Random(1))[1] != draw([], BANK, Random(2))[1]
