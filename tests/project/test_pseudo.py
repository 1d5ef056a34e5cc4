"""A language that is longer, and one that runs from right to left: what holds in both (A12, M6)."""

import re
from collections.abc import Iterator
from string import Formatter
from unicodedata import bidirectional

import pytest
from telegram.constants import BotCommandLimit, MessageLimit

from bot.fitting import ANSWER, CUT, MESSAGE, fitting
from domain.hosting import Host
from domain.writing import units
from handlers import menus, privacy, wording
from tests import pseudo
from tests.project.test_catalogs import LONG, OVER_A_BUTTON, catalog

ENGLISH = catalog("en")


@pytest.fixture(autouse=True, scope="module")
def two_more(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Kith speaks them in these tests."""
    with pseudo.spoken(tmp_path_factory.mktemp("two more")):
        yield


@pytest.mark.parametrize("language", pseudo.MAKING)
def test_they_are_filled_with_what_the_english_text_is(language: str) -> None:
    assert language in wording.languages()
    for key, words in ENGLISH.items():
        names = sorted(name for _, name, *_ in Formatter().parse(words) if name)
        made = wording.sentences(language)[key]
        assert sorted(name for _, name, *_ in Formatter().parse(made) if name) == names


def test_one_is_about_forty_percent_longer() -> None:
    letters = [sum(map(len, _told(each))) for each in ("en", pseudo.LONGER)]
    assert 1.3 < letters[1] / letters[0] < 1.5


def _told(language: str) -> list[str]:
    return [wording.sentences(language)[key] for key in ENGLISH]


def test_the_other_is_read_from_right_to_left() -> None:
    for key in ("private.welcome", "button.signposts", "weather.clear", "signposts.not_serious"):
        strong = [bidirectional(each) for each in wording.text(pseudo.MIRRORED, key)]
        assert next(each for each in strong if each in "LR") == "R"


def test_a_command_and_an_address_stay_as_they_are() -> None:
    for making in pseudo.MAKING.values():
        made = pseudo.told(making, "Open {name} with /help, see findahelpline.com")
        assert "{name}" in made
        assert "/help" in made
        assert "findahelpline.com" in made
        assert "Open" not in made


@pytest.mark.parametrize("language", pseudo.MAKING)
def test_every_page_on_what_is_kept_fits_and_nothing_is_left_out(language: str) -> None:
    pages = privacy.of_you(language), privacy.of_others(Host(backups=True), language)
    for parts in pages:
        assert max(map(units, parts)) <= MessageLimit.MAX_TEXT_LENGTH
    assert len(privacy.of_you(pseudo.LONGER)) > 1, "or this would not show that it is parted"
    assert CUT not in "".join(map("".join, pages))


@pytest.mark.parametrize("language", pseudo.MAKING)
def test_the_menu_of_commands_fits(language: str) -> None:
    for name in (*menus.PRIVATE, *menus.GROUP, *menus.STEWARDS):
        words = wording.text(language, f"command.{name}")
        assert units(words) <= BotCommandLimit.MAX_DESCRIPTION


def test_an_answer_that_a_language_makes_too_long_breaks_off_where_it_can_be_seen() -> None:
    over = {
        key: wording.text(pseudo.LONGER, key, **LONG)
        for key in ENGLISH
        if re.match(OVER_A_BUTTON, key)
    }
    too_long = {key: words for key, words in over.items() if units(words) > ANSWER}
    assert too_long, "or this would show nothing"
    for words in over.values():
        said = fitting(words, ANSWER)
        assert units(said) <= ANSWER
        assert said == words or said.endswith(CUT)
        assert words.startswith(said.removesuffix(CUT))


def test_what_fits_is_left_as_it_is_and_no_letter_is_cut_in_two() -> None:
    assert fitting("a" * MESSAGE, MESSAGE) == "a" * MESSAGE
    assert fitting("one two three", 9) == "one two…"
    assert fitting("🌧" * 10, 6) == "🌧🌧…"
