"""The screen of a schedule: when the next ones are, and for stewards what can be done about it.

Belongs here: what is shown (M2, C3, C9). May not enter: what a button changes (`pauses`).
"""

from dataclasses import replace

from domain.checkins import AWAY
from domain.refusals import ButtonGone, GroupUnknown
from domain.schedule import Occurrence, coming, local_date, occurrences
from handlers import wording
from handlers.keyboards import SCREEN_LIFE, Keyboard
from handlers.notes import Screen
from handlers.step import Step
from storage import checkins, groups, holds, people
from storage.checkins import ScheduleRow

DOUBT_SHOWN = 7 * 86_400
"""Seconds for which stewards see that a check-in may not have appeared."""
NEXT_SHOWN = 3
"""Dates that are shown (C3)."""
LEFT_OUT_SHOWN = 3
"""Dates that a pause leaves out, as far as they are named."""


async def show_all(step: Step) -> None:
    """Answer /checkins: the next dates for anybody, and buttons for stewards (M2, C9)."""
    group = await groups.by_chat(step.tx, step.chat.id)
    if group is None:
        raise GroupUnknown
    rows = await checkins.schedules_of(step.tx, group.id)
    if not rows or group.agreed_at is None:
        step.show(Screen(wording.text(group.language, "schedule.none")))
        return
    for row in rows:
        step.show(await _screen(step, row, group.chat_id))


async def show_one(step: Step) -> None:
    """The screen of one schedule, from the present state."""
    row = await steward_schedule(step)
    group = await groups.get(step.tx, row.group_id)
    assert group is not None  # a schedule cannot outlive its group
    step.show(await _screen(step, row, group.chat_id))


async def steward_schedule(step: Step) -> ScheduleRow:
    """The schedule behind the button, for a steward of its group. Raises NotSteward."""
    row = await _schedule(step, step.pressed.object_id)
    group = await groups.get(step.tx, row.group_id)
    if group is None:
        raise ButtonGone
    step.rights.require_steward(group.chat_id, step.telegram_id)
    return row


async def keyboard_of(step: Step, row: ScheduleRow) -> Keyboard:
    """An empty keyboard that only the one who acts may press."""
    person = await people.remember(step.tx, step.telegram_id)
    return Keyboard(row.group_id, person.id, step.now + SCREEN_LIFE)


def left_out(row: ScheduleRow, now: int) -> list[Occurrence]:
    """The dates ahead that a skip or a pause leaves out, the first few of them."""
    unpaused, found = replace(row.rule, not_before=None), []
    for each in occurrences(unpaused, now):
        if each.local_date >= (row.rule.not_before or each.local_date):
            break
        found.append(each)
        if len(found) == LEFT_OUT_SHOWN:
            break
    return found


def is_paused(row: ScheduleRow, now: int) -> bool:
    """Whether a skip or a pause is in force."""
    today = local_date(now, row.zone)
    return row.rule.not_before is not None and row.rule.not_before > today


async def _schedule(step: Step, schedule_id: int | None) -> ScheduleRow:
    row = None if schedule_id is None else await checkins.schedule(step.tx, schedule_id)
    if row is None:
        raise ButtonGone
    return row


async def _screen(step: Step, row: ScheduleRow, chat_id: int) -> Screen:
    is_steward = step.rights.is_steward(chat_id, step.telegram_id)
    lines = [*await _quiet(step, row), *_lines(row, step.now)]
    doubtful = await checkins.last_in_doubt(step.tx, row.id, step.now - DOUBT_SHOWN)
    if doubtful is not None and is_steward:
        day = wording.day(row.language, doubtful, row.zone)
        lines.append(wording.text(row.language, "schedule.in_doubt", day=day))
    if not is_steward:
        return Screen("\n".join(lines))
    return Screen("\n".join(lines), await (await _steering(step, row)).save(step.tx))


async def _quiet(step: Step, row: ScheduleRow) -> list[str]:
    """Until when a hold lets nothing come; dates within it are left out (F9)."""
    until = await holds.until(step.tx, row.group_id, step.now)
    if until is None:
        return []
    moment = wording.moment(row.language, until, row.zone)
    return [wording.text(row.language, "schedule.quiet", until=moment)]


def _lines(row: ScheduleRow, now: int) -> list[str]:
    if row.paused_reason == AWAY:
        return [wording.text(row.language, "schedule.away")]
    if row.paused_reason is not None:
        return [wording.text(row.language, "schedule.topic_closed")]
    dates = [wording.moment(row.language, each.at, row.zone) for each in _coming(row, now)]
    if not dates:
        return [wording.text(row.language, "schedule.ended")]
    return [*_pause_lines(row, now), wording.text(row.language, "schedule.title"), *dates]


def _pause_lines(row: ScheduleRow, now: int) -> list[str]:
    """What is left out, until when, and how to undo it (C9)."""
    if not is_paused(row, now):
        return []
    assert row.rule.not_before is not None  # that is what a pause is
    days = [wording.day(row.language, each.at, row.zone) for each in left_out(row, now)]
    lines = [wording.text(row.language, "schedule.skipped", day="; ".join(days))] if days else []
    if len(days) != 1:
        until = wording.date(row.language, row.rule.not_before)
        lines.insert(0, wording.text(row.language, "schedule.paused", day=until))
    return [*lines, wording.text(row.language, "schedule.undo")]


def _coming(row: ScheduleRow, now: int) -> list[Occurrence]:
    if row.next_at is None:
        return []
    return coming(row.rule, max(now, row.next_at - 1), NEXT_SHOWN)


async def _steering(step: Step, row: ScheduleRow) -> Keyboard:
    keyboard, say = await keyboard_of(step, row), row.language
    if row.paused_reason == AWAY or is_paused(row, step.now):
        label = wording.text(say, "button.bring_back")
        keyboard.row(keyboard.tap(label, "schedules.bring_back", row.id, _pause_of(row)))
    elif row.paused_reason is None and row.next_at is not None:
        skip = wording.text(say, "button.skip")
        pause = wording.text(say, "button.pause")
        keyboard.row(keyboard.tap(skip, "schedules.skip", row.id, str(row.next_at)))
        keyboard.row(keyboard.tap(pause, "schedules.pauses", row.id))
    keyboard.row(keyboard.tap(wording.text(say, "button.words"), "words.list", row.id))
    return keyboard


def _pause_of(row: ScheduleRow) -> str:
    """Which pause a button undoes, so that it undoes no later one."""
    return row.paused_reason or str(row.rule.not_before)
