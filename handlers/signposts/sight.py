"""One asking for signposts: what is asked, where, and what every screen begins and ends with.

Belongs here: what the screens share. May not enter: a screen.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton

from domain.signposts.lines import Directory, Line
from handlers import wording
from handlers.signposts import lines
from handlers.signposts.request import Request, change, tap

BY_PHONE_WIDTH = 2
"""Buttons beside each other."""

Row = list[InlineKeyboardButton]


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody asks, as far as it is in memory.

    `country`, `zone`, `local` (lines of its own): of the group; `own`: the country that this person
    chose to keep. `private`: they are alone with Kith. `has_card`: they wrote themselves one for
    when it is hard.
    """

    language: str
    private: bool
    country: str | None = None
    zone: str | None = None
    own: str | None = None
    local: tuple[str, ...] = ()
    has_card: bool = False


@dataclass(frozen=True, slots=True)
class Sight:
    """One asking. `now`: UTC seconds; `username`: the bot's own."""

    request: Request
    place: Place
    directory: Directory
    now: int
    username: str

    @property
    def country(self) -> str | None:
        """The tapped one, else their own, else the group's; never guessed."""
        chosen = self.request.country or self.place.own or self.place.country
        return chosen if chosen in self.directory.countries else None

    def says(self, each: Line) -> str:
        """A line in words."""
        return lines.line(self.place.language, each, self.now)


def head(sight: Sight) -> str:
    """The emergency sentence, and below it what the group itself added (S16)."""
    language = sight.place.language
    if sight.country is None:
        return wording.text(language, "signposts.emergency_anywhere")
    first = sight.directory.first_sight(sight.country, sight.now)
    local = () if sight.place.private else sight.place.local
    added = [wording.text(language, "signposts.added", line=each) for each in local]
    return "\n\n".join([lines.emergency(language, first.emergency), *added])


def own_card(sight: Sight) -> list[Row]:
    """The way to what somebody wrote for themselves (S13); a further tap, since it is stored."""
    if not sight.place.has_card:
        return []
    return [[change(wording.text(sight.place.language, "button.my_card"), "card")]]


def back(sight: Sight, view: str = "first") -> Row:
    return [tap(wording.text(sight.place.language, "button.back"), view, sight.country)]


def beside(taps: Sequence[InlineKeyboardButton]) -> list[Row]:
    """Buttons in rows that fit a phone."""
    return [
        list(taps[start : start + BY_PHONE_WIDTH]) for start in range(0, len(taps), BY_PHONE_WIDTH)
    ]
