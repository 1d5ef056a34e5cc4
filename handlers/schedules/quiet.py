"""Quiet hours and breaks of a group (C13, C18).

Belongs here: the screens, and what they change. May not enter: what falls into them (domain).
"""

from datetime import date, timedelta

from domain.changes import STEWARDS, Change
from domain.proposals import DAY, SPAN
from domain.refusals import ButtonGone
from domain.schedule import local_date
from handlers import wording
from handlers.notes import Screen
from handlers.proposals import gate
from handlers.proposals.gate import group_of, wish
from handlers.schedules.listing import show_list
from handlers.schedules.screens import back_tap, own_keyboard
from handlers.step import Step
from storage import checkins
from storage.checkins import Quiet
from storage.groups import Group

HOURS = ((20, 9), (21, 8), (22, 7), (22, 9), (23, 7))
"""Quiet hours that are offered: from, until."""
WEEKS = (1, 2, 3, 4, 6)
"""Lengths of a break that are offered, in weeks."""
STARTS = (1, 7, 14)
"""Days from now on which a break can begin."""
ROUND = SPAN // DAY
"""Days that a round takes: a break that all of us decide on begins no sooner."""
NONE = "none"


async def show_hours(step: Step) -> None:
    """The quiet hours as they are, and others."""
    group = await group_of(step)
    quiet, keyboard = await checkins.quiet_of(step.tx, group.id), await own_keyboard(step, group.id)
    for begin, end in HOURS:
        label = _hours(group.language, begin * 60, end * 60)
        keyboard.row(keyboard.tap(label, "quiet.hours", group.id, f"{begin * 60}-{end * 60}"))
    say = group.language
    keyboard.row(keyboard.tap(wording.text(say, "button.no_hours"), "quiet.hours", group.id, NONE))
    keyboard.row(back_tap(step, group, keyboard))
    now = _hours(say, *quiet.hours) if quiet.hours else wording.text(say, "quiet.none")
    words = wording.text(say, "quiet.hours", hours=now, zone=group.zone)
    step.show(Screen(words, await keyboard.save(step.tx)))


async def set_hours(step: Step) -> None:
    """Keep other quiet hours; what falls into them waits for their end."""
    await wish(step, await group_of(step), Change("quiet", None, _chosen(step)))


async def show_set_hours(step: Step) -> None:
    """The quiet hours as they are now, or what would be proposed."""
    await gate.show(step, await group_of(step), "quiet", show_hours)


async def show_break(step: Step) -> None:
    """The break as it is; first its beginning is chosen, then its end."""
    group = await group_of(step)
    quiet, keyboard = await checkins.quiet_of(step.tx, group.id), await own_keyboard(step, group.id)
    say, today = group.language, local_date(step.now, group.zone)
    chosen = step.pressed.choice
    if chosen is None:
        at_once = await gate.way_of(step, group, "break") == STEWARDS
        for days in STARTS:
            day = today + timedelta(days=days if at_once else days + ROUND)
            label = wording.text(say, "button.from", day=wording.date(say, day))
            keyboard.row(keyboard.tap(label, "quiet.break", group.id, day.isoformat()))
    else:
        for weeks in WEEKS:
            end = date.fromisoformat(chosen) + timedelta(weeks=weeks)
            label = wording.text(say, "button.pause_until", day=wording.date(say, end))
            keyboard.row(
                keyboard.tap(label, "quiet.set_break", group.id, f"{chosen}/{end.isoformat()}")
            )
    if quiet.away and quiet.away[1] > today:
        label = wording.text(say, "button.no_break")
        keyboard.row(keyboard.tap(label, "quiet.set_break", group.id, NONE))
    keyboard.row(back_tap(step, group, keyboard))
    step.show(Screen(_break_words(group, quiet, today), await keyboard.save(step.tx)))


async def set_break(step: Step) -> None:
    """Keep another break, or none; it ends by itself."""
    await wish(step, await group_of(step), Change("break", None, _chosen(step)))


async def show_set_break(step: Step) -> None:
    """The check-ins as they are now, or what would be proposed."""
    await gate.show(step, await group_of(step), "break", show_list)


def _chosen(step: Step) -> str:
    """The value that the button stands for. Raises ButtonGone."""
    if step.pressed.choice is None:
        raise ButtonGone
    return "" if step.pressed.choice == NONE else step.pressed.choice


def _hours(language: str, begin: int, end: int) -> str:
    return wording.text(language, "quiet.from_until", begin=_clock(begin), end=_clock(end))


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _break_words(group: Group, quiet: Quiet, today: date) -> str:
    say = group.language
    if quiet.away is None or quiet.away[1] <= today:
        return wording.text(say, "quiet.no_break")
    first, end = (wording.date(say, day) for day in quiet.away)
    return wording.text(say, "quiet.break", first=first, end=end)
