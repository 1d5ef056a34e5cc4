"""Check-ins in the group: the post, and the taps on it.

Belongs here: the conversation of check-ins (C1, C7, C8, C10, C11, C12, C21). May not enter: when
the next one is (`schedules`), the group's own words for the weather (`words`), sentences, SQL.
"""

from collections.abc import Sequence

from domain.checkins import ANSWERS, HERE, LATENESS, WEATHER, Window
from domain.delivery import Lane
from domain.groups import TOPIC_CLOSED
from domain.refusals import ButtonGone, CheckinClosed
from domain.schedule import newest_due, next_occurrence
from handlers import wording
from handlers.keyboards import Keyboard
from handlers.notes import Edit, Post
from handlers.step import Step
from storage import checkins, groups, outbox, people
from storage.checkins import CheckinRow, ScheduleRow
from storage.engine import Transaction
from storage.outbox import Wanted

DUE_AT_ONCE = 100
"""Schedules that one tick opens, so that taps never wait long for the storage; the next tick, a
second later, takes others."""
TIDYING = 47 * 3600
"""Seconds in which a closed check-in is still tidied; Telegram allows edits for 48 hours."""
LATE_TAPS = 14 * 86_400
"""Seconds after its close in which a tap still gets the kind word about closing (C11)."""


# The post


async def tick(tx: Transaction, now: int) -> int:
    """Open the check-ins whose time has come, and close those whose window is over."""
    due = await checkins.due(tx, now, DUE_AT_ONCE)
    for row in due:
        await _open(tx, row, now)
    closing = await checkins.closing(tx, now)
    if closing:
        await _close(tx, closing, now)
    return len(due) + len(closing)


async def _open(tx: Transaction, row: ScheduleRow, now: int) -> None:
    assert row.next_at is not None  # a due schedule has a time
    newest = newest_due(row.rule, row.next_at, now)
    if newest:
        closes_at = newest.at + row.window
        opened = await checkins.open_checkin(
            tx, row.id, newest.local_date.isoformat(), newest.at, closes_at
        )
        if opened is not None:
            end = newest.at + LATENESS
            post = Wanted("checkin", opened, row.group_id, Lane.POSTS, newest.at, end)
            await outbox.ask(tx, post)
    await checkins.set_next(tx, row.id, next_occurrence(row.rule, now).at)


async def _close(tx: Transaction, closing: Sequence[CheckinRow], now: int) -> None:
    """Erase the answers, and ask for the line that stands in place of the question (M5)."""
    await checkins.close(tx, [checkin.id for checkin in closing])
    for checkin in closing:
        end = now + TIDYING
        line = Wanted("checkin_closed", checkin.id, checkin.group_id, Lane.EDITS, now, end)
        await outbox.renew(tx, line)


async def render(tx: Transaction, checkin_id: int, now: int) -> Post | None:
    """The check-in as it is posted now, or None when its reason is gone."""
    checkin = await checkins.checkin(tx, checkin_id)
    if checkin is None or checkin.closed or checkin.closes_at <= now:
        return None
    row = await checkins.schedule(tx, checkin.schedule_id)
    group = await groups.get(tx, checkin.group_id)
    if row is None or row.paused_reason or group is None or not group.is_open:
        return None
    until = wording.clock_time(row.language, checkin.closes_at, row.zone)
    words = wording.text(row.language, "checkin.weather", until=until, zone=row.zone)
    keyboard = _answers(row, checkin)
    return Post(group.chat_id, row.topic, words, await keyboard.save(tx))


async def render_closed(tx: Transaction, checkin_id: int, _: int) -> Edit | None:
    """The line in place of a closed check-in, or None when it was never seen to stand there."""
    posted = await outbox.by_object(tx, "checkin", checkin_id)
    checkin = await checkins.checkin(tx, checkin_id)
    if posted is None or posted.message_id is None or checkin is None:
        return None
    row = await checkins.schedule(tx, checkin.schedule_id)
    group = await groups.get(tx, checkin.group_id)
    if row is None or group is None:
        return None
    day = wording.day(row.language, checkin.due_at, row.zone)
    return Edit(
        group.chat_id, posted.message_id, wording.text(row.language, "checkin.closed", day=day)
    )


