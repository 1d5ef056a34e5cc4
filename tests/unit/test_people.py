"""How names are shown."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.people import NAME_LIMIT, NAMELESS, shown_name


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("Ana", "Ana"),
        ("  Ana   María ", "Ana María"),
        ("\u202eanA", "anA"),
        ("@somebody", "somebody"),
        ("t.me/x #tag /start", "t me x tag start"),
        ("Z\u0301\u0302\u0303\u0304algo", "\u0179\u0302\u0303algo"),
        ("A\nB", "A B"),
        ("", NAMELESS),
        ("\u200b\u200d", NAMELESS),
        ("x" * 99, "x" * NAME_LIMIT),
        ("أحمد", "أحمد"),
    ],
)
def test_a_name_is_shown_without_what_could_turn_or_link_a_sentence(raw: str, shown: str) -> None:
    assert shown_name(raw) == f"\u2068{shown}\u2069"


@given(st.text())
def test_no_name_breaks_out(raw: str) -> None:
    inside = shown_name(raw)[1:-1]
    assert 0 < len(inside) <= NAME_LIMIT
    assert not any(unicodedata.category(letter).startswith("C") for letter in inside)
    assert not set(inside) & set("@/#$:")


@pytest.mark.parametrize(
    "raw", ["\u3164", "\u2800\ufe0f", "\u0301\u0301", "\ufe0f \ufe0f", "Deleted\u202e"]
)
def test_a_name_that_prints_nothing_is_told_from_one_that_does(raw: str) -> None:
    shown = "Deleted" if "Deleted" in raw else NAMELESS
    assert shown_name(raw) == f"\u2068{shown}\u2069"


def test_marks_do_not_stack_behind_what_nobody_sees() -> None:
    assert shown_name("o" + "\u0316\u200d" * 8) == "\u2068o\u0316\u0316\u2069"


@pytest.mark.parametrize("raw", ["+1 555 010 0991", "Ana 5550100", "٠١٢٣٤٥٦"])
def test_a_name_is_no_number_to_call(raw: str) -> None:
    assert not any(map(str.isdigit, shown_name(raw)))
    assert "2026" in shown_name("Room 2026")
