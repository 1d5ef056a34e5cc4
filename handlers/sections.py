"""The sections of /me, in one table: which feature says what about the one who asks.

Belongs here: their order, a line of each for the first screen, and the screen behind its button.
May not enter: what they say. A feature adds a line here, so that features need not know each other;
the label of its button is the text `me.button.<name>`.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from handlers.me import card, coming, data, groups, likes, own_checkin, settings, toolbox
from handlers.own import Me
from handlers.pairs import mine
from handlers.step import Step


@dataclass(frozen=True, slots=True)
class Section:
    """`line`: what the first screen says about it, if anything; `show`: its own screen.

    `with_line`: its button is there only when it has something to say.
    """

    line: Callable[[Step, Me], Awaitable[str | None]] | None = None
    show: Callable[[Step], Awaitable[None]] | None = None
    with_line: bool = False


SECTIONS = {
    "groups": Section(groups.line),
    "pairs": Section(mine.line, mine.show, with_line=True),
    "own": Section(own_checkin.line, own_checkin.show),
    "coming": Section(None, coming.show),
    "away": Section(settings.away_line, settings.show_away),
    "quiet": Section(settings.quiet_line, settings.show_quiet),
    "zone": Section(settings.zone_line, settings.show_regions),
    "country": Section(settings.country_line, settings.show_letters),
    "language": Section(settings.language_line, settings.show_languages),
    "likes": Section(likes.line, likes.show),
    "toolbox": Section(None, toolbox.show),
    "card": Section(card.line, card.show),
    "data": Section(data.line, data.show),
}
"""By name, in the order of the screen."""
