"""What I keep of my own answers (C2): nothing, or for as many days as I choose.

Belongs here: the choice, reading them, taking them out. May not enter: a sum, a trend, a remark:
nothing is made of answers.
"""

from domain.own_checkins import KEPT_DAYS
from domain.refusals import ButtonGone
from domain.writing import shortened
from handlers import wording
from handlers.me.own_checkin import theirs
from handlers.me.own_rounds import shown
from handlers.own import Me, back, screen
from handlers.step import Step
from storage import own_checkins
from storage.own_checkins import OwnCheckin, OwnRound

ON_A_PAGE = 5
"""Answers on one screen."""
LONGEST = 500
"""UTF-16 units of one answer on that screen; its whole is in the copy of one's data."""


async def show(step: Step) -> None:
    """The newest answers."""
    await _show(step, 0)


async def show_page(step: Step) -> None:
    """A page of answers further back."""
    await _show(step, int(step.pressed.choice or 0))


async def _show(step: Step, start: int) -> None:
    me, own = await theirs(step)
    kept = await own_checkins.history(step.tx, me.person.id)
    page = kept[start : start + ON_A_PAGE]
    keyboard = me.keyboard(step)
    taps = [
        keyboard.tap(
            wording.text(me.language, "button.take_out_one", place=place), "own.take_out", each.id
        )
        for place, each in enumerate(page, 1)
    ]
    for at in range(0, len(taps), 3):
        keyboard.row(*taps[at : at + 3])
    turns = []
    if start:
        label = wording.text(me.language, "own.button.newer")
        turns.append(keyboard.tap(label, "own.older", choice=str(max(0, start - ON_A_PAGE))))
    if len(kept) > start + ON_A_PAGE:
        label = wording.text(me.language, "own.button.older")
        turns.append(keyboard.tap(label, "own.older", choice=str(start + ON_A_PAGE)))
    if turns:
        keyboard.row(*turns)
    if kept:
        label = wording.text(me.language, "own.button.take_out_all")
        keyboard.row(keyboard.tap(label, "own.take_out_all"))
    keyboard.row(keyboard.tap(wording.text(me.language, "own.button.days"), "own.days"))
    back(me, keyboard, "own.home")
    words = [
        _about(me, own, kept),
        *(_entry(me, own, place, each) for place, each in enumerate(page, 1)),
    ]
    await screen(step, keyboard, "\n\n".join(words))


def _about(me: Me, own: OwnCheckin, kept: list[OwnRound]) -> str:
    if not own.kept_days:
        return wording.text(me.language, "own.history_off")
    if not kept:
        return wording.text(me.language, "own.history_none", days=own.kept_days)
    return wording.text(me.language, "own.history", days=own.kept_days)


def _entry(me: Me, own: OwnCheckin, place: int, asked: OwnRound) -> str:
    day = wording.day(me.language, asked.due_at, own.rule.zone)
    words = shortened(shown(me, asked), LONGEST)
    lines = [f"{place}. {day}", words]
    if asked.prompt is not None:
        lines.insert(1, wording.text(me.language, f"prompt.{asked.prompt}"))
    return "\n".join(lines)


async def take_out(step: Step) -> None:
    """Erase one answer. Raises ButtonGone."""
    me, _ = await theirs(step)
    asked = await own_checkins.round_of(step.tx, step.pressed.object_id or 0)
    if asked is None or asked.person_id != me.person.id:
        raise ButtonGone
    await own_checkins.take_back(step.tx, asked.id)


async def take_out_all(step: Step) -> None:
    """Erase all answers."""
    me, _ = await theirs(step)
    await own_checkins.forget_answers(step.tx, me.person.id)


async def show_days(step: Step) -> None:
    """For how long answers can be kept."""
    me, own = await theirs(step)
    keyboard = me.keyboard(step)
    for days in KEPT_DAYS:
        label = wording.text(me.language, "own.button.keep_nothing")
        if days:
            label = wording.text(me.language, "own.button.keep_for", days=days)
        mark = "✓ " if days == own.kept_days else ""
        keyboard.row(keyboard.tap(f"{mark}{label}", "own.keep", choice=str(days)))
    back(me, keyboard, "own.history")
    await screen(step, keyboard, wording.text(me.language, "own.days"))


async def keep(step: Step) -> None:
    """Keep answers for so many days from now on, those that are there too."""
    me, _ = await theirs(step)
    days = int(step.pressed.choice or 0)
    if days not in KEPT_DAYS:
        raise ButtonGone
    await own_checkins.keep_for(step.tx, me.person.id, days)
