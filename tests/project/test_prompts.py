"""Every question is a good one, as far as a program can tell (voice: "A good prompt")."""

import re

import pytest

from domain.prompts import BANK, PER_TASK, PRACTICE, SERIES, TASKS
from tests.project.test_catalogs import LANGUAGES, catalog, unkind

MOST_WORDS = 25
_YES_OR_NO = {
    "de": r"^(bist|ist|sind|war|warst|hast|hat|kannst|könntest|willst|möchtest|magst|gibt)\b",
    "en": r"^(are|is|was|were|do|does|did|have|has|had|can|could|will|would|should|may)\b",
    "es": r"^¿(eres|es|son|está|estás|hay|has|tienes|puedes|quieres)\b",
    "fr": r"^(est-ce|es-tu|as-tu|peux-tu|veux-tu|y a-t-il)\b",
    "pt": r"^(você|é|são|está|há|tem|pode|quer)\b",
    "uk": r"^(чи|ти|є|маєш|можеш|хочеш|любиш|було|була|був|вдалося)\b",
}
"""How a question begins that can be answered with one of the two."""
_LIKE_A_FORM = (
    r"\bscale\b", r"\brate\b", r"from \d", r"how (often|much|many|well|bad)", r"\bworse\b",
    r"\bshould\b", r"\bought\b", r"\btry to\b", r"\bremember to\b", r"^why\b", r"\bscore",
    r"\bgoal", r"\d",
)  # fmt: skip
"""Scales, numbers, duties and advice; and asking for reasons before the story."""


def faults(words: str, language: str = "en") -> list[str]:
    """What speaks against a question in that language."""
    lower = words.lower()
    tests = {
        "long": len(words.split()) > MOST_WORDS,
        "one question": words.count("?") != 1,
        "marks": bool(re.search(r"[!;*_#@<>()\[\]…]|https?:|\.\.", words)),
        "yes or no": bool(re.search(_YES_OR_NO[language], lower)),
        "form": any(re.search(each, lower) for each in _LIKE_A_FORM),
        "voice": bool(unkind({"it": words})),
        "end": not words.endswith(("?", ".")),
    }
    return [name for name, found in tests.items() if found]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", BANK)
def test_a_question_is_short_open_and_one(language: str, key: str) -> None:
    assert faults(catalog(language)[f"prompt.{key}"], language) == []


def test_there_are_fifteen_a_task_and_no_two_alike() -> None:
    assert PER_TASK >= 15
    for language in LANGUAGES:
        texts = [catalog(language)[f"prompt.{key}"].lower() for key in BANK]
        assert len(set(texts)) == len(TASKS) * PER_TASK


@pytest.mark.parametrize(
    ("planted", "fault"),
    [
        ("What do you like? What do you not like?", "one question"),
        ("Tell something.", "one question"),
        ("What would you like to do" + " and do" * 10 + "?", "long"),
        ("Did you sleep?", "yes or no"),
        ("How are you on a scale from one to ten?", "form"),
        ("How often did you go out?", "form"),
        ("Why do you feel like this?", "form"),
        ("What is wrong with today?", "voice"),
        ("What made you glad!?", "marks"),
        ("What made you glad? Say it", "end"),
    ],
)
def test_a_question_that_is_none_of_ours_is_found(planted: str, fault: str) -> None:
    assert fault in faults(planted)


MOST_WORDS_OF_A_CARD = 45


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", range(1, SERIES[PRACTICE] + 1))
def test_a_card_of_the_practice_series_is_short_and_ends_in_one_question(
    language: str, number: int
) -> None:
    words = catalog(language)[f"prompt.{PRACTICE}.{number}"]
    assert len(words.split()) <= MOST_WORDS_OF_A_CARD
    assert words.endswith("?")
    question = words.split(". ")[-1]
    assert [fault for fault in faults(question, language) if fault != "form"] == []


@pytest.mark.parametrize(
    ("language", "planted"),
    [
        ("de", "Hast du geschlafen?"),
        ("es", "¿Has dormido?"),
        ("fr", "Est-ce que tu as dormi ?"),
        ("pt", "Você dormiu?"),
        ("uk", "Чи вдалося тобі поспати?"),
    ],
)
def test_yes_or_no_is_noticed_in_each_language(language: str, planted: str) -> None:
    assert "yes or no" in faults(planted, language)
