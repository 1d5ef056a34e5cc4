"""/me: everything about me on one screen, edited in place (M1, M2, M3).

Belongs here: the screen and the way to it from a group. May not enter: what a section says; each
feature gives its own (handlers/sections).
"""

from handlers import wording
from handlers.doors import door
from handlers.keyboards import LINK_LIFE, Keyboard
from handlers.language import spoken_to
from handlers.notes import Screen
from handlers.own import asking, screen
from handlers.sections import SECTIONS
from handlers.step import Step
from storage import buttons, people

BESIDE = 2
"""Buttons beside each other."""


async def show(step: Step) -> None:
    """The screen; in a group only the door to it, since it is for the private chat."""
    if step.chat.type != "private":
        await _show_door(step)
        return
    me = await asking(step)
    lines = [wording.text(me.language, "me.home")]
    keyboard = me.keyboard(step)
    taps = []
    for name, section in SECTIONS.items():
        line = await section.line(step, me) if section.line else None
        lines += [line] if line else []
        if section.show and (line or not section.with_line):
            label = wording.text(me.language, f"me.button.{name}")
            taps.append(keyboard.tap(label, "me.section", choice=name))
    for start in range(0, len(taps), BESIDE):
        keyboard.row(*taps[start : start + BESIDE])
    await screen(step, keyboard, "\n\n".join(lines))


async def show_section(step: Step) -> None:
    """The screen of one section."""
    section = SECTIONS.get(step.pressed.choice or "")
    if section is None or section.show is None:
        await show(step)
        return
    await section.show(step)


async def _show_door(step: Step) -> None:
    person = await people.remember(step.tx, step.telegram_id)
    keyboard = Keyboard(None, person.id, step.now + LINK_LIFE)
    link = door(
        step,
        keyboard,
        wording.text(await spoken_to(step), "button.private_chat"),
        "me.open",
        about=person.id,
    )
    keyboard.row(link)
    words = wording.text(await spoken_to(step), "me.door", minutes=LINK_LIFE // 60)
    step.show(Screen(words, await keyboard.save(step.tx)))


async def enter(step: Step) -> None:
    """The link was used: Kith can write to them now."""
    person = await people.remember(step.tx, step.telegram_id)
    await people.set_reachable(step.tx, person.id, reachable=True)
    await buttons.use(step.tx, step.pressed.token, step.update.update_id)