async def topic_gone(tx: Transaction, checkin_id: int) -> None:
    """The topic takes no messages: the schedule waits, and never goes to another one (A4)."""
    checkin = await checkins.checkin(tx, checkin_id)
    if checkin is not None:
        await checkins.pause(tx, checkin.schedule_id, TOPIC_CLOSED)


def _answers(row: ScheduleRow, checkin: CheckinRow) -> Keyboard:
    keyboard = Keyboard(row.group_id, None, checkin.closes_at + LATE_TAPS)
    taps = [
        keyboard.tap(weather_word(row, key), "checkins.answer", checkin.id, key) for key in WEATHER
    ]
    keyboard.row(*taps[:3])
    keyboard.row(*taps[3:6])
    keyboard.row(*taps[6:])
    keyboard.row(
        keyboard.tap(weather_word(row, HERE), "checkins.answer", checkin.id, HERE),
        keyboard.tap(
            wording.text(row.language, "button.take_back"), "checkins.take_back", checkin.id
        ),
    )
    return keyboard


def weather_word(row: ScheduleRow, key: str) -> str:
    """The group's own word for a weather, else the catalog's (C7)."""
    return row.words.get(key) or wording.text(row.language, f"weather.{key}")


# The taps on it


async def record(step: Step) -> None:
    """Keep the tapped word; the last tap counts (C8). Raises CheckinClosed."""
    checkin = await _open_checkin(step)
    choice = step.pressed.choice
    if choice not in ANSWERS:
        raise ButtonGone
    await checkins.record(step.tx, checkin.id, await _member(step, checkin), choice)
    if step.tapped_message:
        await outbox.prove(step.tx, "checkin", checkin.id, step.tapped_message)


async def take_back(step: Step) -> None:
    """Keep nothing of what was tapped (C8). Raises CheckinClosed."""
    checkin = await _open_checkin(step)
    await checkins.take_back(step.tx, checkin.id, await _member(step, checkin))


async def show_answer(step: Step) -> None:
    """Say, to the one who tapped and nobody else, what is kept now (C10)."""
    checkin = await _open_checkin(step)
    row = await _schedule_of(step, checkin)
    kept = await checkins.answer(step.tx, checkin.id, await _member(step, checkin))
    until = wording.clock_time(row.language, checkin.closes_at, row.zone)
    if kept is None:
        step.answer(wording.text(row.language, "checkin.nothing_kept", until=until))
    elif kept == HERE:
        step.answer(wording.text(row.language, "checkin.here", until=until))
    else:
        word = weather_word(row, kept)
        step.answer(wording.text(row.language, "checkin.kept", word=word, until=until))


async def _open_checkin(step: Step) -> CheckinRow:
    """The check-in behind the tapped button. Raises CheckinClosed, ButtonGone."""
    object_id = step.pressed.object_id
    checkin = None if object_id is None else await checkins.checkin(step.tx, object_id)
    if checkin is None:
        raise CheckinClosed
    Window(checkin.closes_at, checkin.closed).require_open(step.now)
    return checkin


async def _member(step: Step, checkin: CheckinRow) -> int:
    """The member who tapped; a tap in the group is a sight of them there (design: rights)."""
    person = await people.remember(step.tx, step.telegram_id)
    return await people.seen(step.tx, checkin.group_id, person.id, step.now)


async def _schedule_of(step: Step, checkin: CheckinRow) -> ScheduleRow:
    row = await checkins.schedule(step.tx, checkin.schedule_id)
    assert row is not None  # a check-in cannot outlive its schedule
    return row
