"""In which language Kith speaks to somebody (M6, A12).

Belongs here: that choice. May not enter: sentences. In a group it is the group's; in private the
one that the person chose, else the one that Telegram says they use, as far as Kith speaks it.
"""

from handlers import wording
from handlers.step import Step
from storage import groups, people, preferences
from storage.engine import Transaction


async def spoken_to(step: Step) -> str:
    """The language for the one who acted, where they acted."""
    if step.chat.type != "private":
        group = await groups.by_chat(step.tx, step.chat.id)
        return group.language if group else likely(step)
    person = await people.find(step.tx, step.telegram_id)
    chosen = await of_person(step.tx, person.id) if person else None
    return chosen or likely(step)


async def of_person(tx: Transaction, person_id: int) -> str | None:
    """The language that somebody chose for what Kith writes to them alone."""
    return (await preferences.get(tx, person_id)).language


def likely(step: Step) -> str:
    """The language that Telegram says they use, if Kith speaks it (Bot API: User)."""
    person = step.update.effective_user
    tag = (person.language_code if person else None) or ""
    code = tag.partition("-")[0].lower()
    return code if code in wording.languages() else wording.DEFAULT
