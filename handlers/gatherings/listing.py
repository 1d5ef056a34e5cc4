"""/gatherings: what is planned here, and the way to propose something.

Belongs here: the list, seen only by who asks. May not enter: who comes.
"""

from handlers import wording
from handlers.gatherings import words
from handlers.gatherings.present import here
from handlers.keyboards import SCREEN_LIFE, Keyboard, signposts_button
from handlers.notes import Screen
from handlers.step import Step
from storage import gatherings

SHOWN = 10
"""Gatherings on the list."""


async def show(step: Step) -> None:
    """What is planned, the next one first; any member proposes."""
    who = await here(step)
    say = who.group.language
    keyboard = Keyboard(who.group.id, who.person.id, step.now + SCREEN_LIFE)
    planned = (await gatherings.standing(step.tx, who.group.id))[:SHOWN]
    for each in planned:
        day = wording.day(say, each.plan.at, who.group.zone)
        label = wording.text(say, "gatherings.line", what=words.kind(who.group, each), day=day)
        keyboard.row(keyboard.tap(label, "gatherings.look", each.id))
    topic = _topic(step)
    keyboard.row(
        keyboard.tap(wording.text(say, "gatherings.button.new"), "gatherings.new", None, topic),
        signposts_button(say),
    )
    told = wording.text(say, "gatherings.planned" if planned else "gatherings.none")
    step.show(Screen(told, await keyboard.save(step.tx)))


def _topic(step: Step) -> str | None:
    """The forum topic in which it was asked for; there it will be proposed."""
    if step.topic is None:
        return step.button.choice if step.button else None
    return str(step.topic)
