"""Each language beside the English one: the same is filled in, and it fits where it is said.

Belongs here: what must hold between catalogs. May not enter: what holds of each alone
(`test_catalogs`).
"""

import re
from string import Formatter

import pytest
from telegram.constants import MessageLimit

from domain.hosting import Host
from domain.retention import DAY
from handlers import privacy, wording
from tests.project.test_catalogs import LANGUAGES, catalog


def names_in(words: str) -> set[str]:
    """What is filled in."""
    return {name for _, name, *_ in Formatter().parse(words) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_is_filled_with_what_the_english_text_is(language: str) -> None:
    english = catalog("en")
    unequal = {
        key for key, words in catalog(language).items() if names_in(words) != names_in(english[key])
    }
    assert unequal == set()


def test_no_french_line_begins_with_a_mark() -> None:
    """A space that can break before one of these would let it slip to the next line."""
    loose = {key for key, words in catalog("fr").items() if re.search(r" [:;?!»]|« ", words)}
    assert loose == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_kept_fits_into_messages(language: str) -> None:
    pages = privacy.of_you(language), privacy.of_others(Host(backups=True), language)
    assert max(len(part) for parts in pages for part in parts) <= MessageLimit.MAX_TEXT_LENGTH


@pytest.mark.parametrize(
    ("days", "words"),
    [(3, "3 дні"), (5, "5 днів"), (21, "21 день"), (22, "22 дні"), (365, "365 днів")],
)
def test_ukrainian_counts_in_three_forms(days: int, words: str) -> None:
    assert wording.span("uk", days * DAY) == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_counts_days(language: str) -> None:
    counted = {wording.span(language, days * DAY) for days in (3, 5, 21, 22, 365)}
    assert len(counted) == 5
    assert not [each for each in counted if "duration" in each]
