"""Countries stand in the order of each language's own alphabet (S5)."""

import pytest

from bot.operate import signposts
from handlers import wording
from handlers.signposts import places
from handlers.signposts.lines import country_name

KNOWN = signposts.directory().countries


@pytest.mark.parametrize("language", wording.languages())
def test_each_country_stands_once_under_a_letter_of_the_alphabet(language: str) -> None:
    alphabet = wording.text(language, "alphabet")
    letters = places.letters(language, KNOWN)
    assert set(letters) <= set(alphabet)
    assert letters == sorted(letters, key=alphabet.index)
    listed = [each for letter in letters for each in places.beginning_with(language, KNOWN, letter)]
    assert sorted(listed) == sorted(KNOWN)


@pytest.mark.parametrize(
    ("language", "letter", "names"),
    [
        ("en", "O", ["Oman"]),
        ("de", "O", ["Oman", "Österreich"]),
        ("fr", "E", ["Égypte", "Émirats arabes unis", "Équateur", "Érythrée", "Espagne"]),
        ("uk", "І", ["Ізраїль", "Індія", "Індонезія"]),
        ("uk", "Й", ["Йорданія"]),
        ("uk", "Є", ["Єгипет", "Ємен"]),
    ],
)
def test_marks_do_not_move_a_name_away_from_its_letter(
    language: str, letter: str, names: list[str]
) -> None:
    found = places.beginning_with(language, KNOWN, letter)
    assert [country_name(language, each) for each in found][: len(names)] == names


def test_ukrainian_letters_do_not_stand_by_their_code_points() -> None:
    assert "".join(places.letters("uk", KNOWN)).startswith("АБВГДЕЄЗІЙК")
