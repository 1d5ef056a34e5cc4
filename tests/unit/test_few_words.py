"""A few words for all: each edge of it, and what nobody can conclude from them (C16)."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import few_words as rule
from domain.checkins import ANSWERS, HERE, WEATHER
from domain.few_words import LEAST_ANSWERS, LEAST_MEMBERS, few_words, is_enough

T = TypeVar("T")
answers_of_some = st.lists(st.sampled_from(ANSWERS), min_size=LEAST_ANSWERS, max_size=30)


class NoChance:
    """Nothing is exchanged: the words follow from the answers alone."""

    def random(self) -> float:
        return 0.999

    def choice(self, seq: Sequence[T]) -> T:
        raise AssertionError(f"nothing is drawn of {seq}")


class Exchanging(NoChance):
    """Exactly the answer at one place is exchanged, for a word that chance might bring."""

    def __init__(self, place: int, word: str) -> None:
        self._place, self._word, self._asked = place, word, -1

    def random(self) -> float:
        self._asked += 1
        return 0.0 if self._asked == self._place else 0.999

    def choice(self, seq: Sequence[T]) -> T:
        return next(each for each in seq if each == self._word)


def said(*answers: str, members: int = LEAST_MEMBERS) -> list[tuple[str, str]]:
    """What would be said without chance."""
    return few_words(answers, members, NoChance())


def test_seven_answers_are_too_few_and_eight_are_enough() -> None:
    assert said(*["clear"] * 7) == []
    assert said(*["clear"] * 8) == [("most", "clear")]


def test_a_group_of_eleven_is_too_small_and_one_of_twelve_is_not() -> None:
    assert said(*["clear"] * 11, members=11) == []
    assert said(*["clear"] * 11, members=12) == [("most", "clear")]
    assert not is_enough(8, 11)


def test_a_word_that_two_have_is_not_said_and_one_that_three_have_is() -> None:
    assert said(*["clear"] * 6, *["stormy"] * 2) == [("most", "clear")]
    assert said(*["clear"] * 5, *["stormy"] * 3) == [("most", "clear"), ("some", "stormy")]


@pytest.mark.parametrize(
    ("count", "of", "amount"),
    [
        (12, 20, "most"), (11, 20, "half"), (8, 20, "half"), (7, 20, "some"), (4, 20, "some"),
        (3, 20, "few"),
    ],
)  # fmt: skip
def test_each_amount_has_its_edges(count: int, of: int, amount: str) -> None:
    answers = [*["windy"] * count, *[HERE] * (of - count)]
    assert said(*answers, members=20) == [(amount, "windy")]


def test_words_do_not_rank_within_an_amount() -> None:
    answers = [*["stormy"] * 4, *["clear"] * 4, *["foggy"] * 4]
    assert said(*answers) == [("some", "clear"), ("some", "foggy"), ("some", "stormy")]


def test_passing_counts_as_an_answer_and_is_never_said() -> None:
    assert said(*[HERE] * 8) == []
    assert said(*[HERE] * 5, *["still"] * 3) == [("some", "still")]


def test_where_nothing_is_common_enough_nothing_is_said() -> None:
    assert said(*WEATHER, "clear") == []


@given(answers=answers_of_some, place=st.integers(0, 29), other=st.sampled_from(ANSWERS))
def test_what_is_said_could_have_been_said_whatever_one_of_us_answered(
    answers: list[str], place: int, other: str
) -> None:
    """For every person and every other answer of theirs: the same words, with the same chances."""
    place %= len(answers)
    otherwise = [*answers[:place], other, *answers[place + 1 :]]
    for word in ANSWERS:
        here, there = (
            few_words(each, 30, Exchanging(place, word)) for each in (answers, otherwise)
        )
        assert here == there


def test_without_chance_two_check_ins_of_nearly_the_same_people_give_somebody_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The same people twice, but for one of them; the rest answered the same. With chance, each of
    the two texts is possible whatever that one had tapped; without it, only for one word."""
    rest = [*["clear"] * 6, *["stormy"] * 2]
    second = said(*rest)

    def possible(word: str, chance: float) -> bool:
        """Whether somebody who knows the rest may still think of that word."""
        monkeypatch.setattr(rule, "EXCHANGED", chance)
        texts = (few_words([*rest, word], 12, Random(seed)) for seed in range(2000))
        return [("most", "clear"), ("some", "stormy")] in texts

    assert second == [("most", "clear")]
    assert [word for word in ANSWERS if possible(word, 0.0)] == ["stormy"]
    assert [word for word in ANSWERS if possible(word, 0.2)] == list(ANSWERS)


def test_most_of_what_is_said_is_what_was_tapped() -> None:
    answers, rng = [*["clear"] * 16, *["foggy"] * 4], Random(16)
    texts = [few_words(answers, 20, rng) for _ in range(500)]
    assert sum(("most", "clear") in text for text in texts) > 400
    assert sum(any(word == "stormy" for _, word in text) for text in texts) < 25
