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


async def show_consent(step: Step, group: Group, request_id: int | None) -> None:
    """What pairs ask of everybody first; `request_id`: the line that was tapped, if one was."""
    member = await me(step, group.id)
    keyboard = Keyboard(group.id, member.person_id, step.now + SCREEN_LIFE)
    adult = wording.text(group.language, "pairs.button.adult")
    action = "pairs.adult" if request_id is None else "pairs.adult_offer"
    keyboard.row(keyboard.tap(adult, action, request_id))
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
