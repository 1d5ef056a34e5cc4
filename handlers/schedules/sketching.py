"""A steward puts a check-in of the group together (C3, A2).

Belongs here: which group it is for, and where the buttons of the screens lead. May not enter: the
screens themselves (`plans`), saving (`saving`).
"""

from dataclasses import replace

from telegram import InlineKeyboardButton

from domain import sketches
from domain.prompts import SOURCES
from domain.schedule import Occurrence, Schedule, coming
from domain.sketches import Sketch
from handlers import wording
from handlers.changes.checkins import as_sketch
from handlers.dates import NEXT_SHOWN
from handlers.keyboards import LINK_LIFE, Keyboard
from handlers.notes import Screen
from handlers.plans import HUB, Page, Whose, read
from handlers.proposals.gate import group_of
from handlers.schedules.screens import back_tap, our_schedule, own_keyboard
from handlers.step import Step
from storage import checkins
from storage.groups import Group


async def show_new(step: Step) -> None:
    """A new sketch, in the topic in which it was asked for."""
    group = await group_of(step)
    topic = step.pressed.choice
    await show(step, group, sketches.new(group.zone, int(topic) if topic else None), HUB)


async def show_change(step: Step) -> None:
    """The sketch of a schedule as it is now."""
    row, group = await our_schedule(step)
    await show(step, group, as_sketch(row), HUB)


async def show_page(step: Step) -> None:
    """The screen that the button names, with its sketch."""
    group = await group_of(step)
    name, sketch = read(step.pressed.choice, group.zone)
    await show(step, group, sketch, name)


async def show(step: Step, group: Group, sketch: Sketch, name: str) -> None:
    """One screen of a sketch."""
    keyboard = await own_keyboard(step, group.id)
    whose = await _whose(step, group, sketch, keyboard)
    words = Page(whose, sketch, keyboard).words(name)
    step.show(Screen(words, await keyboard.save(step.tx)))


async def _whose(step: Step, group: Group, sketch: Sketch, keyboard: Keyboard) -> Whose:
    quiet = await checkins.quiet_of(step.tx, group.id)

    def coming_ones(rule: Schedule) -> list[Occurrence]:
        in_force = replace(rule, away=quiet.away, quiet=quiet.hours)
        return coming(in_force, step.now, NEXT_SHOWN)

    def typed(label: str, action: str, line: str) -> InlineKeyboardButton:
        end = step.now + LINK_LIFE
        return keyboard.link(
            label, step.username, action, object_id=group.id, choice=line, expires_at=end
        )

    whole = sketch.schedule_id
    if whole is None or not step.rights.is_steward(group.chat_id, step.telegram_id):
        leave = back_tap(step, group, keyboard)
    else:
        label = wording.text(group.language, "button.back")
        leave = keyboard.tap(label, "schedules.one", whole)
    return Whose(
        language=group.language,
        zone=group.zone,
        now=step.now,
        coming=coming_ones,
        sources=SOURCES,
        modes=True,
        page="sketches.page",
        save="sketches.save",
        typed=typed,
        leave=leave,
    )
