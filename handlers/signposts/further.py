"""What lies behind the first screen: topics, text or chat, cards, and a number that is wrong.

Belongs here: those screens. May not enter: the first one, and choosing a country.
"""

from collections.abc import Sequence

from telegram import InlineKeyboardMarkup

from domain.signposts.lines import KINDS, in_order
from handlers import wording
from handlers.notes import Screen
from handlers.signposts import lines
from handlers.signposts.request import change, tap
from handlers.signposts.sight import Sight, back, beside, head

MOST = 8
"""Lines on one further screen: about two of a small phone's pages."""
TOPICS = tuple(kind for kind in KINDS if kind != "other")


def more(sight: Sight) -> Screen:
    """What else there is in this country, by topic (S3)."""
    language, country = sight.place.language, sight.country
    taps = [
        tap(wording.text(language, f"signposts.kind.{kind}"), "kind", country, kind)
        for kind in TOPICS
    ]
    taps.append(tap(wording.text(language, "button.listener"), "listener", country))
    rows = beside(taps)
    if not sight.place.private:
        rows.append([change(wording.text(language, "button.local_lines"), "local")])
    words = wording.text(language, "signposts.more")
    return Screen(f"{head(sight)}\n\n{words}", InlineKeyboardMarkup([*rows, back(sight)]))


def kind(sight: Sight) -> Screen:
    language, country, kind = sight.place.language, sight.country, sight.request.detail
    assert country is not None  # asked first
    found = [each for each in sight.directory.of(country) if each.kind == kind]
    title = wording.text(language, f"signposts.kind.{kind}")
    told = [sight.says(each) for each in in_order(found, sight.now)[:MOST]]
    return _listed(sight, title, told, "more")


def written(sight: Sight) -> Screen:
    """Text or chat instead of a call (S4)."""
    language, country = sight.place.language, sight.country
    assert country is not None  # asked first
    found = [each for each in sight.directory.of(country) if each.text or each.chat_url]
    found = [each for each in in_order(found, sight.now) if each.is_fresh(sight.now)]
    title = wording.text(language, "signposts.written")
    told = [lines.line(language, each, sight.now, written=True) for each in found[:MOST]]
    return _listed(sight, title, told, "first")


def _listed(sight: Sight, title: str, told: Sequence[str], behind: str) -> Screen:
    language, country = sight.place.language, sight.country
    assert country is not None  # asked first
    name = lines.country_name(language, country)
    none = wording.text(language, "signposts.none_of_these", country=name)
    parts = [head(sight), f"{title} · {name}", *(told or [none])]
    parts.append(wording.text(language, "signposts.directories"))
    return Screen("\n\n".join(parts), InlineKeyboardMarkup([back(sight, behind)]))


def worried(sight: Sight) -> Screen:
    """Being with somebody one is worried about (S15)."""
    return _card(sight, wording.text(sight.place.language, "signposts.worried"), "first")


def listener(sight: Sight) -> Screen:
    """For whoever has listened (S20)."""
    return _card(sight, wording.text(sight.place.language, "signposts.listener"), "more")


def _card(sight: Sight, words: str, behind: str) -> Screen:
    language, country = sight.place.language, sight.country
    parts = [head(sight)]
    if country is not None:
        first = sight.directory.first_sight(country, sight.now)
        parts += [
            wording.text(
                language,
                "signposts.line",
                name=lines.name(each),
                ways=lines.ways(language, each),
            )
            for each in first.lines[:1]
        ]
    parts += [words, wording.text(language, "signposts.directories")]
    return Screen("\n\n".join(parts), InlineKeyboardMarkup([back(sight, behind)]))


def wrong(sight: Sight) -> Screen:
    """Which number is wrong (S17)."""
    language, country = sight.place.language, sight.country
    assert country is not None  # asked first
    first = sight.directory.first_sight(country, sight.now)
    taps = [change(each.number, "wrong", country, each.key) for each in first.emergency.numbers]
    taps += [
        change(each.name, "wrong", country, each.key)
        for each in in_order(sight.directory.of(country), sight.now)
    ]
    words = wording.text(language, "signposts.wrong")
    rows = [[each] for each in taps]
    return Screen(f"{head(sight)}\n\n{words}", InlineKeyboardMarkup([*rows, back(sight)]))
