"""The words of listening turns, for any number of people (P23)."""

import pytest

from domain.refusals import ButtonGone
from domain.turns import CHOICES, STALE, Sketch, Word, decoded, due, is_stale, words


def test_two_people_with_one_turn_each() -> None:
    assert words(Sketch("5", "1"), 2) == [
        Word(0, "turn", 0),
        Word(150, "half", 0),
        Word(300, "turn", 1),
        Word(450, "half", 1),
        Word(600, "end", 1),
    ]


@pytest.mark.parametrize("people", [2, 3, 9])
@pytest.mark.parametrize("times", CHOICES["times"])
def test_everybody_has_as_many_turns_of_the_same_length(people: int, times: str) -> None:
    planned = words(Sketch("10", times), people)
    begins = [word for word in planned if word.kind == "turn"]
    speaking = [word.turn % people for word in begins]
    assert {speaking.count(each) for each in range(people)} == {int(times)}
    assert [word.after for word in begins] == [600 * turn for turn in range(len(begins))]
    assert [word.after for word in planned] == sorted({word.after for word in planned})


def test_the_newest_word_is_due_and_half_of_a_turn_is_soon_stale() -> None:
    planned = words(Sketch("5", "1"), 2)
    assert due(planned, -1) is None
    assert [due(planned, since) for since in (0, 149, 150, 300, 10_000)] == [0, 0, 1, 2, 4]
    assert not is_stale(planned[1], 150 + STALE)
    assert is_stale(planned[1], 150 + STALE + 1)
    assert not is_stale(planned[2], 10_000)


def test_a_sketch_goes_through_a_button_and_turns() -> None:
    for name in CHOICES:
        assert decoded(Sketch().turned(name).encoded) == Sketch().turned(name)
    for forged in (None, "5", "4.1", "5.1.1"):
        with pytest.raises(ButtonGone):
            decoded(forged)
