"""The screens of the signposts, made from memory: what was asked, where, and the data.

Belongs here: which screen answers what, and the same in a few words. May not enter: anything that
needs the database, and how a screen reaches anybody.
"""

from domain.writing import units
from handlers import wording
from handlers.notes import Screen
from handlers.signposts import countries, first, further, lines
from handlers.signposts.sight import Sight

ALERT = 200
"""Characters over a button (Bot API: answerCallbackQuery)."""


def screen(sight: Sight) -> Screen:
    """What was asked for; without a country, that is asked first, with what is true everywhere."""
    view = sight.request.view
    if view == "countries" or (sight.country is None and view in _OF_A_COUNTRY):
        return countries.countries(sight)
    return VIEWS[view](sight)


def essential(sight: Sight) -> str:
    """The same in what fits over a button: for whoever sees nothing else of it."""
    language, country = sight.place.language, sight.country
    if country is None:
        return wording.text(language, "signposts.alert_anywhere", bot=sight.username)
    seen = sight.directory.first_sight(country, sight.now)
    parts = [lines.emergency(language, seen.emergency)]
    more = wording.text(language, "signposts.alert_more", bot=sight.username)
    for each in seen.lines[:1]:
        way = lines.ways(language, each)
        parts.append(wording.text(language, "signposts.line", name=lines.name(each), ways=way))
    parts.append(more)
    while units(" ".join(parts)) > ALERT and len(parts) > 1:
        parts.pop(1)
    return " ".join(parts)


VIEWS = {
    "first": first.first,
    "more": further.more,
    "kind": further.kind,
    "written": further.written,
    "letter": countries.letter,
    "worried": further.worried,
    "listener": further.listener,
    "wrong": further.wrong,
}
_OF_A_COUNTRY = {"first", "more", "kind", "written", "wrong"}
