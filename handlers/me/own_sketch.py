"""Putting one's own check-in together (C2, C3), and what is typed for it.

Belongs here: whose it is, saving it, and the fields for a date and a time. May not enter: the
screens themselves (`plans`).
"""

from dataclasses import replace

from telegram import InlineKeyboardButton

from domain import own_checkins as rules
from domain import sketches
from domain.checkins import ME
from domain.refusals import ButtonGone, DatePast
from domain.schedule import Occurrence, Schedule
from domain.sketches import Sketch
from handlers import fields, wording
from handlers.dates import NEXT_SHOWN
from handlers.keyboards import Keyboard
from handlers.me.own_checkin import reckon
from handlers.own import Me, agreed, screen
from handlers.plans import HUB, Page, Whose, read, with_typed
from handlers.step import Step
from storage import buttons, own_checkins


async def show(step: Step) -> None:
    """The sketch of the check-in as it is now, or a new one."""
    me = await agreed(step)
    own = await own_checkins.get(step.tx, me.person.id)
    sketch = sketches.new(me.zone, None)
    if own is not None:
        plain = replace(own.rule, not_before=None, quiet=None)
        sketch = Sketch(None, 0, own.kind, own.prompts, ME, plain)
    await _show(step, me, sketch, HUB)


async def show_page(step: Step) -> None:
    """The screen that the button names, with its sketch."""
    me = await agreed(step)
    name, sketch = read(step.pressed.choice, me.zone)
    await _show(step, me, sketch, name)


async def save(step: Step) -> None:
    """Keep the check-in as it was put together. Raises DatePast when no date is ahead."""
    me = await agreed(step)
    _, sketch = read(f"{HUB}!{step.pressed.choice}", me.zone)
    if rules.next_at(sketch.rule, replace(me.chosen, away=False), step.now) is None:
        raise DatePast
    if sketch.prompts not in rules.SOURCES:
        raise ButtonGone
    await buttons.use(step.tx, step.pressed.token, step.update.update_id)
    await own_checkins.save(
        step.tx, me.person.id, kind=sketch.kind, prompts=sketch.prompts, rule=sketch.rule
    )
    await reckon(step.tx, me.person.id, step.now)


async def open_field(step: Step) -> None:
    """The next line becomes the date or the time of the sketch."""
    me = await agreed(step)
    await fields.open_for(step, me.person.id, step.pressed.action)


async def show_date_field(step: Step) -> None:
    """Which door is open, for a date."""
    me = await agreed(step)
    await fields.show_open(step, me.language, me.zone, "sketch.date_field")


async def show_time_field(step: Step) -> None:
    """Which door is open, for a time of day."""
    me = await agreed(step)
    await fields.show_open(step, me.language, me.zone, "sketch.time_field")


async def take(step: Step) -> None:
    """The line is what it should be: the field takes no other. Raises TimeUnfit, DatePast."""
    _typed(step, await agreed(step))
    await fields.use(step)


async def show_typed(step: Step) -> None:
    """The sketch with what was typed."""
    me = await agreed(step)
    await _show(step, me, _typed(step, me), HUB)


def _typed(step: Step, me: Me) -> Sketch:
    opened = step.opened
    if opened is None:
        raise ButtonGone
    _, sketch = read(opened.choice, me.zone)
    return with_typed(opened.action, step.message.text or "", sketch, step.now)


async def _show(step: Step, me: Me, sketch: Sketch, name: str) -> None:
    keyboard = me.keyboard(step)
    words = Page(_whose(step, me, keyboard), sketch, keyboard).words(name)
    await screen(step, keyboard, words)


def _whose(step: Step, me: Me, keyboard: Keyboard) -> Whose:
    def coming(rule: Schedule) -> list[Occurrence]:
        # Being away has no end that a date could be shown for: the dates are those of afterwards.
        return rules.first_of(rule, replace(me.chosen, away=False), step.now, NEXT_SHOWN)

    def typed(label: str, action: str, line: str) -> InlineKeyboardButton:
        return keyboard.tap(label, action, choice=line)

    return Whose(
        language=me.language,
        zone=me.zone,
        now=step.now,
        coming=coming,
        sources=rules.SOURCES,
        modes=False,
        page="own.page",
        save="own.save",
        typed=typed,
        leave=keyboard.tap(wording.text(me.language, "button.back"), "own.home"),
    )
