"""Saving a sketch, and what is typed for one in the private chat (C3).

Belongs here: turning a sketch into a schedule, removing one, and the fields for a date and a time.
May not enter: the screens (`sketching`).
"""

from domain import sketches
from domain.changes import Change
from domain.refusals import ButtonGone
from domain.sketches import Sketch
from handlers import fields
from handlers.plans import HUB, read, with_typed
from handlers.proposals import gate
from handlers.proposals.gate import group_of, wish
from handlers.schedules.listing import show_list
from handlers.schedules.screens import our_schedule
from handlers.schedules.sketching import show
from handlers.step import Step
from storage import buttons, people
from storage.groups import Group


async def save(step: Step) -> None:
    """Save the sketch. Raises ScheduleChanged when another steward was first, DatePast."""
    group = await group_of(step)
    _, sketch = read(f"{HUB}!{step.pressed.choice}", group.zone)
    await buttons.use(step.tx, step.pressed.token, step.update.update_id)
    change = Change("schedule", sketch.schedule_id, sketches.written(sketch))
    await wish(step, group, change)


async def remove(step: Step) -> None:
    """Erase the schedule, with what belongs to it."""
    row, group = await our_schedule(step)
    await buttons.use(step.tx, step.pressed.token, step.update.update_id)
    await wish(step, group, Change("schedule", row.id, ""))


async def show_saved(step: Step) -> None:
    """The check-ins as they are now, or what would be proposed."""
    await gate.show(step, await group_of(step), "schedule", show_list)


async def open_field(step: Step) -> None:
    """Use the link up; the next line in private becomes the date or the time of the sketch."""
    await group_of(step)
    person = await people.remember(step.tx, step.telegram_id)
    await people.set_reachable(step.tx, person.id, reachable=True)
    await buttons.use(step.tx, step.pressed.token, step.update.update_id)
    await fields.open_for(step, person.id, step.pressed.action)


async def show_date_field(step: Step) -> None:
    """Which door is open, for a date."""
    group, _ = await _typing(step)
    await fields.show_open(step, group.language, group.zone, "sketch.date_field")


async def show_time_field(step: Step) -> None:
    """Which door is open, for a time of day."""
    group, _ = await _typing(step)
    await fields.show_open(step, group.language, group.zone, "sketch.time_field")


async def take(step: Step) -> None:
    """The line is what it should be: the field takes no other. Raises TimeUnfit, DatePast."""
    await _typed(step)
    await fields.use(step)


async def show_typed(step: Step) -> None:
    """The sketch with what was typed."""
    group, sketch = await _typed(step)
    await show(step, group, sketch, HUB)


async def _typing(step: Step) -> tuple[Group, Sketch]:
    """The group and the sketch of the open field, for somebody in it. Raises ButtonGone."""
    if step.opened is None:
        raise ButtonGone
    group = await group_of(step)
    return group, read(step.opened.choice, group.zone)[1]


async def _typed(step: Step) -> tuple[Group, Sketch]:
    group, sketch = await _typing(step)
    assert step.opened is not None  # _typing says so
    line = step.message.text or ""
    return group, with_typed(step.opened.action, line, sketch, step.now)
