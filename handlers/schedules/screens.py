"""The screen of a schedule: when the next ones are, and for stewards what can be done about it.

Belongs here: what is shown (M2, C3, C9). May not enter: what a button changes (`pauses`).
"""

from telegram import InlineKeyboardButton

from domain.checkins import AWAY, WEATHER_KIND
from domain.refusals import ButtonGone
from domain.schedule import Occurrence, coming
from handlers import wording
from handlers.dates import NEXT_SHOWN, is_paused, pause_lines
from handlers.doors import door
from handlers.keyboards import SCREEN_LIFE, Keyboard
from handlers.notes import Screen
from handlers.proposals.gate import group_of
from handlers.step import Step
from storage import checkins, groups, holds, people
from storage.checkins import ScheduleRow
from storage.groups import Group

DOUBT_SHOWN = 7 * 86_400
"""Seconds for which stewards see that a check-in may not have appeared."""


async def show_one(step: Step) -> None:
    """The screen of one schedule, from the present state."""
    row = await steward_schedule(step)
    group = await groups.get(step.tx, row.group_id)
    assert group is not None  # a schedule cannot outlive its group
    step.show(await screen(step, row, group.chat_id))


async def steward_schedule(step: Step) -> ScheduleRow:
    """The schedule behind the button, for a steward of its group. Raises NotSteward."""
    row = await _schedule(step, step.pressed.object_id)
    group = await groups.get(step.tx, row.group_id)
    if group is None:
        raise ButtonGone
    step.rights.require_steward(group.chat_id, step.telegram_id)
    return row


async def steward_group(step: Step) -> Group:
    """The group behind the button, for a steward of it. Raises ButtonGone, NotSteward."""
    group_id = step.pressed.group_id
    group = None if group_id is None else await groups.get(step.tx, group_id)
    if group is None:
        raise ButtonGone
    step.rights.require_steward(group.chat_id, step.telegram_id)
    return group


async def our_schedule(step: Step) -> tuple[ScheduleRow, Group]:
    """The schedule behind the button, for anybody in its group. Raises ButtonGone."""
    row, group = await _schedule(step, step.pressed.object_id), await group_of(step)
    if row.group_id != group.id:
        raise ButtonGone
    return row, group


def back_tap(step: Step, group: Group, keyboard: Keyboard) -> InlineKeyboardButton:
    """The way back: for stewards to the check-ins, for everybody else to what can be proposed."""
    is_steward = step.rights.is_steward(group.chat_id, step.telegram_id)
    action = "schedules.list" if is_steward else "proposals.menu"
    return keyboard.tap(wording.text(group.language, "button.back"), action, group.id)


def add_proposing(step: Step, group_id: int, language: str, keyboard: Keyboard) -> None:
    """Any member may propose a question (C15); the link opens the private chat for it."""
    link = door(
        step,
        keyboard,
        wording.text(language, "button.propose_prompt"),
        "prompts.propose",
        about=group_id,
    )
    keyboard.row(link)


async def own_keyboard(step: Step, group_id: int) -> Keyboard:
    """An empty keyboard that only the one who acts may press."""
    person = await people.remember(step.tx, step.telegram_id)
    return Keyboard(group_id, person.id, step.now + SCREEN_LIFE)


async def _schedule(step: Step, schedule_id: int | None) -> ScheduleRow:
    row = None if schedule_id is None else await checkins.schedule(step.tx, schedule_id)
    if row is None:
        raise ButtonGone
    return row


async def screen(step: Step, row: ScheduleRow, chat_id: int) -> Screen:
    """When the next ones of a schedule are, and for stewards what can be done about it."""
    is_steward = step.rights.is_steward(chat_id, step.telegram_id)
    lines = [*await _quiet(step, row), *_lines(row, step.now)]
    doubtful = await checkins.last_in_doubt(step.tx, row.id, step.now - DOUBT_SHOWN)
    if doubtful is not None and is_steward:
        day = wording.day(row.language, doubtful, row.zone)
        lines.append(wording.text(row.language, "schedule.in_doubt", day=day))
    if not is_steward:
        keyboard = await own_keyboard(step, row.group_id)
        add_proposing(step, row.group_id, row.language, keyboard)
        return Screen("\n".join(lines), await keyboard.save(step.tx))
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
    return [
        *pause_lines(row.language, row.rule, now),
        wording.text(row.language, "schedule.title"),
        *dates,
    ]


def _coming(row: ScheduleRow, now: int) -> list[Occurrence]:
    if row.next_at is None:
        return []
    return coming(row.rule, max(now, row.next_at - 1), NEXT_SHOWN)


async def _steering(step: Step, row: ScheduleRow) -> Keyboard:
    keyboard, say = await own_keyboard(step, row.group_id), row.language
    if row.paused_reason == AWAY or is_paused(row.rule, step.now):
        label = wording.text(say, "button.bring_back")
        keyboard.row(keyboard.tap(label, "schedules.bring_back", row.id, _pause_of(row)))
    elif row.paused_reason is None and row.next_at is not None:
        skip = wording.text(say, "button.skip")
        pause = wording.text(say, "button.pause")
        keyboard.row(keyboard.tap(skip, "schedules.skip", row.id, str(row.next_at)))
        keyboard.row(keyboard.tap(pause, "schedules.pauses", row.id))
    change = keyboard.tap(wording.text(say, "button.change"), "sketches.change", row.id)
    if row.kind == WEATHER_KIND:
        words = keyboard.tap(wording.text(say, "button.words"), "words.list", row.id)
        keyboard.row(change, words)
    else:
        keyboard.row(change)
    keyboard.row(
        keyboard.tap(wording.text(say, "button.remove"), "schedules.remove", row.id),
        keyboard.tap(wording.text(say, "button.all"), "schedules.list", row.group_id),
    )
    return keyboard


def _pause_of(row: ScheduleRow) -> str:
    """Which pause a button undoes, so that it undoes no later one."""
    return row.paused_reason or str(row.rule.not_before)
