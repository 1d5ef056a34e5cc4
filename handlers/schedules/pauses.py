"""Leaving one out, a pause until a date, and "away until we say" (C9); each can be undone.

Belongs here: what stewards change so that nothing comes for a while. May not enter: what is shown
afterwards (`screens`), when the next one is (domain).
"""

from datetime import date, timedelta

from domain.changes import Change
from domain.checkins import AWAY
from domain.refusals import DatePast, SkipGone
from domain.schedule import Occurrence, local_date, occurrences
from handlers import wording
from handlers.changes.making import by_steward
from handlers.dates import is_paused, pauses
from handlers.notes import Screen
from handlers.schedules.screens import own_keyboard, steward_group, steward_schedule
from handlers.step import Step
from storage.checkins import ScheduleRow


async def skip(step: Step) -> None:
    """Leave the next one out (C9). Raises SkipGone when another is next by now."""
    row = await steward_schedule(step)
    if row.next_at is None or step.pressed.choice != str(row.next_at):
        raise SkipGone
    skipped = _occurrence(row, row.next_at)
    await _pause(step, row, (skipped.local_date + timedelta(days=1)).isoformat())


async def pause(step: Step) -> None:
    """Let nothing come before a date, or until a steward says so (C9). Raises DatePast."""
    row = await steward_schedule(step)
    if step.pressed.choice == AWAY:
        await _pause(step, row, AWAY)
    else:
        await pause_until(step, row, date.fromisoformat(step.pressed.choice or ""))


async def pause_until(step: Step, row: ScheduleRow, day: date) -> None:
    """Let nothing come before that date. Raises DatePast, SkipGone when none waits by now."""
    if row.paused_reason is not None or row.next_at is None:
        raise SkipGone
    if day <= local_date(step.now, row.zone):
        raise DatePast
    await _pause(step, row, day.isoformat())


async def bring_back(step: Step) -> None:
    """Undo a skip or a pause (C9). Raises SkipGone when it is over, or another one by now."""
    row = await steward_schedule(step)
    here = row.paused_reason == AWAY or is_paused(row.rule, step.now)
    if not here or step.pressed.choice != (row.paused_reason or str(row.rule.not_before)):
        raise SkipGone
    await _pause(step, row, "")


async def show_pauses(step: Step) -> None:
    """The pauses that can be had with one tap, each with its date."""
    row = await steward_schedule(step)
    keyboard, today = await own_keyboard(step, row.group_id), local_date(step.now, row.zone)
    for label, day in pauses(row.language, today):
        keyboard.row(keyboard.tap(label, "schedules.pause", row.id, day))
    label = wording.text(row.language, "button.away")
    keyboard.row(keyboard.tap(label, "schedules.pause", row.id, AWAY))
    keyboard.row(keyboard.tap(wording.text(row.language, "button.back"), "schedules.one", row.id))
    words = wording.text(row.language, "schedule.pauses")
    step.show(Screen(words, await keyboard.save(step.tx)))


async def _pause(step: Step, row: ScheduleRow, value: str) -> None:
    """A date before which nothing comes, AWAY, or nothing: it goes on."""
    await by_steward(step, await steward_group(step), Change("pause", row.id, value))


def _occurrence(row: ScheduleRow, at: int) -> Occurrence:
    """The one that is next at that instant. Raises SkipGone."""
    found = next(occurrences(row.rule, at - 1), None)
    if found is None or found.at != at:
        raise SkipGone
    return found
