"""Numbers without names: what Kith did in a group in four weeks (A10).

Belongs here: what everybody in the group could count from its posts. May not enter: anything that
would have to be counted of people.
"""

from domain.numbers import SPAN, Numbers, of_posts
from handlers import wording
from handlers.keyboards import SCREEN_LIFE, Keyboard
from handlers.notes import Screen
from handlers.settings.screens import home
from handlers.settings.tree import HOME, ROOM
from handlers.step import Step
from storage import numbers, people
from storage.groups import Group


async def show(step: Step) -> None:
    """The numbers, for a steward."""
    group = await home(step)
    found = of_posts(await numbers.posts_of(step.tx, group.id, step.now - SPAN))
    person = await people.remember(step.tx, step.telegram_id)
    keyboard = Keyboard(group.id, person.id, step.now + SCREEN_LIFE)
    label = wording.text(group.language, "settings.button.back")
    keyboard.row(keyboard.tap(label, ROOM, group.id, HOME))
    step.show(Screen(_words(group, found), await keyboard.save(step.tx)))


def _words(group: Group, found: Numbers) -> str:
    say = group.language
    lines = [
        wording.text(say, "numbers.title"),
        wording.text(say, "numbers.came", count=found.came),
        wording.text(say, "numbers.not_come", count=found.not_come),
        wording.text(say, "numbers.in_doubt", count=found.in_doubt),
        wording.text(say, "numbers.gatherings", count=found.gatherings),
        wording.text(say, "numbers.changes", count=found.changes),
    ]
    return "\n".join(lines) + "\n\n" + wording.text(say, "numbers.nobody")
