"""Who is asking, and the screens that they share: a text, buttons for them alone, a way back.

Belongs here: what every screen of /me is made with. May not enter: what any of them says.
"""

from dataclasses import dataclass

from domain.preferences import Preferences
from domain.refusals import ButtonGone
from handlers import wording
from handlers.keyboards import Keyboard
from handlers.language import likely
from handlers.notes import Screen
from handlers.step import Step
from storage import people, preferences
from storage.groups import Group
from storage.people import Person

SCREEN_LIFE = 86_400
"""Seconds for which the buttons of a screen work."""


@dataclass(frozen=True, slots=True)
class Me:
    """The one who asks, and what they chose. `likely`: the language that Telegram says they use."""

    person: Person
    chosen: Preferences
    likely: str = wording.DEFAULT

    @property
    def language(self) -> str:
        """The language of their private chat (M6)."""
        return self.chosen.language or self.likely

    @property
    def zone(self) -> str:
        """The zone their times are shown in (C5)."""
        return self.chosen.zone or "UTC"

    def keyboard(self, step: Step) -> Keyboard:
        """Buttons for them alone."""
        return Keyboard(None, self.person.id, step.now + SCREEN_LIFE)


@dataclass(frozen=True, slots=True)
class Coming:
    """Something that comes: when (UTC seconds), in which zone that is shown, and what it is."""

    at: int
    zone: str
    words: str


async def asking(step: Step) -> Me:
    """The one who asks. Nothing of theirs is kept by asking but that Kith knows them again."""
    person = await people.remember(step.tx, step.telegram_id)
    return Me(person, await preferences.get(step.tx, person.id), likely(step))


async def agreed(step: Step) -> Me:
    """The one who asks, if they agreed that something is kept (C19). Raises ButtonGone."""
    me = await asking(step)
    if me.chosen.agreed_at is None:
        raise ButtonGone
    return me


async def screen(step: Step, keyboard: Keyboard, words: str) -> None:
    """Show words over buttons."""
    step.show(Screen(words, await keyboard.save(step.tx)))


def shown_title(step: Step, me: Me, group: Group) -> str:
    """What the group is called, if Telegram said so in time."""
    return step.titles.get(group.chat_id) or wording.text(me.language, "me.a_group")


def back(me: Me, keyboard: Keyboard, action: str = "me.home") -> None:
    """A row with the way back."""
    keyboard.row(keyboard.tap(wording.text(me.language, "button.back"), action))
