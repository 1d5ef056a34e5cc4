"""When the next check-ins are, and leaving one out.

Belongs here: the screen of a schedule (M2, C9) and what stewards change on it. May not enter: the
post itself (`checkins`), the words on it (`words`).
"""

from domain.refusals import ButtonGone, GroupUnknown, SkipGone
from domain.schedule import next_occurrence, occurrences
from handlers import wording
from handlers.keyboards import SCREEN_LIFE, Keyboard
from handlers.notes import Screen
from handlers.step import Step
from storage import checkins, groups, people
from storage.checkins import ScheduleRow

DOUBT_SHOWN = 7 * 86_400
"""Seconds for which stewards see that a check-in may not have appeared."""
NEXT_SHOWN = 3
"""Dates that are shown (C3)."""


async def show_all(step: Step) -> None:
    """Answer /checkins: the next dates for anybody, and buttons for stewards (M2, C9)."""
    group = await groups.by_chat(step.tx, step.chat.id)
    if group is None:
        raise GroupUnknown
    for row in await checkins.schedules_of(step.tx, group.id):
        step.show(await _screen(step, row, group.chat_id))


async def show_one(step: Step) -> None:
    """The screen of one schedule, from the present state."""
    row = await steward_schedule(step)
    group = await groups.get(step.tx, row.group_id)
    assert group is not None  # a schedule cannot outlive its group
    step.show(await _screen(step, row, group.chat_id))


async def skip(step: Step) -> None:
    """Leave the next one out (C9). Raises SkipGone when another is next by now."""
    row = await steward_schedule(step)
    if row.next_at is None or step.pressed.choice != str(row.next_at):
        raise SkipGone
    await checkins.set_next(step.tx, row.id, next_occurrence(row.rule, row.next_at).at)


async def bring_back(step: Step) -> None:
    """Undo a skip, as long as its date lies ahead (C9). Raises SkipGone."""
    row = await steward_schedule(step)
    skipped = _skipped(row, step.now)
    if skipped is None or step.pressed.choice != str(skipped):
        raise SkipGone
    await checkins.set_next(step.tx, row.id, skipped)


async def steward_schedule(step: Step) -> ScheduleRow:
    """The schedule behind the button, for a steward of its group. Raises NotSteward."""
    row = await _schedule(step, step.pressed.object_id)
    group = await groups.get(step.tx, row.group_id)
    if group is None:
        raise ButtonGone
    step.rights.require_steward(group.chat_id, step.telegram_id)
    return row


async def _schedule(step: Step, schedule_id: int | None) -> ScheduleRow:
    row = None if schedule_id is None else await checkins.schedule(step.tx, schedule_id)
    if row is None:
        raise ButtonGone
    return row


def _skipped(row: ScheduleRow, now: int) -> int | None:
    """The first date that was left out and still lies ahead, if there is one."""
    first = next_occurrence(row.rule, now).at
    return first if row.next_at is not None and first < row.next_at else None


async def _screen(step: Step, row: ScheduleRow, chat_id: int) -> Screen:
    if row.paused_reason is not None:
        return Screen(wording.text(row.language, "schedule.topic_closed"))
    lines = [wording.text(row.language, "schedule.title")]
    skipped = _skipped(row, step.now)
    if skipped is not None:
        day = wording.day(row.language, skipped, row.zone)
        lines.append(wording.text(row.language, "schedule.skipped", day=day))
    doubtful = await checkins.last_in_doubt(step.tx, row.id, step.now - DOUBT_SHOWN)
    if doubtful is not None and step.rights.is_steward(chat_id, step.telegram_id):
        day = wording.day(row.language, doubtful, row.zone)
        lines.append(wording.text(row.language, "schedule.in_doubt", day=day))
    lines += [wording.moment(row.language, at, row.zone) for at in _coming(row)]
    if not step.rights.is_steward(chat_id, step.telegram_id):
        return Screen("\n".join(lines))
    return Screen("\n".join(lines), await (await _steering(step, row, skipped)).save(step.tx))


def _coming(row: ScheduleRow) -> list[int]:
    if row.next_at is None:
        return []
    coming = occurrences(row.rule, row.next_at - 1)
    return [next(coming).at for _ in range(NEXT_SHOWN)]


async def _steering(step: Step, row: ScheduleRow, skipped: int | None) -> Keyboard:
    person = await people.remember(step.tx, step.telegram_id)
    keyboard = Keyboard(row.group_id, person.id, step.now + SCREEN_LIFE)
    if skipped is not None:
        label = wording.text(row.language, "button.bring_back")
        keyboard.row(keyboard.tap(label, "schedules.bring_back", row.id, str(skipped)))
    else:
        label = wording.text(row.language, "button.skip")
        keyboard.row(keyboard.tap(label, "schedules.skip", row.id, str(row.next_at)))
    label = wording.text(row.language, "button.words")
    keyboard.row(keyboard.tap(label, "words.list", row.id))
    return keyboard
