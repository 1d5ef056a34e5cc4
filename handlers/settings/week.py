"""The next seven days, as they will be: each post can be left out, or changed (A7).

Belongs here: the list, and the screen of one check-in. May not enter: which question comes
(`checkins/ahead`), what else there is to change; those are the screens of the features.
"""

from datetime import date

from domain.changes import Change
from domain.refusals import SkipGone
from domain.weeks import IN, OUT, SPAN
from handlers import wording
from handlers.changes.days import value_of
from handlers.changes.making import by_steward
from handlers.checkins import ahead, schedule_name
from handlers.checkins.ahead import Planned
from handlers.gatherings import words as gathering_words
from handlers.gatherings.listing import SHOWN
from handlers.keyboards import SCREEN_LIFE, Keyboard
from handlers.notes import Screen
from handlers.settings.screens import home
from handlers.settings.tree import HOME, ROOM
from handlers.step import Step
from storage import gatherings, people
from storage.groups import Group
from storage.pairs import rounds

POSTS = 30
"""Check-ins on the list, the next ones first: more than that do not fit into one message."""


async def deal(step: Step) -> None:
    """What is shown is what comes: the questions of these days are drawn now."""
    await ahead.deal(step.tx, await home(step), step.now)


async def show(step: Step) -> None:
    """Everything that Kith will post here, as far as it has a date by now."""
    group = await home(step)
    keyboard = await _own_keyboard(step, group)
    lines = [*await _checkins(step, group, keyboard), *await _others(step, group, keyboard)]
    label = wording.text(group.language, "settings.button.back")
    keyboard.row(keyboard.tap(label, ROOM, group.id, HOME))
    title = wording.text(group.language, "week.title" if lines else "week.none")
    listed = [line for _, line in sorted(lines)]
    step.show(Screen("\n".join([title, *listed]), await keyboard.save(step.tx)))


async def _checkins(step: Step, group: Group, keyboard: Keyboard) -> list[tuple[int, str]]:
    lines = []
    for each in (await ahead.coming(step.tx, group, step.now))[:POSTS]:
        say, what = group.language, wording.text(group.language, f"kind.{each.row.kind}")
        label = f"{wording.short_date(say, each.day)} · {schedule_name(each.row)}"
        keyboard.row(keyboard.tap(label, "settings.post", each.row.id, each.day.isoformat()))
        line = f"{wording.moment(say, each.at, group.zone)} · {what}"
        if each.is_out:
            line = wording.text(say, "week.out", post=line)
        elif each.is_held:
            line = wording.text(say, "week.held", post=line)
        lines.append((each.at, line))
    return lines


async def _others(step: Step, group: Group, keyboard: Keyboard) -> list[tuple[int, str]]:
    """Gatherings and rounds: each is called off, or changed, on its own screen."""
    lines, say, end = [], group.language, step.now + SPAN
    for each in (await gatherings.standing(step.tx, group.id))[:SHOWN]:
        if step.now < each.plan.at <= end:
            what = gathering_words.kind(group, each)
            keyboard.row(keyboard.tap(what, "gatherings.look", each.id))
            lines.append(
                (each.plan.at, f"{wording.moment(say, each.plan.at, group.zone)} · {what}")
            )
    kept = await rounds.planned(step.tx, group.id)
    if kept is not None and kept.next_at is not None and step.now < kept.next_at <= end:
        what = wording.text(say, "pairs.button.rounds")
        keyboard.row(keyboard.tap(what, "pairs.rounds"))
        lines.append((kept.next_at, f"{wording.moment(say, kept.next_at, group.zone)} · {what}"))
    return lines


async def show_post(step: Step) -> None:
    """One check-in, as it will be posted. Raises SkipGone when it has come, or is another one."""
    group = await home(step)
    planned = await _planned(step, group)
    keyboard, say = await _own_keyboard(step, group), group.language
    day, row_id = planned.day.isoformat(), planned.row.id
    if planned.is_out:
        label = wording.text(say, "week.button.in")
        keyboard.row(keyboard.tap(label, "settings.day", row_id, value_of(planned.day, IN)))
    else:
        label = wording.text(say, "week.button.out")
        keyboard.row(keyboard.tap(label, "settings.day", row_id, value_of(planned.day, OUT)))
    if planned.is_drawn and planned.prompt is not None:
        label = wording.text(say, "week.button.another")
        keyboard.row(keyboard.tap(label, "settings.another", row_id, f"{day}={planned.prompt}"))
    label = wording.text(say, "week.button.change_all")
    keyboard.row(keyboard.tap(label, "sketches.change", row_id))
    keyboard.row(keyboard.tap(wording.text(say, "button.back"), "settings.week", group.id))
    words = await _words(step, group, planned)
    step.show(Screen(words, await keyboard.save(step.tx)))


async def _words(step: Step, group: Group, planned: Planned) -> str:
    say = group.language
    moment = wording.moment(say, planned.at, group.zone)
    if planned.is_out:
        return wording.text(say, "week.out", post=moment)
    if planned.is_held:
        return wording.text(say, "week.held", post=moment)
    words = await ahead.words(step.tx, planned)
    return f"{moment}\n\n{words or wording.text(say, 'week.drawn_then')}"


async def turn(step: Step) -> None:
    """Leave that one out, or let it come; the group reads it. Raises NotSteward, DatePast."""
    group, planned = await home(step), await _planned(step, await home(step))
    to = OUT if (step.pressed.choice or "").endswith(OUT) else IN
    change = Change("day", planned.row.id, value_of(planned.day, to))
    await by_steward(step, group, change)


async def exchange(step: Step) -> None:
    """Another question for that one. A question that is another one by now stays."""
    group = await home(step)
    planned, (_, _, key) = await _planned(step, group), (step.pressed.choice or "").partition("=")
    if planned.prompt == key:
        await ahead.exchange(step.tx, group, planned.row, key)


async def _planned(step: Step, group: Group) -> Planned:
    """The one behind the button. Raises SkipGone."""
    day = date.fromisoformat((step.pressed.choice or "").partition("=")[0])
    for each in await ahead.coming(step.tx, group, step.now):
        if each.row.id == step.pressed.object_id and each.day == day:
            return each
    raise SkipGone


async def _own_keyboard(step: Step, group: Group) -> Keyboard:
    person = await people.remember(step.tx, step.telegram_id)
    return Keyboard(group.id, person.id, step.now + SCREEN_LIFE)
