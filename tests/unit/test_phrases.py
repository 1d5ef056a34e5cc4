"""A group's own wording: which sentences, what may stand in it, and finding one (A12)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.phrases import (
    FOUND,
    OPEN,
    Language,
    fit,
    found,
    is_open,
    limit_of,
    names_in,
    of_value,
    own,
    value_of,
)
from domain.refusals import PhraseLong, PhraseNames, PhraseVoice
from handlers import wording

OURS = "How is it? Open until {until} ({zone})."
CLOSED = (
    "signposts.", "refusal.", "privacy.", "kept.", "erase.", "consent.", "pairs.consent",
    "pairs.could", "pairs.concern", "round.", "proposal.", "steering.", "trial.", "button.",
    "pairs.button.", "gatherings.button.", "welcome.button.", "evidence.", "loss.", "change.",
    "checkin.kept", "time.", "agreement.short",
)  # fmt: skip


@pytest.mark.parametrize("family", CLOSED)
def test_help_consent_privacy_decisions_and_buttons_stay_in_kiths_words(family: str) -> None:
    keys = [key for key in wording.sentences("en") if key.startswith(family)]
    assert keys
    assert not [key for key in keys if is_open(key)]


@pytest.mark.parametrize("family", OPEN)
def test_what_is_open_is_there(family: str) -> None:
    assert [key for key in wording.sentences("en") if key.startswith(family) and is_open(key)]


def test_own_words_are_tidied_and_kept() -> None:
    assert (
        fit("  Until {until},\n ({zone}):   how is it? ", OURS)
        == "Until {until},\n({zone}): how is it?"
    )


@pytest.mark.parametrize(
    "words",
    [
        "How is it?",
        "How is it? {until}",
        "{until} {zone} {name}",
        "{until!r} {zone}",
        "{until:>99999999} {zone}",
        "{until.__class__} {zone}",
        "{until[0]} {zone}",
        "{} {until} {zone}",
        "{until {zone}",
        "until} {zone}",
    ],
)
def test_what_cannot_be_filled_as_kiths_is_not_kept(words: str) -> None:
    with pytest.raises(PhraseNames):
        fit(words, OURS)


@pytest.mark.parametrize(
    "words", ["{until} {zone}!", "{until} {zone} dear users", "I understand {until} {zone}"]
)
def test_what_kith_does_not_say_is_not_kept(words: str) -> None:
    with pytest.raises(PhraseVoice):
        fit(words, OURS)


@pytest.mark.parametrize("words", ["", "  \n ", "x" * (limit_of(OURS) + 1)])
def test_what_is_empty_or_too_long_is_not_kept(words: str) -> None:
    with pytest.raises(PhraseLong):
        fit(words, OURS)


@given(st.text(max_size=60))
def test_whatever_is_kept_can_be_filled(words: str) -> None:
    try:
        kept = fit(words + "{until}{zone}", OURS)
    except (PhraseLong, PhraseNames, PhraseVoice):
        return
    assert "09:00" in kept.format(until="09:00", zone="UTC")


def test_the_language_of_a_group_brings_its_words_along() -> None:
    theirs = Language("en", {"en": {"hold.line": "Quiet until {until}."}, "de": {}})
    assert theirs == "en"
    assert wording.text(theirs, "hold.line", until="noon") == "Quiet until noon."
    assert wording.text("en", "hold.line", until="noon") != "Quiet until noon."
    with wording.read_in(Language("de", {"en": {"hold.line": "Quiet until {until}."}})):
        assert wording.text(theirs, "hold.line", until="12:00").startswith("Geplante Beiträge")


def test_where_kith_fills_in_other_names_by_now_it_says_it_in_its_own_words() -> None:
    theirs = Language("en", {"en": {"hold.line": "Quiet until {end}."}})
    assert own(theirs, "hold.line", "Quiet until {until}.") is None
    assert "noon" in wording.text(theirs, "hold.line", until="noon")


def test_a_sentence_is_found_by_some_of_its_words_or_as_it_stands_in_the_group() -> None:
    said = {key: words for key, words in wording.sentences("en").items() if is_open(key)}
    assert found(said, "weather today")[0] == "post.me"
    pasted = wording.text("en", "post.me", until="21:00", zone="Europe/London")
    assert found(said, pasted)[0] == "post.me"
    assert found(said, "Someone here would like company")[0].startswith("pairs.line")
    assert found(said, "zzz") == []
    assert len(found(said, "you")) <= FOUND


def test_a_value_is_read_as_it_was_written() -> None:
    assert of_value(value_of("uk", "post.me", "a = b")) == ("uk", "post.me", "a = b")


def test_words_that_can_be_filled() -> None:
    assert names_in("a {b} {c} {{d}}") == {"b", "c"}
    assert names_in("{b") is None
