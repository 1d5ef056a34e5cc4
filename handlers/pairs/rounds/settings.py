"""What a group decides about its rounds: whether, when, in twos or threes (G14, P3, P7).

Belongs here: the screen, for stewards and for whoever proposes. May not enter: anything about one
member; how many join.

The plan lives in the buttons until it is saved, as a sketch of a check-in does.
"""

from domain.changes import Change
from domain.pairs.calling import CHOICES, Plan, coming, decoded
from handlers import wording
from handlers.changes.rounds import plan_word, times_for
from handlers.keyboards import Keyboard
from handlers.notes import Screen
from handlers.pairs.letters import SCREEN_LIFE
from handlers.pairs.present import require_pairs
from handlers.proposals import gate
from handlers.step import Step
from storage import people
from storage.groups import Group
from storage.pairs import rounds
from storage.pairs.rounds import Planned

SHOWN = 3
"""Dates that are shown before anything is saved (C3)."""


async def show(step: Step) -> None:
    """The plan as it is, or as it stands in the tapped button. Raises PairsOff."""
    group = await _home(step)
    kept = await rounds.planned(step.tx, group.id)
    plan = decoded(step.pressed.choice) if step.pressed.choice else kept.plan if kept else Plan()
    person = await people.remember(step.tx, step.telegram_id)
    keyboard = Keyboard(group.id, person.id, step.now + SCREEN_LIFE)
    _fill(keyboard, group, kept, plan)
    if step.rights.is_steward(group.chat_id, step.telegram_id):
        back = wording.text(group.language, "pairs.button.back")
        keyboard.row(keyboard.tap(back, "pairs.settings"))
    times = await times_for(step.tx, group, plan, step.now)
    dates = coming(plan, times, step.now, SHOWN)
    listed = "\n".join(wording.moment(group.language, each.draw_at, group.zone) for each in dates)
    is_on = kept is not None and kept.is_on
    words = [
        wording.text(group.language, "rounds.settings_on" if is_on else "rounds.settings_off"),
        wording.text(group.language, "rounds.next_draws", dates=listed),
    ]
    step.show(Screen("\n\n".join(words), await keyboard.save(step.tx)))


def _fill(keyboard: Keyboard, group: Group, kept: Planned | None, plan: Plan) -> None:
    language = group.language
    taps = [
        keyboard.tap(
            plan_word(language, plan, name), "pairs.rounds", None, plan.turned(name).encoded
        )
        for name in CHOICES
    ]
    keyboard.row(*taps[:2])
    keyboard.row(*taps[2:])
    if kept is None or not kept.is_on:
        label = wording.text(language, "pairs.button.turn_on")
        keyboard.row(keyboard.tap(label, "pairs.rounds_keep", None, plan.encoded))
    else:
        if plan != kept.plan:
            label = wording.text(language, "rounds.button.save")
            keyboard.row(keyboard.tap(label, "pairs.rounds_keep", None, plan.encoded))
        label = wording.text(language, "pairs.button.turn_off")
        keyboard.row(keyboard.tap(label, "pairs.rounds_keep"))


async def keep(step: Step) -> None:
    """Keep the plan of the button, or have no rounds; or propose that. Raises PairsOff."""
    group = await _home(step)
    value = decoded(step.pressed.choice).encoded if step.pressed.choice else ""
    await gate.wish(step, group, Change("rounds", None, value))


async def show_kept(step: Step) -> None:
    """The plan as it is now, or what would be proposed."""
    await gate.show(step, await _home(step), "rounds", show)


async def _home(step: Step) -> Group:
    """The group behind the button, for whoever is in it. Raises ButtonGone, PairsOff."""
    group = await gate.group_of(step)
    await require_pairs(step, group)
    return group
