"""Lines of an agreement, and what changed between two versions (G1, G3)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.agreement import (
    LINE_LIMIT,
    MOST_LINES,
    difference,
    lines_of,
    tidied,
    whole,
    with_line,
)
from domain.refusals import AgreementChanged, LineUnfit, TooManyLines
from handlers import wording
from handlers.agreement import BEGINNINGS

TEXT = "one\ntwo\nthree"


def test_a_line_is_added_changed_and_taken_out() -> None:
    assert with_line(TEXT, 4, "four") == "one\ntwo\nthree\nfour"
    assert with_line(TEXT, 2, "zwei") == "one\nzwei\nthree"
    assert with_line(TEXT, 1, "") == "two\nthree"
    assert with_line("", 1, "first") == "first"


@pytest.mark.parametrize(("number", "line"), [(0, "x"), (5, "x"), (4, ""), (0, "")])
def test_a_line_that_is_not_there_cannot_be_changed(number: int, line: str) -> None:
    with pytest.raises(AgreementChanged):
        with_line(TEXT, number, line)


def test_what_fits_and_what_does_not() -> None:
    assert tidied("  a   line\n of it ") == "a line of it"
    assert tidied("a\u202eb\x00") == "ab"
    for wrong in ("", "   ", "x" * (LINE_LIMIT + 1), "😀" * (LINE_LIMIT // 2 + 1), "\u202e\x00"):
        with pytest.raises(LineUnfit):
            tidied(wrong)
    with pytest.raises(TooManyLines):
        whole(["x"] * (MOST_LINES + 1))


def test_the_difference_names_the_lines_that_go_and_come() -> None:
    assert difference(TEXT, "one\nzwei\nthree\nfour") == [
        ("−", 2, "two"),
        ("+", 2, "zwei"),
        ("+", 4, "four"),
    ]
    assert difference(TEXT, TEXT) == []


LINES = st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=8)


@given(LINES, LINES)
def test_the_difference_says_all_of_it(old: list[str], new: list[str]) -> None:
    """Taking out and putting in what it names leads from one to the other."""
    found = difference("\n".join(old), "\n".join(new))
    gone = {number for mark, number, _ in found if mark == "−"}
    kept = [line for number, line in enumerate(old, 1) if number not in gone]
    for mark, number, line in found:
        if mark == "+":
            kept.insert(number - 1, line)
    assert kept == new


@pytest.mark.parametrize("each", BEGINNINGS)
def test_the_texts_to_begin_with_fit(each: str) -> None:
    words = wording.text("en", "agreement.short" if each == "short" else "agreement.long")
    assert whole(lines_of(words)) == words
    assert "frightened, or frightens us" in words
