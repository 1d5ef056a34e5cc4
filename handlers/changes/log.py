"""/log: what was changed in a group, when, and by whom or how (G8).

Belongs here: the screen. May not enter: changing anything. A steward is named while they are one:
by what Telegram calls them at this moment; Kith keeps no names for it.
"""

from domain.changes import STEWARDS
from domain.people import shown_name
from domain.writing import shortened
from handlers import wording
from handlers.changes.making import difference
from handlers.keyboards import SCREEN_LIFE, Keyboard
from handlers.notes import Screen
from handlers.proposals.gate import group_of
from handlers.step import Step
from storage import changes, people
from storage.changes import Made
from storage.groups import Group

ON_A_PAGE = 5
LONGEST = 600
"""UTF-16 units of what changed: a page of changes is one message, however long an agreement is."""


async def show(step: Step) -> None:
    """The newest changes, or older ones from a button."""
    group = await group_of(step)  # whoever left does not read on in private
    skip = int(step.button.choice or 0) if step.button else 0
    found = await changes.newest(step.tx, group.id, ON_A_PAGE + 1, skip)
    lines = [await _line(step, group, made) for made in found[:ON_A_PAGE]]
    title = wording.text(group.language, "log.title" if lines else "log.none")
    person = await people.remember(step.tx, step.telegram_id)
    keyboard = Keyboard(group.id, person.id, step.now + SCREEN_LIFE)
    turns = []
    if skip:
        label = wording.text(group.language, "button.newer")
        turns.append(keyboard.tap(label, "log.page", None, str(max(0, skip - ON_A_PAGE))))
    if len(found) > ON_A_PAGE:
        label = wording.text(group.language, "button.older")
        turns.append(keyboard.tap(label, "log.page", None, str(skip + ON_A_PAGE)))
    if turns:
        keyboard.row(*turns)
    markup = await keyboard.save(step.tx) if turns else None
    step.show(Screen("\n\n".join([title, *lines]), markup))


async def _line(step: Step, group: Group, made: Made) -> str:
    day = wording.day(group.language, made.at, group.zone)
    words = shortened(difference(group, made.kind, made.before, made.after), LONGEST)
    return f"{day}, {await _by(step, group, made)}\n{words}"


async def _by(step: Step, group: Group, made: Made) -> str:
    """By whom or how; a steward's name only where Telegram gives it now."""
    person = None
    if made.way == STEWARDS and made.member_id is not None:
        person = await people.of_member(step.tx, made.member_id)
    name = step.rights.admins.get(group.chat_id, {}).get(person.telegram_id) if person else None
    if name is not None:
        return wording.text(group.language, "log.by_name", name=shown_name(name))
    return wording.text(group.language, f"log.by_{made.way}")
