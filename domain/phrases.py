"""A group's own wording for what Kith says there (A12): which texts, and what may stand in them.

Belongs here: a language that knows a group's words, and the rules for those. May not enter: Kith's
sentences; they come as arguments.

What a button means, where help is, what is kept of anybody, and who consents to or decides on what
is said in Kith's words everywhere: else a yes could be made of a no.
"""

import re
from collections.abc import Mapping
from string import Formatter
from types import MappingProxyType

from domain.refusals import PhraseLong, PhraseNames, PhraseVoice
from domain.writing import several_lines

Phrases = Mapping[str, Mapping[str, str]]
"""By language, and by the id of the text."""

NONE: Phrases = MappingProxyType({})

OPEN = (
    "post.", "question.", "names.", "told.", "checkin.closed", "reminder.", "kind.", "hold.line",
    "pairs.line", "pairs.gathering", "pairs.question.", "rounds.invitation", "rounds.drawn",
    "rounds.over", "gatherings.", "speaking.", "turns.", "welcome.", "role.", "roles.", "card.",
    "handing.", "prompts.", "coming.", "agreement.review_day", "closing.farewell",
)  # fmt: skip
"""How the ids begin that a group may have words of its own for."""

MOST = 40
"""Sentences that a group may have words of its own for."""
SHORT, SHORT_LIMIT = 200, 160
"""What is no longer than `SHORT` may be said over a button (Bot API: 200 characters, once it is
filled); in words of a group it has that many characters, or as many as Kith's own."""
LONG_LIMIT = 1_500
FOUND = 6
"""Sentences that a search shows, at most."""

SAID_OTHERWISE = (
    r"!", r"what is wrong", r"symptom", r"diagnos", r"trigger", r"\bclient", r"\bhelpe[rd]\b",
    r"\bmatch", r"budd(y|ies)", r"\busers?\b", r"\bfix", r"manag(e|ing)", r"complian",
    r"treatment", r"intervention", r"episode", r"\brisk", r"unsafe", r"relapse", r"prevent",
    r"committed", r"attempt", r"missed(?! nothing)", r"overdue", r"inactive", r"streak",
    r"patient", r"monitor", r"detect", r"assess", r"we are here for you", r"i understand",
    r"we are worried", r"please.*please",
)  # fmt: skip
"""What Kith does not say, whoever wrote it (docs/translating.md)."""
UNKIND = re.compile("|".join(SAID_OTHERWISE), re.IGNORECASE | re.DOTALL)


class Language(str):
    """A language (ISO 639), with what a group says in its own words.

    It goes wherever the group's language goes, so that no caller has to know of it.
    """

    __slots__ = ("phrases",)

    phrases: Phrases

    def __new__(cls, code: str, phrases: Phrases = NONE) -> "Language":
        """The language of that code, as the group speaks it."""
        language = super().__new__(cls, code)
        language.phrases = phrases
        return language


def phrases_of(language: str) -> Phrases:
    """The words that came along with it."""
    return language.phrases if isinstance(language, Language) else NONE


def own(language: str, key: str, ours: str) -> str | None:
    """The group's wording, unless Kith fills in other names by now than when it was written."""
    said = phrases_of(language).get(language, {}).get(key)
    return said if said is not None and names_in(said) == names_in(ours) else None


def is_open(key: str) -> bool:
    """Whether a group may say that in its own words."""
    return key.startswith(OPEN) and ".button." not in key


def limit_of(ours: str) -> int:
    """How many characters the words for that sentence of Kith's may have."""
    if len(ours) <= SHORT:
        return max(len(ours), SHORT_LIMIT)
    return min(2 * len(ours), LONG_LIMIT)


def fit(text: str, ours: str) -> str:
    """A group's wording for `ours`, as it is kept. Raises PhraseLong, PhraseNames, PhraseVoice."""
    tidy = "\n".join(" ".join(line.split()) for line in text.splitlines())
    words = several_lines(tidy, limit_of(ours))
    if words is None:
        raise PhraseLong(limit=limit_of(ours))
    if names_in(words) != names_in(ours):
        raise PhraseNames
    if UNKIND.search(words):
        raise PhraseVoice
    return words


def names_in(words: str) -> set[str] | None:
    """What is filled in; None for words that cannot be filled as they stand."""
    try:
        parts = list(Formatter().parse(words))
    except ValueError:
        return None
    names = [name for _, name, *_ in parts if name is not None]
    plain = not any(spec or conversion for _, _, spec, conversion in parts)
    return set(names) if plain and all(name.isidentifier() for name in names) else None


def found(sentences: Mapping[str, str], typed: str) -> list[str]:
    """The ids of the sentences that share most of the typed words; a shorter one comes first."""
    asked = _words(typed)
    shared = {key: len(asked & _words(words)) for key, words in sentences.items()}
    best = [key for key, count in shared.items() if 2 * count >= min(len(asked), 8) and count]
    return sorted(best, key=lambda key: (-shared[key], len(sentences[key]), key))[:FOUND]


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


# As the value of a change: "en post.me=How is it?"; without words it is Kith's sentence again.


def value_of(language: str, key: str, words: str) -> str:
    """The value of a change."""
    return f"{language} {key}={words}"


def of_value(value: str) -> tuple[str, str, str]:
    """Language, id and words of a value."""
    where, _, words = value.partition("=")
    language, _, key = where.partition(" ")
    return language, key, words
