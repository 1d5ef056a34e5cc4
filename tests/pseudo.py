"""Languages that nobody speaks, made from English: one is longer, one runs from right to left.

Belongs here: making their catalogs in a folder of a test, and having Kith read that folder. May not
enter: what must hold in them. They have the codes of languages that Kith has no catalog of, so that
dates and the names of countries are real.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copytree

from babel.messages.pofile import read_po, write_po

from handlers import wording

LONGER, MIRRORED = "eo", "he"
"""The codes: dates in Esperanto are long, and Hebrew is read from right to left."""
MORE = 0.4
"""How much longer: about what German and French add to short English labels."""

_AS_IT_IS = re.compile(
    r"\{\w*\}|https?://\S+|(?<!\w)/[a-z_]+|@\w+|\b[\w-]+(?:\.[\w-]+)*\.(?:org|com)\b|\.md\b"
)
"""What a translator leaves as it is: what is filled in, addresses, commands."""
_UNTOLD = ("time.", "alphabet")
"""Patterns and alphabets are no sentences."""
_MARKED = str.maketrans("aeioucnsyAEIOUCNSY", "àéîöüçñšýÀÉÎÖÜÇÑŠÝ")
_SQUARE = str.maketrans("abcdefghijklmnopqrstuvwxyz", "אבגדהוזחטיכלמנסעפצקרשתםןףץ")


def longer(plain: str) -> str:
    """Each word with marks, and the text about `MORE` longer."""
    words = plain.translate(_MARKED)
    parts = re.split(r"(\w+)", words)
    owed = 0.0
    for place in range(1, len(parts), 2):
        owed += MORE * (len(parts[place]) + 1.5)  # and what stands between words
        parts[place] += parts[place][-1] * int(owed)
        owed -= int(owed)
    return "".join(parts)


def mirrored(plain: str) -> str:
    """The same sounds in square letters, which have no capitals."""
    return plain.lower().translate(_SQUARE)


MAKING: dict[str, Callable[[str], str]] = {LONGER: longer, MIRRORED: mirrored}


def told(making: Callable[[str], str], words: str) -> str:
    """A whole text, with what stands in braces and what is an address as it is."""
    made, end = [], 0
    for found in _AS_IT_IS.finditer(words):
        made += [making(words[end : found.start()]), found.group()]
        end = found.end()
    return "".join([*made, making(words[end:])])


def catalogs(folder: Path) -> Path:
    """A folder with all of Kith's catalogs, and the two that are made."""
    there = folder / "locale"
    copytree(str(wording.LOCALE), there)
    for language, making in MAKING.items():
        with (there / wording.DEFAULT / "LC_MESSAGES" / "kith.po").open("rb") as file:
            catalog = read_po(file, locale=language)
        for entry in catalog:
            if entry.id and not str(entry.id).startswith(_UNTOLD):
                entry.string = told(making, str(entry.string))
        home = there / language / "LC_MESSAGES"
        home.mkdir(parents=True)
        with (home / "kith.po").open("wb") as file:
            write_po(file, catalog)
    return there


@contextmanager
def spoken(folder: Path) -> Iterator[None]:
    """Kith speaks these languages too."""
    before, wording.LOCALE = wording.LOCALE, catalogs(folder)
    forget()
    try:
        yield
    finally:
        wording.LOCALE = before
        forget()


def forget() -> None:
    """What was read from the other folder."""
    wording.languages.cache_clear()
    wording.sentences.cache_clear()
