"""Before the first time: "I am 18 or over", and whom one would rather not meet (P30).

Belongs here: the one screen of it. May not enter: what comes after.
"""

from handlers import wording
from handlers.doors import door
from handlers.keyboards import Keyboard
from handlers.notes import Screen
from handlers.pairs.letters import SCREEN_LIFE
from handlers.pairs.present import me
from handlers.step import Step
from storage.groups import Group


async def show_consent(step: Step, group: Group, action: str, object_id: int | None = None) -> None:
    """What pairs ask of everybody first; `action`, `object_id`: what "I am 18 or over" is said on
    the way to."""
    member = await me(step, group.id)
    keyboard = Keyboard(group.id, member.person_id, step.now + SCREEN_LIFE)
    adult = wording.text(group.language, "pairs.button.adult")
    keyboard.row(keyboard.tap(adult, action, object_id))
    keyboard.row(
        door(
            step,
            keyboard,
            wording.text(group.language, "pairs.button.rather_not"),
            "pairs.rather_not",
            about=group.id,
        )
    )
    keyboard.row(keyboard.tap(wording.text(group.language, "pairs.button.leave"), "pairs.leave"))
    words = wording.text(group.language, "pairs.consent")
    step.show(Screen(words, await keyboard.save(step.tx)))
