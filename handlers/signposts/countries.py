"""Which country: asked, with the likely ones first.

Belongs here: the two screens that ask. May not enter: deciding for anybody.
"""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from handlers import wording
from handlers.notes import Screen
from handlers.signposts import lines, places
from handlers.signposts.request import link, tap
from handlers.signposts.sight import Sight, back, beside, head, own_card


def countries(sight: Sight) -> Screen:
    """The likely ones first, by the group's time zone; then the letters. Nothing is assumed."""
    language, known = sight.place.language, sight.directory.countries
    likely = places.likely(sight.place.zone, known)
    if sight.place.country and sight.place.country not in likely:
        likely = (sight.place.country, *likely)
    rows = beside([_country(language, each) for each in likely])
    letters = [tap(each, "letter", None, each) for each in places.letters(language, known)]
    rows += [letters[start : start + 7] for start in range(0, len(letters), 7)]
    parts = [head(sight), wording.text(language, "signposts.directories")]
    parts.append(wording.text(language, "signposts.which_country"))
    rows += own_card(sight)
    if sight.country is not None:
        rows.append(back(sight))
    elif not sight.place.private:
        label = wording.text(language, "button.keep_in_private")
        rows.append([InlineKeyboardButton(label, url=link(sight.username, None))])
    return Screen("\n\n".join(parts), InlineKeyboardMarkup(rows))


def letter(sight: Sight) -> Screen:
    language = sight.place.language
    found = places.beginning_with(language, sight.directory.countries, sight.request.detail)
    rows = beside([_country(language, each) for each in found])
    rows.append([tap(wording.text(language, "button.back"), "countries")])
    words = wording.text(language, "signposts.which_country")
    return Screen(f"{head(sight)}\n\n{words}", InlineKeyboardMarkup(rows))


def _country(language: str, country: str) -> InlineKeyboardButton:
    return tap(lines.country_name(language, country), "first", country)
