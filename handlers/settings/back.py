"""The way back to the settings, below the screens that hang in the tree.

Belongs here: that one row. May not enter: the screens; they do not know of it.
"""

from dataclasses import replace

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from handlers import wording
from handlers.keyboards import SCREEN_LIFE, Keyboard
from handlers.notes import Screen
from handlers.route import Act, Route
from handlers.settings.tree import HOME, HUNG, ROOM
from handlers.step import Step
from storage import groups, people
from storage.groups import Group


def hung(table: dict[str, Route]) -> dict[str, Route]:
    """The routes, those that hang in the tree with the way back."""
    return {
        action: replace(route, show=_with_way_back(route.show), rights=True)
        if action in HUNG and route.show
        else route
        for action, route in table.items()
    }


def _with_way_back(show: Act) -> Act:
    async def shown(step: Step) -> None:
        await show(step)
        group = await _stewarded(step)
        if group is not None:
            await _add_row(step, group)

    return shown


async def _stewarded(step: Step) -> Group | None:
    """The group that the screen is about, where the one who acts is a steward of it."""
    about = step.button or step.opened
    group = await groups.get(step.tx, about.group_id) if about and about.group_id else None
    if group is None or group.agreed_at is None:
        return None
    return group if step.rights.is_steward(group.chat_id, step.telegram_id) else None


async def _add_row(step: Step, group: Group) -> None:
    for place, note in enumerate(step.notes):
        if isinstance(note, Screen):
            rows = note.keyboard.inline_keyboard if note.keyboard else ()
            markup = InlineKeyboardMarkup([*rows, *await _row(step, group)])
            step.notes[place] = replace(note, keyboard=markup)


async def _row(step: Step, group: Group) -> tuple[tuple[InlineKeyboardButton, ...], ...]:
    person = await people.remember(step.tx, step.telegram_id)
    keyboard = Keyboard(group.id, person.id, step.now + SCREEN_LIFE)
    label = wording.text(group.language, "settings.button.back")
    keyboard.row(keyboard.tap(label, ROOM, group.id, HOME))
    return (await keyboard.save(step.tx)).inline_keyboard
