"""/help: what can be asked of Kith here.

Belongs here: the list. May not enter: what the commands do.
"""

from collections.abc import Sequence

from telegram import InlineKeyboardMarkup

from handlers import menus, wording
from handlers.keyboards import signposts_button
from handlers.language import spoken_to
from handlers.notes import Screen
from handlers.step import Step


async def show_group(step: Step) -> None:
    """What can be asked in the group, seen only by who asks."""
    await _show(step, menus.STEWARDS)


async def show_private(step: Step) -> None:
    """What can be asked in private."""
    await _show(step, menus.PRIVATE)


async def _show(step: Step, names: Sequence[str]) -> None:
    say = await spoken_to(step)
    lines = [f"/{name}: {wording.text(say, f'command.{name}')}" for name in names]
    words = wording.text(say, "help.list", commands="\n".join(lines))
    step.show(Screen(words, InlineKeyboardMarkup([[signposts_button(say)]])))
