"""My own check-in (C2): when it comes, and every way to have it otherwise.

Belongs here: its screen, pauses (C9), removing it. May not enter: putting it together
(`own_sketch`), what is asked and answered (`own_rounds`), what is kept of it (`own_history`).
"""

from datetime import date, timedelta

from domain import own_checkins as rules
from domain.refusals import ButtonGone, DatePast, SkipGone
from domain.schedule import local_date, occurrences
from handlers import wording
from handlers.dates import NEXT_SHOWN, is_paused, pause_lines, pauses
from handlers.keyboards import Keyboard
from handlers.me import consent
from handlers.own import Coming, Me, agreed, asking, back, screen
from handlers.step import Step
from storage import own_checkins
from storage.engine import Transaction
from storage.own_checkins import OwnCheckin

RESTS = "rests"
"""A pause until they say so."""


async def line(step: Step, me: Me) -> str | None:
    """When the next one is."""
    own = await own_checkins.get(step.tx, me.person.id)
    if own is None:
        return None
    if own.chosen.away and not own.rests:
        return wording.text(me.language, "own.waits")
    if own.next_at is None:
        return wording.text(me.language, "own.no_next")
    return wording.text(
        me.language, "own.next", moment=wording.moment(me.language, own.next_at, own.rule.zone)
    )


async def show(step: Step) -> None:
    """The check-in as it is, or what one would be."""
    me = await asking(step)
    if await consent.asked_first(step, me, "own"):
        return
    own = await own_checkins.get(step.tx, me.person.id)
    keyboard = me.keyboard(step)
    if own is None:
        await _show_none(step, me, keyboard)
        return
    _steer(step, me, own, keyboard)
    back(me, keyboard)
    await screen(step, keyboard, "\n\n".join([*_about(me, own), *_when(step, me, own)]))


async def _show_none(step: Step, me: Me, keyboard: Keyboard) -> None:
    """What it would be; their zone is asked for first, so that no date is shown in another."""
    words = [wording.text(me.language, "own.intro")]
    if me.chosen.zone is None:
        words.append(wording.text(me.language, "own.zone_first"))
        label = wording.text(me.language, "me.button.zone")
        keyboard.row(keyboard.tap(label, "me.section", choice="zone"))
    else:
        keyboard.row(keyboard.tap(wording.text(me.language, "own.button.begin"), "own.sketch"))
    back(me, keyboard)
    await screen(step, keyboard, "\n\n".join(words))


def _about(me: Me, own: OwnCheckin) -> list[str]:
    """That it is theirs alone, and what is kept."""
    kept = wording.text(me.language, "own.kept_not")
    if own.kept_days:
        kept = wording.text(me.language, "own.kept", days=own.kept_days)
    return [wording.text(me.language, "own.yours"), kept]


def _when(step: Step, me: Me, own: OwnCheckin) -> list[str]:
    if own.rests:
        return [wording.text(me.language, "schedule.away")]
    if own.chosen.away:
        return [wording.text(me.language, "own.waits")]
    dates = rules.first_of(own.rule, own.chosen, step.now, NEXT_SHOWN)
    if not dates:
        return [wording.text(me.language, "schedule.ended")]
    named = [wording.moment(me.language, each.at, own.rule.zone) for each in dates]
    title = wording.text(me.language, "own.title")
    paused = pause_lines(me.language, own.rule, step.now)
    return [*(["\n".join(paused)] if paused else []), "\n".join([title, *named])]


def _steer(step: Step, me: Me, own: OwnCheckin, keyboard: Keyboard) -> None:
    say = me.language
    if own.rests or is_paused(own.rule, step.now):
        label = wording.text(say, "button.bring_back")
        keyboard.row(keyboard.tap(label, "own.bring_back", choice=_pause_of(own)))
    elif own.next_at is not None:
        skip = keyboard.tap(wording.text(say, "button.skip"), "own.skip", choice=str(own.next_at))
        keyboard.row(skip, keyboard.tap(wording.text(say, "button.pause"), "own.pauses"))
    keyboard.row(
        keyboard.tap(wording.text(say, "button.change"), "own.sketch"),
        keyboard.tap(wording.text(say, "own.button.history"), "own.history"),
    )
    keyboard.row(keyboard.tap(wording.text(say, "button.remove"), "own.remove"))


