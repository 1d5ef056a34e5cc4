"""The stories are told in English; what is seen and tapped is in the language that is played.

Belongs here: from an English phrase to what the catalog of another language has in its place. May
not enter: what is done on the page. A phrase that stands in no English text, such as a name, is the
same in every language.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from babel.messages.pofile import read_po

from handlers import wording
from handlers.signposts.lines import country_name
from handlers.zones import city

Sought = str | re.Pattern[str]

LEAST = 3
"""Words of an English text by which it is known again."""
OWN = {
    "en": ("Evening circle", "a long night", "Tea, and the window open."),
    "de": ("Abendrunde", "eine lange Nacht", "Tee, und das Fenster auf."),
    "es": ("Círculo de la tarde", "una noche larga", "Un té, y la ventana abierta."),
    "fr": ("Cercle du soir", "une longue nuit", "Un thé, et la fenêtre ouverte."),
    "pt": ("Roda da noite", "uma noite longa", "Um chá, e a janela aberta."),
    "uk": ("Вечірнє коло", "довга ніч", "Чай, і вікно навстіж."),
}
"""What somebody writes themselves in the stories, in their own language."""


@dataclass(frozen=True)
class Tongue:
    """One language that is played."""

    language: str

    @cached_property
    def theirs(self) -> dict[str, str]:
        """The catalog of the language, by id."""
        return catalog(self.language)

    @cached_property
    def english(self) -> dict[str, str]:
        """The English catalog, by id."""
        return catalog(wording.DEFAULT)

    @property
    def is_english(self) -> bool:
        """Whether nothing has to be looked up."""
        return self.language == wording.DEFAULT

    def text(self, phrase: str) -> Sought:
        """A text in which that phrase stands in English, however it is filled."""
        if self.is_english:
            return phrase
        keys = self._keys(phrase)
        return re.compile("|".join(self._filled(key) for key in keys)) if keys else phrase

    def label(self, phrase: str) -> Sought:
        """A whole label that is this one in English."""
        if self.is_english:
            return phrase
        found = [self._filled(key) for key, words in self.english.items() if words == phrase]
        found = found or [re.escape(self._city(phrase))]
        return re.compile(f"^(?:{'|'.join(found)})$")

    def own(self, phrase: str) -> str:
        """What somebody writes, in their language; a made one has the English words."""
        theirs = OWN.get(self.language, OWN[wording.DEFAULT])
        return dict(zip(OWN[wording.DEFAULT], theirs, strict=True)).get(phrase, phrase)

    def filled(self, phrase: str, **values: str) -> Sought:
        """As `text`, where these places are filled with labels that are these in English."""
        told = {name: self._words(value) for name, value in values.items()}
        found = [self.theirs[key] for key in self._keys(phrase)]
        return re.compile("|".join(_pattern(words, told) for words in found))

    def country(self, code: str) -> str:
        """What a country is called."""
        return country_name(self.language, code)

    def english_in(self, seen: str) -> list[str]:
        """English texts of the catalog that stand in what was seen."""
        plain = " ".join(seen.split())
        return [each for each in self._telling if each in plain]

    @cached_property
    def _telling(self) -> list[str]:
        """What stands in English texts between places, and in no text of this language."""
        theirs = " ".join(" ".join(self.theirs.values()).split())
        parts = {
            " ".join(part.split())
            for words in self.english.values()
            for part in re.split(r"\{\w*\}|\n", words)
        }
        return [each for each in parts if len(each.split()) >= LEAST and each not in theirs]

    def _keys(self, phrase: str) -> list[str]:
        whole = [key for key, words in self.english.items() if words == phrase]
        return whole or [key for key, words in self.english.items() if phrase in words]

    def _words(self, label: str) -> str:
        return next(self.theirs[key] for key, words in self.english.items() if words == label)

    def _filled(self, key: str) -> str:
        return _pattern(self.theirs[key])

    def _city(self, phrase: str) -> str:
        zone = {"London": "Europe/London"}.get(phrase)
        return city(zone, self.language) if zone else phrase


def catalog(language: str) -> dict[str, str]:
    """A catalog from where Kith reads it, by id."""
    with (wording.LOCALE / language / "LC_MESSAGES" / "kith.po").open("rb") as file:
        return {
            str(each.id): str(each.string) for each in read_po(file, locale=language) if each.id
        }


def _pattern(words: str, told: Mapping[str, str] = MappingProxyType({})) -> str:
    """The text as a page shows it: filled with that or anything, and with any white space."""
    return "".join(_parts(" ".join(words.split()), told))


def _parts(words: str, told: Mapping[str, str]) -> Iterator[str]:
    for part in re.split(r"(\{\w*\}|\s)", words):
        if part.startswith("{"):
            known = told.get(part[1:-1])
            yield r"[\s\S]*?" if known is None else re.escape(known)
        else:
            yield r"\s+" if part.isspace() else re.escape(part)
