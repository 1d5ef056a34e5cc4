"""Somebody picked from Telegram's own list: to be kept apart, whom a report is about, or whom a
group has lost (P9, P28, G13).

Belongs here: the button that opens the list, and what the picked one is picked for. May not enter:
a list of Kith's own. Kith hears of nobody but the one who is picked.
"""

from domain.refusals.pairs import NobodyPicked
from handlers import wording
from handlers.language import spoken_to
from handlers.notes import Picker, Screen
from handlers.pairs import afterwards
from handlers.parting import loss
from handlers.step import Step
from storage import people
from storage.pairs import apart, standing

KEEP, UNDO, ABOUT = 1, 2, 16
"""What a picked person is picked for; Telegram gives the number back. From `ABOUT` on, the report
of the pair whose id is the rest; below zero, the loss of the group whose id it would be above."""


async def show_picker(step: Step) -> None:
    """Telegram's own list to pick somebody from."""
    undo = step.pressed.choice == str(UNDO)
    say = await spoken_to(step)
    words = wording.text(say, "pairs.pick_undo" if undo else "pairs.pick_keep")
    _show_list(step, say, words, UNDO if undo else KEEP)


async def show_picker_about(step: Step) -> None:
    """The same list, for the one of a trio that a report is about."""
    pair, _ = await afterwards.open_pair(step, step.pressed.object_id)
    say = await spoken_to(step)
    _show_list(step, say, wording.text(say, "pairs.pick_about"), ABOUT + pair.id)


def _show_list(step: Step, say: str, words: str, request_id: int) -> None:
    label = wording.text(say, "pairs.pick")
    step.notes.append(Picker(words, label, request_id))


async def picked(step: Step) -> None:
    """Do what they were picked for. Raises NobodyPicked, NotOfThem, PairOver."""
    purpose, others = _picked(step)
    if purpose < 0:
        await loss.name(step, -purpose, others[0])
    elif purpose >= ABOUT:
        await afterwards.report_one(step, purpose - ABOUT, others)
    else:
        await _keep(step, others, undo=purpose == UNDO)


async def show_picked(step: Step) -> None:
    """What was done; nobody else is told."""
    purpose, _ = _picked(step)
    if purpose < 0:
        await loss.show_named(step, -purpose)
    elif purpose >= ABOUT:
        step.show(Screen(wording.text(await spoken_to(step), "pairs.picked_about")))
    else:
        undone = purpose == UNDO
        say = await spoken_to(step)
        words = wording.text(say, "pairs.picked_undo" if undone else "pairs.picked_keep")
        step.show(Screen(words))


async def _keep(step: Step, others: list[int], *, undo: bool) -> None:
    """Keep apart, or no longer: as one keyed hash, whoever it is (P9)."""
    person = await people.remember(step.tx, step.telegram_id)
    for other in others:
        met = await people.find(step.tx, other)
        await standing.lock(step.tx, [person.id, *([met.id] if met else [])])
        tie = apart.tie(step.tx, step.telegram_id, other)
        if undo:
            await apart.undo(step.tx, tie)
        else:
            await apart.keep(step.tx, tie)


def _picked(step: Step) -> tuple[int, list[int]]:
    """What for, and the Telegram ids of whom. Raises NobodyPicked."""
    shared = step.message.users_shared
    others = [each.user_id for each in shared.users] if shared else []
    others = [each for each in others if each != step.telegram_id]
    if shared is None or not others:
        raise NobodyPicked
    return shared.request_id, others
