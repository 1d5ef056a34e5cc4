"""What may be answered, and until when (C7, C8, C11)."""

import pytest

from domain.checkins import ANSWERS, HERE, WEATHER, WORD_LIMIT, Window, own_word
from domain.refusals import CheckinClosed, WordUnfit


def test_passing_is_one_of_the_answers() -> None:
    assert HERE in ANSWERS
    assert HERE not in WEATHER


def test_a_check_in_takes_answers_until_its_close_and_not_at_it() -> None:
    Window(closes_at=100, closed=False).require_open(now=99)
    with pytest.raises(CheckinClosed):
        Window(closes_at=100, closed=False).require_open(now=100)


def test_a_closed_check_in_takes_none_even_before_its_time() -> None:
    with pytest.raises(CheckinClosed):
        Window(closes_at=100, closed=True).require_open(now=1)


@pytest.mark.parametrize(
    "text", ["Breezy", "  Breezy ", "Ein bisschen windig", "Вітряно", "🌬️", "❤️\u200d🔥"]
)
def test_a_groups_own_word_is_kept_tidied(text: str) -> None:
    assert own_word(text) == text.strip()


@pytest.mark.parametrize("text", ["", "   ", "x" * (WORD_LIMIT + 1), "🌬" * 11, "\u202e", "\u3164"])
def test_an_unfit_word_is_refused_with_its_limit(text: str) -> None:
    with pytest.raises(WordUnfit) as refusal:
        own_word(text)
    assert refusal.value.values == {"limit": WORD_LIMIT}
