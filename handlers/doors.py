"""Ways into somebody's private chat: a link that opens it, a file that is put there.

Belongs here: both. May not enter: what happens behind a link, or what a file holds.
"""

from telegram import InlineKeyboardButton

from domain.refusals import NotReachable
from handlers import wording
from handlers.keyboards import LINK_LIFE, Keyboard
from handlers.notes import Document
from handlers.step import Step
from storage import people


def door(  # noqa: PLR0913 - a tap, for whom, and what it is about
    step: Step,
    keyboard: Keyboard,
    label: str,
    action: str,
    *,
    about: int,
    choice: str | None = None,
) -> InlineKeyboardButton:
    """A button of that keyboard which opens the private chat, where its action is taken up.

    `about`: the id of its object. It works once, and for as long as links do.
    """
    return keyboard.link(
        label,
        step.username,
        action,
        object_id=about,
        choice=choice,
        expires_at=step.now + LINK_LIFE,
    )


async def hand(step: Step, language: str, document: Document) -> None:
    """Put a file into the private chat of the one who acted; in a group, tell them where it is.

    Raises NotReachable.
    """
    person = await people.remember(step.tx, step.telegram_id)
    if not person.reachable:
        raise NotReachable
    step.send(document)
    if step.chat.type != "private":
        step.answer(wording.text(language, "file.sent"))
