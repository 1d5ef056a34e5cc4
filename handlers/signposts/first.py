"""The first screen: numbers first, and few words (voice: "A signpost message").

Belongs here: that one screen, and its buttons. May not enter: further screens.
"""

from collections.abc import Sequence

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from domain.signposts.lines import Line
from handlers import wording
from handlers.notes import Screen
from handlers.signposts import lines
from handlers.signposts.request import change, link, tap
from handlers.signposts.sight import Row, Sight, beside, head, own_card


def first(sight: Sight) -> Screen:
    language, country = sight.place.language, sight.country
    assert country is not None  # asked first
    first = sight.directory.first_sight(country, sight.now)
    parts = [head(sight)]
    parts += [sight.says(each) for each in first.lines]
    if first.youth:
        told = sight.says(first.youth)
        parts.append(wording.text(language, "signposts.youth", line=told))
    if not first.lines:
        name = lines.country_name(language, country)
        parts.append(wording.text(language, "signposts.no_line", country=name))
    parts += [wording.text(language, "signposts.directories"), _foot(sight)]
    return Screen("\n\n".join(parts), InlineKeyboardMarkup(_first_rows(sight, first.shown)))


def _foot(sight: Sight) -> str:
    language, country = sight.place.language, sight.country
    assert country is not None  # asked first
    name = lines.country_name(language, country)
    first = sight.directory.first_sight(country, sight.now)
    words = [wording.text(language, "signposts.not_serious")]
    numbers = first.emergency.numbers
    if numbers:
        month = wording.month(language, numbers[0].last_seen)
        told = wording.text(language, "signposts.country_seen", country=name, month=month)
        words.append(told)
    else:
        words.append(wording.text(language, "signposts.country", country=name))
    return "\n\n".join(words)


def _first_rows(sight: Sight, shown: Sequence[Line]) -> list[Row]:
    language, country = sight.place.language, sight.country
    assert country is not None  # asked first
    first = sight.directory.first_sight(country, sight.now)
    numbers = [each.number for each in first.emergency.numbers]
    numbers += [number for each in shown for number in (*each.phones[:1], each.text) if number]
    rows = beside([_copy(language, number) for number in dict.fromkeys(numbers)])
    rows += own_card(sight)
    rows += beside(
        [
            tap(wording.text(language, "button.more_lines"), "more", country),
            tap(wording.text(language, "button.written"), "written", country),
            tap(wording.text(language, "button.other_country"), "countries", country),
            tap(wording.text(language, "button.worried"), "worried", country),
        ]
    )
    if not sight.place.private:
        label = wording.text(language, "button.keep_in_private")
        rows.append([InlineKeyboardButton(label, url=link(sight.username, country))])
    rows.append([tap(wording.text(language, "button.wrong"), "wrong", country)])
    return rows + _remembering(sight)


def _remembering(sight: Sight) -> list[Row]:
    """To keep a country, only after it was chosen by a tap; to forget it, wherever it is used."""
    language, country = sight.place.language, sight.country
    if country is None:
        return []
    if sight.place.own == country:
        return [[change(wording.text(language, "button.forget_country"), "forget")]]
    if sight.request.country is None or country == sight.place.country:
        return []
    name = lines.country_name(language, country)
    label = wording.text(language, "button.keep_country", country=name)
    return [[change(label, "keep", country)]]


def _copy(language: str, number: str) -> InlineKeyboardButton:
    label = wording.text(language, "button.copy", number=lines.printed(language, number))
    return InlineKeyboardButton(label, copy_text=CopyTextButton(number))
