"""Leaving one out, a pause until a date, and "away until we say" (C9); each can be undone.

Belongs here: what stewards change so that nothing comes for a while. May not enter: what is shown
afterwards (`screens`), when the next one is (domain).
"""

from dataclasses import replace
from datetime import date, timedelta

from domain.checkins import AWAY
from domain.refusals import DatePast, SkipGone
from domain.schedule import Occurrence, local_date, next_at, occurrences
from handlers import wording
from handlers.notes import Screen
from handlers.schedules.screens import is_paused, own_keyboard, steward_schedule
from handlers.step import Step
from storage import checkins
from storage.checkins import ScheduleRow

WEEKS = (1, 2, 4, 8)
"""How long the pauses are that can be had with one tap."""


async def skip(step: Step) -> None:
    """Leave the next one out (C9). Raises SkipGone when another is next by now."""
    row = await steward_schedule(step)
    if row.next_at is None or step.pressed.choice != str(row.next_at):
        raise SkipGone
    skipped = _occurrence(row, row.next_at)
    await _leave_out(step, row, skipped.local_date + timedelta(days=1))


async def pause(step: Step) -> None:
    """Let nothing come before a date, or until a steward says so (C9). Raises DatePast."""
    row = await steward_schedule(step)
    if step.pressed.choice == AWAY:
        await checkins.leave_out(step.tx, row.id, None, None)
        await checkins.pause(step.tx, row.id, AWAY)
    else:
        await pause_until(step, row, date.fromisoformat(step.pressed.choice or ""))


async def pause_until(step: Step, row: ScheduleRow, day: date) -> None:
    """Let nothing come before that date. Raises DatePast, SkipGone when none waits by now."""
    if row.paused_reason is not None or row.next_at is None:
        raise SkipGone
    if day <= local_date(step.now, row.zone):
        raise DatePast
    await _leave_out(step, row, day)


async def bring_back(step: Step) -> None:
    """Undo a skip or a pause (C9). Raises SkipGone when it is over, or another one by now."""
    row = await steward_schedule(step)
    here = row.paused_reason == AWAY or is_paused(row, step.now)
    if not here or step.pressed.choice != (row.paused_reason or str(row.rule.not_before)):
        raise SkipGone
    if row.paused_reason == AWAY:
        await checkins.pause(step.tx, row.id, None)
    await _leave_out(step, row, None)


async def show_pauses(step: Step) -> None:
    """The pauses that can be had with one tap, each with its date."""
    row = await steward_schedule(step)
    keyboard, today = await own_keyboard(step, row.group_id), local_date(step.now, row.zone)
    for weeks in WEEKS:
        day = today + timedelta(weeks=weeks)
        label = wording.text(
            row.language, "button.pause_until", day=wording.date(row.language, day)
        )
        keyboard.row(keyboard.tap(label, "schedules.pause", row.id, day.isoformat()))
    label = wording.text(row.language, "button.away")
    keyboard.row(keyboard.tap(label, "schedules.pause", row.id, AWAY))
    keyboard.row(keyboard.tap(wording.text(row.language, "button.back"), "schedules.one", row.id))
    words = wording.text(row.language, "schedule.pauses")
    step.show(Screen(words, await keyboard.save(step.tx)))


async def _leave_out(step: Step, row: ScheduleRow, day: date | None) -> None:
    coming = next_at(replace(row.rule, not_before=day), step.now)
    await checkins.leave_out(step.tx, row.id, day, coming)


def _occurrence(row: ScheduleRow, at: int) -> Occurrence:
    """The one that is next at that instant. Raises SkipGone."""
    found = next(occurrences(row.rule, at - 1), None)
    if found is None or found.at != at:
        raise SkipGone
    return found
