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
