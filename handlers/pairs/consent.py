"""Before the first time: "I am 18 or over", and whom one would rather not meet (P30).

Belongs here: the one screen of it. May not enter: what comes after.
"""

from handlers import wording
from handlers.keyboards import Keyboard
from handlers.notes import Screen
from handlers.pairs.letters import SCREEN_LIFE
from handlers.pairs.present import me
from handlers.step import Step
from storage.groups import Group

LINK_LIFE = 15 * 60
"""Seconds for which a link into the private chat works."""


async def show_consent(step: Step, group: Group, action: str, object_id: int | None = None) -> None:
    """What pairs ask of everybody first; `action`, `object_id`: what "I am 18 or over" is said on
    the way to."""
    member = await me(step, group.id)
    keyboard = Keyboard(group.id, member.person_id, step.now + SCREEN_LIFE)
    adult = wording.text(group.language, "pairs.button.adult")
    keyboard.row(keyboard.tap(adult, action, object_id))
    keyboard.row(
        keyboard.link(
            wording.text(group.language, "pairs.button.rather_not"),
            step.username,
            "pairs.rather_not",
            object_id=group.id,
            choice=None,
            expires_at=step.now + LINK_LIFE,
        )
    )
    keyboard.row(keyboard.tap(wording.text(group.language, "pairs.button.leave"), "pairs.leave"))
    words = wording.text(group.language, "pairs.consent")
    step.show(Screen(words, await keyboard.save(step.tx)))
