"""All check-ins of a group on one screen, and for stewards the way to each of them.

Belongs here: /checkins (M2), and the door into the private chat (A2). May not enter: one schedule
(`screens`).
"""

from domain.checkins import WEATHER_KIND
from domain.refusals import GroupUnknown
from domain.schedule import coming
from handlers import wording
from handlers.checkins import schedule_name
from handlers.dates import NEXT_SHOWN
from handlers.keyboards import LINK_LIFE, Keyboard
from handlers.notes import Screen
from handlers.proposals.gate import group_of
from handlers.schedules.screens import (
    add_proposing,
    back_tap,
    our_schedule,
    own_keyboard,
    screen,
    steward_group,
)
from handlers.step import Step
from storage import buttons, checkins, groups, people
from storage.checkins import ScheduleRow
from storage.groups import Group


async def show_all(step: Step) -> None:
    """Answer /checkins: the next dates for anybody, and buttons for stewards (M2, C9)."""
    group = await groups.by_chat(step.tx, step.chat.id)
    if group is None:
        raise GroupUnknown
    rows = await checkins.schedules_of(step.tx, group.id)
    if group.agreed_at is None:
        step.show(Screen(wording.text(group.language, "schedule.none")))
        return
    if len(rows) == 1:
        step.show(await screen(step, rows[0], group.chat_id))
        return
    step.show(await _list(step, group, rows, step.topic))


async def show_list(step: Step) -> None:
    """The same for a steward, from a button."""
    group = await steward_group(step)
    step.show(await _list(step, group, await checkins.schedules_of(step.tx, group.id), None))


async def show_wanted(step: Step) -> None:
    """Which check-in is to be another one, or none; for whoever proposes that."""
    group = await group_of(step)
    keyboard, say = await own_keyboard(step, group.id), group.language
    for row in await checkins.schedules_of(step.tx, group.id):
        out = wording.text(say, "button.remove")
        keyboard.row(
            keyboard.tap(schedule_name(row), "sketches.change", row.id),
            keyboard.tap(out, "schedules.remove", row.id),
        )
        if row.kind == WEATHER_KIND:
            keyboard.row(keyboard.tap(wording.text(say, "button.words"), "words.list", row.id))
    keyboard.row(back_tap(step, group, keyboard))
    words = wording.text(say, "schedule.wanted" if len(keyboard.rows) > 1 else "schedule.none")
    step.show(Screen(words, await keyboard.save(step.tx)))


async def show_removal(step: Step) -> None:
    """Ask once whether a check-in shall really go."""
    row, group = await our_schedule(step)
    keyboard, say = await own_keyboard(step, row.group_id), row.language
    keyboard.row(keyboard.tap(wording.text(say, "button.remove"), "schedules.removed", row.id))
    if step.rights.is_steward(group.chat_id, step.telegram_id):
        keyboard.row(keyboard.tap(wording.text(say, "button.back"), "schedules.one", row.id))
    else:
        keyboard.row(back_tap(step, group, keyboard))
    words = wording.text(say, "schedule.remove", name=schedule_name(row))
    step.show(Screen(words, await keyboard.save(step.tx)))


async def arrive(step: Step) -> None:
    """Use the link into the private chat up; from now on Kith can write to them."""
    await steward_group(step)
    person = await people.remember(step.tx, step.telegram_id)
    await people.set_reachable(step.tx, person.id, reachable=True)
    await buttons.use(step.tx, step.pressed.token, step.update.update_id)


async def _list(step: Step, group: Group, rows: list[ScheduleRow], topic: int | None) -> Screen:
    shown = NEXT_SHOWN if len(rows) == 1 else 1
    dates = sorted(
        (each.at, row.id)
        for row in rows
        if row.next_at is not None
        for each in coming(row.rule, max(step.now, row.next_at - 1), shown)
    )
    names = {row.id: schedule_name(row) for row in rows}
    lines = [f"{wording.moment(group.language, at, group.zone)} · {names[of]}" for at, of in dates]
    title = wording.text(group.language, "schedule.title" if lines else "schedule.none")
    words = "\n".join([title, *lines])
    keyboard = await own_keyboard(step, group.id)
    if not step.rights.is_steward(group.chat_id, step.telegram_id):
        add_proposing(step, group.id, group.language, keyboard)
        return Screen(words, await keyboard.save(step.tx))
    for row in rows:
        keyboard.row(keyboard.tap(names[row.id], "schedules.one", row.id))
    _add_doors(step, group, keyboard, topic)
    return Screen(words, await keyboard.save(step.tx))


def _add_doors(step: Step, group: Group, keyboard: Keyboard, topic: int | None) -> None:
    say = group.language
    label, where = wording.text(say, "button.add"), None if topic is None else str(topic)
    keyboard.row(keyboard.tap(label, "sketches.new", group.id, where))
    add_proposing(step, group.id, group.language, keyboard)
    label = wording.text(say, "button.own_prompts")
    keyboard.row(keyboard.tap(label, "prompts.own", group.id))
    keyboard.row(
        keyboard.tap(wording.text(say, "button.quiet"), "quiet.show_hours", group.id),
        keyboard.tap(wording.text(say, "button.break"), "quiet.break", group.id),
    )
    if step.chat.type != "private":
        label, end = wording.text(say, "button.in_private"), step.now + LINK_LIFE
        link = keyboard.link(
            label,
            step.username,
            "schedules.list",
            object_id=group.id,
            choice=None,
            expires_at=end,
        )
        keyboard.row(link)
