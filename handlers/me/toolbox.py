"""The toolbox: one's own words, at one's own pace, in the private chat (D11).

Belongs here: its screens, and the field that fills it. May not enter: any judgement of what is
written, or a hint that something is still empty.
"""

from collections.abc import Callable

from domain.refusals import ButtonGone
from domain.toolbox import NAME, PARTS, limit_of, next_place, own_words, places
from handlers import fields, wording
from handlers.me import consent
from handlers.own import Me, agreed, asking, back, screen
from handlers.step import Step
from storage import toolbox
from storage.toolbox import Line


async def show(step: Step) -> None:
    """The parts, each a button."""
    me = await asking(step)
    if await consent.asked_first(step, me, "toolbox"):
        return
    named = [line.words for line in await toolbox.lines(step.tx, me.person.id) if line.part == NAME]
    keyboard = me.keyboard(step)
    for part in PARTS:
        label = wording.text(me.language, f"toolbox.part.{part}")
        keyboard.row(keyboard.tap(label, "toolbox.part", choice=part))
    label = wording.text(me.language, "toolbox.part.name")
    keyboard.row(keyboard.tap(label, "toolbox.part", choice=NAME))
    back(me, keyboard)
    words = wording.text(me.language, "toolbox.home")
    await screen(step, keyboard, "\n\n".join([*named, words]))


async def show_part(step: Step) -> None:
    """One part: what it is for, and what stands in it."""
    me, part = await agreed(step), _part(step.pressed.choice)
    lines = await _lines(step, me, part)
    keyboard = me.keyboard(step)
    free = next_place({line.place for line in lines}, part)
    if places(part) == 1 or free is not None:
        label = wording.text(me.language, "button.write")
        if free is None:
            label = wording.text(me.language, "button.write_anew")
        keyboard.row(keyboard.tap(label, "toolbox.open", choice=f"{part}:{free or 1}"))
    for line in lines:
        label = wording.text(me.language, "button.take_out")
        if places(part) > 1:
            label = wording.text(me.language, "button.take_out_one", place=line.place)
        keyboard.row(keyboard.tap(label, "toolbox.take_out", choice=f"{part}:{line.place}"))
    if lines and part != NAME:
        label = wording.text(me.language, "button.on_card")
        if any(line.on_card for line in lines):
            label = wording.text(me.language, "button.off_card")
        keyboard.row(keyboard.tap(label, "toolbox.turn_card", choice=part))
    back(me, keyboard, "toolbox.home")
    question = wording.text(me.language, f"toolbox.ask.{part}")
    await screen(step, keyboard, "\n\n".join([question, *map(_shown(part), lines)]))


def _shown(part: str) -> Callable[[Line], str]:
    return lambda line: f"{line.place}. {line.words}" if places(part) > 1 else line.words


async def turn_card(step: Step) -> None:
    """Put the part on the card, or take it off."""
    me, part = await agreed(step), _part(step.pressed.choice)
    on = any(line.on_card for line in await _lines(step, me, part))
    await toolbox.turn_card(step.tx, me.person.id, part, on=not on)


async def take_out(step: Step) -> None:
    """Erase what stands there."""
    me = await agreed(step)
    part, place = _place(step.pressed.choice)
    await toolbox.take_out(step.tx, me.person.id, part, place)


# Writing


async def open_field(step: Step) -> None:
    """The next line becomes the words of this place."""
    me = await agreed(step)
    await fields.open_for(step, me.person.id, "toolbox.write")


async def show_field(step: Step) -> None:
    """Which door is open, until when, and how to close it."""
    me = await agreed(step)
    part, _ = _place(step.pressed.choice)
    await fields.show_open(step, me.language, me.zone, "toolbox.field", limit=limit_of(part))


async def write(step: Step) -> None:
    """Keep the words. Raises WordsUnfit."""
    me = await agreed(step)
    part, place = _opened(step)
    words = own_words(step.message.text or "", limit_of(part))
    await toolbox.write(step.tx, me.person.id, part, place, words)
    await fields.use(step)


async def show_written(step: Step) -> None:
    """What is kept now, with the way back to it."""
    me = await agreed(step)
    part, _ = _opened(step)
    keyboard = me.keyboard(step)
    label = wording.text(me.language, f"toolbox.part.{part}")
    keyboard.row(keyboard.tap(label, "toolbox.part", choice=part))
    back(me, keyboard, "toolbox.home")
    await screen(step, keyboard, wording.text(me.language, "toolbox.kept"))


def _opened(step: Step) -> tuple[str, int]:
    """The place that the open field is for. Raises ButtonGone."""
    return _place(step.opened.choice if step.opened else None)


def _place(choice: str | None) -> tuple[str, int]:
    """The part and place that a button names. Raises ButtonGone."""
    part, _, place = (choice or "").partition(":")
    if not place.isdigit():
        raise ButtonGone
    return _part(part), int(place)


def _part(choice: str | None) -> str:
    """The part that a button names, also when it names a place in it. Raises ButtonGone."""
    part = (choice or "").partition(":")[0]
    if part not in (*PARTS, NAME):
        raise ButtonGone
    return part


async def _lines(step: Step, me: Me, part: str) -> list[Line]:
    return [line for line in await toolbox.lines(step.tx, me.person.id) if line.part == part]
