"""What people write is cleaned, measured and shortened in one way (decision 0142)."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.writing import (
    STACK,
    apart,
    cleaned,
    is_clean,
    one_line,
    several_lines,
    shortened,
    units,
)

ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("as it is", "as it is"),
        ("a\u202eb\u2066c\u2069\u200fd", "abcd"),
        ("a\x00b\x1bc\x85d\ud83d", "abc\nd"),
        ("one\r\ntwo\u2028three", "one\ntwo\nthree"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d👧 ❤️\u200d🔥", "👩\u200d👧 ❤️\u200d🔥"),
        (ENGLAND, ENGLAND),
        ("a\U000e0061\U000e0062", "a"),
        ("שָׁלוֹם", "שָׁלוֹם"),
        ("x" + "\u0332" * 9, "x" + "\u0332" * STACK),
        ("x" + "\u0332\u200d" * 9, "x\u0332\u200d\u0332\u200d\u0332\u200d\u0332\u200d"),
        ("\u0301\u0301a", "a"),
        ("\u3164\u2800\ufe0f", ""),
        ("\ufffe\U0010ffff", ""),
    ],
)
def test_what_could_turn_cover_or_break_a_sentence_goes(text: str, kept: str) -> None:
    assert cleaned(text) == unicodedata.normalize("NFC", kept)


@given(st.text(), st.integers(1, 40))
def test_cleaning_ends_and_what_fits_is_measured_as_telegram_does(text: str, most: int) -> None:
    once = cleaned(text)
    assert is_clean(once)
    assert units(once) == len(once.encode("utf-16-le")) // 2
    assert units(shortened(once, most + 2)) <= most + 3
    line, lines = one_line(text, most), several_lines(text, most)
    assert line is None or (0 < units(line) <= most and "\n" not in line)
    assert lines is None or 0 < units(lines) <= most


def test_an_emoji_counts_as_telegram_counts_it() -> None:
    assert one_line("😀" * 10, 20) == "😀" * 10
    assert one_line("😀" * 10, 19) is None


@pytest.mark.parametrize(
    "nothing", ["", " \n ", "\u200b", "\u200d\ufe0f", "\u3164 \u2800", "\u0301"]
)
def test_what_nobody_sees_is_nothing(nothing: str) -> None:
    assert one_line(nothing, 99) is None
    assert several_lines(nothing, 99) is None


def test_words_from_right_to_left_stand_apart_and_others_do_not() -> None:
    assert apart("תה") == "\u2068תה\u2069"
    assert apart("tea") == "tea"


def test_what_is_shortened_says_so_and_closes_what_was_open() -> None:
    assert shortened("short", 5) == "short"
    assert shortened("too long for it", 8) == "too lo…"
    assert shortened("\u2068שלום לכם\u2069", 6) == "\u2068שלו…\u2069"
    assert shortened("😀😀😀", 5) == "😀…"
