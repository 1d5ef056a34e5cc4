"""/help: what can be asked of Kith here.

Belongs here: the list. May not enter: what the commands do.
"""

from collections.abc import Sequence

from telegram import InlineKeyboardMarkup

from handlers import menus, wording
from handlers.keyboards import signposts_button
from handlers.notes import Screen
from handlers.step import Step


async def show_group(step: Step) -> None:
    """What can be asked in the group, seen only by who asks."""
    _show(step, menus.STEWARDS)


async def show_private(step: Step) -> None:
    """What can be asked in private."""
    _show(step, menus.PRIVATE)


def _show(step: Step, names: Sequence[str]) -> None:
    lines = [f"/{name}: {wording.text(wording.DEFAULT, f'command.{name}')}" for name in names]
    listed = "\n".join(lines)
    step.show(Screen(wording.text(wording.DEFAULT, "help.list", commands=listed), _signposts()))


def _signposts() -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[signposts_button(wording.DEFAULT)]])