def _pause_of(own: OwnCheckin) -> str:
    """Which pause a button undoes, so that it undoes no later one."""
    return RESTS if own.rests else str(own.rule.not_before)


async def theirs(step: Step) -> tuple[Me, OwnCheckin]:
    """The one who asks, and their check-in. Raises ButtonGone."""
    me = await agreed(step)
    own = await own_checkins.get(step.tx, me.person.id)
    if own is None:
        raise ButtonGone
    return me, own


async def coming(step: Step, me: Me) -> list[Coming]:
    """Its next dates, among everything else that comes."""
    own = await own_checkins.get(step.tx, me.person.id)
    if own is None or own.rests:
        return []
    words = wording.text(me.language, "own.name")
    dates = rules.first_of(own.rule, own.chosen, step.now, NEXT_SHOWN)
    return [Coming(each.at, own.rule.zone, words) for each in dates]


# Pauses


async def skip(step: Step) -> None:
    """Leave the next one out. Raises SkipGone when another is next by now."""
    _, own = await theirs(step)
    if own.next_at is None or step.pressed.choice != str(own.next_at):
        raise SkipGone
    skipped = next(occurrences(own.rule, own.next_at - 1), None)
    if skipped is None or skipped.at != own.next_at:
        raise SkipGone
    await _pause(step, own, skipped.local_date + timedelta(days=1))


async def show_pauses(step: Step) -> None:
    """The pauses that can be had with one tap, each with its date."""
    me, own = await theirs(step)
    keyboard = me.keyboard(step)
    for label, day in pauses(me.language, local_date(step.now, own.rule.zone)):
        keyboard.row(keyboard.tap(label, "own.pause", choice=day))
    label = wording.text(me.language, "button.until_i_say")
    keyboard.row(keyboard.tap(label, "own.pause", choice=RESTS))
    back(me, keyboard, "own.home")
    await screen(step, keyboard, wording.text(me.language, "own.pauses"))


async def pause(step: Step) -> None:
    """Let nothing come before a date, or until they say so. Raises DatePast."""
    _, own = await theirs(step)
    if step.pressed.choice == RESTS:
        await _pause(step, own, None, rests=True)
        return
    day = date.fromisoformat(step.pressed.choice or "")
    if day <= local_date(step.now, own.rule.zone):
        raise DatePast
    await _pause(step, own, day)


async def bring_back(step: Step) -> None:
    """Undo a skip or a pause. Raises SkipGone when it is over, or another one by now."""
    _, own = await theirs(step)
    here = own.rests or is_paused(own.rule, step.now)
    if not here or step.pressed.choice != _pause_of(own):
        raise SkipGone
    await _pause(step, own, None)


async def _pause(step: Step, own: OwnCheckin, day: date | None, *, rests: bool = False) -> None:
    await own_checkins.pause(step.tx, own.person_id, rests=rests, not_before=day)
    await reckon(step.tx, own.person_id, step.now)


async def reckon(tx: Transaction, person_id: int, now: int) -> None:
    """Reckon anew when the next one is, after anything that it depends on has changed."""
    own = await own_checkins.get(tx, person_id)
    if own is not None:
        at = None if own.rests else rules.next_at(own.rule, own.chosen, now)
        await own_checkins.set_next(tx, person_id, at)


# Removing it


async def show_removal(step: Step) -> None:
    """Ask once whether it shall really go."""
    me, _ = await theirs(step)
    keyboard = me.keyboard(step)
    keyboard.row(keyboard.tap(wording.text(me.language, "button.remove"), "own.removed"))
    back(me, keyboard, "own.home")
    await screen(step, keyboard, wording.text(me.language, "own.remove"))


async def remove(step: Step) -> None:
    """Erase it, with everything that was answered to it."""
    me, _ = await theirs(step)
    await own_checkins.remove(step.tx, me.person.id)
