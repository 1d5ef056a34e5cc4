"""A command in the name of a group or a channel: a button, since nobody can be answered (A3, G9).

Belongs here: the line with that button. May not enter: what a command answers, or who may; whoever
taps has an id of their own, and their own rights as of then.
"""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from handlers import wording
from handlers.asides import LIFE
from handlers.keyboards import Keyboard
from handlers.notes import Aside
from handlers.step import Step
from storage import groups

ACTION = "impersonal."
"""How the action of such a button begins; the name of its command follows."""


async def offer(step: Step, command: str) -> None:
    """The line for a command; where Kith knows no group, it says and keeps nothing."""
    group = await groups.by_chat(step.tx, step.chat.id)
    if group is None:
        return
    keyboard = Keyboard(group.id, None, step.now + LIFE)
    keyboard.row(keyboard.tap(_label(group.language), ACTION + command))
    step.notes.append(_line(group.language, command, await keyboard.save(step.tx)))


def signposts(language: str, data: str) -> Aside:
    """The line for signposts, whose button has no row. `data`: what it sends."""
    button = InlineKeyboardButton(_label(language), callback_data=data)
    return _line(language, "signposts", InlineKeyboardMarkup([[button]]))


def _line(language: str, command: str, keyboard: InlineKeyboardMarkup) -> Aside:
    return Aside(wording.text(language, "impersonal.asked"), keyboard, command)


def _label(language: str) -> str:
    return wording.text(language, "button.show_it_to_me")
