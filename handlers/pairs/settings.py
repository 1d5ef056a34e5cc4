"""What a group decides about pairs: on or off (G14), and its named person outside (P28).

Belongs here: the screen of stewards. May not enter: anything about one member.
"""

from telegram import InlineKeyboardButton

from domain.changes import Change
from domain.refusals.pairs import PairWordsUnfit
from domain.writing import apart, one_line
from handlers import fields, wording
from handlers.changes.company import ON
from handlers.doors import door
from handlers.keyboards import Keyboard
from handlers.notes import Screen
from handlers.pairs.letters import SCREEN_LIFE
from handlers.pairs.present import group_of
from handlers.proposals import gate
from handlers.proposals.gate import wish
from handlers.step import Step
from storage import people
from storage.groups import Group
from storage.pairs import standing

OUTSIDE_LIMIT = 200
"""Characters about the person outside: a name, and how to reach them."""


def settings_tap(keyboard: Keyboard, group: Group) -> InlineKeyboardButton:
    """The button to the settings, for stewards."""
    return keyboard.tap(wording.text(group.language, "pairs.button.settings"), "pairs.settings")


async def show_settings(step: Step, group: Group) -> None:
    """What the group has chosen; to stewards alone. Raises NotSteward."""
    step.rights.require_steward(group.chat_id, step.telegram_id)
    chosen = await standing.settings(step.tx, group.id)
    person = await people.remember(step.tx, step.telegram_id)
    keyboard = Keyboard(group.id, person.id, step.now + SCREEN_LIFE)
    if chosen.open_since is None:
        label = wording.text(group.language, "pairs.button.turn_on")
        words = wording.text(group.language, "pairs.settings_off")
    else:
        label = wording.text(group.language, "pairs.button.turn_off")
        words = wording.text(group.language, "pairs.settings_on")
    switch = "off" if chosen.open_since else "on"
    keyboard.row(keyboard.tap(label, "pairs.switch", None, switch))
    keyboard.row(
        door(
            step,
            keyboard,
            wording.text(group.language, "pairs.button.outside"),
            "pairs.outside",
            about=group.id,
        )
    )
    keyboard.row(introduction_link(step, group, keyboard))
    if chosen.open_since is not None:
        label = wording.text(group.language, "pairs.button.rounds")
        keyboard.row(keyboard.tap(label, "pairs.rounds"))
    named = chosen.outside or wording.text(group.language, "pairs.nobody_named")
    outside = wording.text(group.language, "pairs.settings_outside", outside=named)
    step.show(Screen(f"{words}\n\n{outside}", await keyboard.save(step.tx)))


def introduction_link(step: Step, group: Group, keyboard: Keyboard) -> InlineKeyboardButton:
    """The way to the group's own words for introductions (P13)."""
    return door(
        step,
        keyboard,
        wording.text(group.language, "pairs.button.introduction"),
        "pairs.introduction",
        about=group.id,
    )


async def show_tapped(step: Step) -> None:
    """The settings behind a button."""
    await show_settings(step, await group_of(step, step.pressed.group_id))


async def switch(step: Step) -> None:
    """Turn pairs on or off, and tell the group (G8). Raises NotSteward."""
    group = await group_of(step, step.pressed.group_id)
    step.rights.require_steward(group.chat_id, step.telegram_id)
    value = ON if step.pressed.choice == ON else ""
    await wish(step, group, Change("pairs", None, value))


async def show_switched(step: Step) -> None:
    """The settings as they are now, or what would be proposed."""
    await gate.show(step, await group_of(step, step.pressed.group_id), "pairs", show_tapped)


# The person outside


async def open_outside(step: Step) -> None:
    """Let the next line say who the person outside is."""
    await gate.group_of(step)
    await fields.open_by_link(step, "pairs.outside")


async def show_outside(step: Step) -> None:
    """Which door is open."""
    group = await gate.group_of(step)
    await fields.show_open(
        step, group.language, group.zone, "pairs.outside_field", limit=OUTSIDE_LIMIT
    )


async def keep_outside(step: Step) -> None:
    """Keep the line, or show what would be proposed. Raises PairWordsUnfit."""
    group = await gate.group_of(step)
    words = one_line(step.message.text or "", OUTSIDE_LIMIT)
    if words is None:
        raise PairWordsUnfit(limit=OUTSIDE_LIMIT)
    await wish(step, group, Change("outside", None, apart(words)))
    await fields.use(step)


async def show_kept(step: Step) -> None:
    """The settings as they are now, or what would be proposed."""
    await gate.show(step, await gate.group_of(step), "outside", _show_named)


async def _show_named(step: Step) -> None:
    await show_settings(step, await gate.group_of(step))
