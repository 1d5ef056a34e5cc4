"""A group's own lines: added in the private chat, and taken away, by who decides on it (S16, G4).

Belongs here: the list, the field, the changes. May not enter: showing them to whoever asks for
signposts; the memory has a copy for that.
"""

from domain.changes import Change
from domain.refusals import ButtonGone
from domain.signposts.local import LINE_LIMIT, MOST_LINES, own_line, require_room
from handlers import fields, wording
from handlers.doors import door
from handlers.keyboards import Keyboard
from handlers.notes import Screen
from handlers.proposals import gate
from handlers.proposals.gate import group_of, wish
from handlers.step import Step
from storage import people, signposts

SCREEN_LIFE = 86_400
"""Seconds for which the buttons of the list work."""


async def show_for_stewards(step: Step) -> None:
    """The same, from among the signposts, where nothing is proposed. Raises NotSteward."""
    group = await group_of(step)
    step.rights.require_steward(group.chat_id, step.telegram_id)
    await show_list(step)


async def show_list(step: Step) -> None:
    """The lines, each with a button that takes it away, or shows what would be proposed."""
    group = await group_of(step)
    person = await people.remember(step.tx, step.telegram_id)
    there = await signposts.local(step.tx, group.id)
    keyboard = Keyboard(group.id, person.id, step.now + SCREEN_LIFE)
    for each in there:
        label = wording.text(group.language, "button.remove_line", line=each.words)
        keyboard.row(keyboard.tap(label, "signposts.remove_line", each.id))
    if len(there) < MOST_LINES:
        label = wording.text(group.language, "button.add_line")
        link = door(step, keyboard, label, "signposts.add_line", about=group.id)
        keyboard.row(link)
    told = [each.words for each in there]
    words = wording.text(group.language, "signposts.local", most=MOST_LINES)
    step.show(Screen("\n\n".join([words, *told]), await keyboard.save(step.tx)))


async def remove_line(step: Step) -> None:
    """Take the line behind the button away, or show what would be proposed."""
    group = await group_of(step)
    if step.pressed.object_id is None:
        raise ButtonGone
    await wish(step, group, Change("line", step.pressed.object_id, ""))


async def open_field(step: Step) -> None:
    """Use the link up, and let the next line in private become one of the group's."""
    group = await group_of(step)
    require_room(await signposts.count_local(step.tx, group.id))
    await fields.open_by_link(step, "signposts.add_line")


async def show_field(step: Step) -> None:
    """Say which door is open, until when, and how to close it."""
    group = await group_of(step)
    await fields.show_open(
        step, group.language, group.zone, "signposts.local_field", limit=LINE_LIMIT
    )


async def add_line(step: Step) -> None:
    """Keep the line, or what would be proposed. Raises LineUnfit, TooManyLines."""
    group = await group_of(step)
    words = own_line(step.message.text or "")
    await wish(step, group, Change("line", None, words))
    await fields.use(step)


async def show_added(step: Step) -> None:
    """The group's lines as they are now, or what would be proposed."""
    await gate.show(step, await group_of(step), "line", _show_kept)


async def show_removed(step: Step) -> None:
    """The same, in the list."""
    await gate.show(step, await group_of(step), "line", show_list)


async def _show_kept(step: Step) -> None:
    group = await group_of(step)
    told = [each.words for each in await signposts.local(step.tx, group.id)]
    words = wording.text(group.language, "signposts.local_added")
    step.show(Screen("\n\n".join([words, *told])))
