"""Fields: the only moments in which Kith takes a line of text, because the person just asked.

Belongs here: opening, showing and closing one. May not enter: what the line becomes.
A field is one person's, in their private chat, for 15 minutes; cancelling is always in sight.
"""

from handlers import wording
from handlers.keyboards import Keyboard
from handlers.language import spoken_to
from handlers.notes import Screen
from handlers.step import Step
from storage import buttons, fields, people
from storage.fields import Field

LIFE = 15 * 60
"""Seconds for which a field stays open (promise 1)."""


async def open_for(step: Step, person_id: int, action: str) -> None:
    """The person's next line in private belongs to `action`, about what their link was about.

    A field that was open before closes.
    """
    link = step.pressed
    end = step.now + LIFE
    step.opened = Field(person_id, link.group_id, action, link.object_id, link.choice, end)
    await fields.open(step.tx, step.opened)


async def open_by_link(step: Step, action: str) -> None:
    """Use the link up, and open the field: they pressed Start, so letters reach them as well."""
    person = await people.remember(step.tx, step.telegram_id)
    await people.set_reachable(step.tx, person.id, reachable=True)
    await buttons.use(step.tx, step.pressed.token, step.update.update_id)
    await open_for(step, person.id, action)


async def show_open(step: Step, language: str, zone: str, key: str, **values: object) -> None:
    """Which door is open, until when, and how to close it."""
    assert step.opened is not None
    until = wording.clock_time(language, step.opened.expires_at, zone)
    keyboard = Keyboard(None, step.opened.person_id, step.opened.expires_at)
    keyboard.row(keyboard.tap(wording.text(language, "button.cancel"), "fields.cancel"))
    words = wording.text(language, key, until=until, zone=zone, **values)
    step.show(Screen(words, await keyboard.save(step.tx)))


async def use(step: Step) -> None:
    """The line has become what it was for: the field takes no other."""
    assert step.opened is not None  # only a line in a field gets here
    await fields.use(step.tx, step.opened.person_id, step.update.update_id)


async def cancel(step: Step) -> None:
    """Close the field of the one who tapped."""
    assert step.pressed.person_id is not None  # a field's button is its person's
    await fields.close(step.tx, step.pressed.person_id)


async def show_closed(step: Step) -> None:
    """Say that nothing is open and nothing was kept."""
    step.show(Screen(wording.text(await spoken_to(step), "field.closed")))
