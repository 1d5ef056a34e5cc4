"""In which language Kith speaks to somebody (M6, A12).

Belongs here: that choice. May not enter: sentences. In a group it is the group's; in private the
one that the person chose, else the one that Telegram says they use, as far as Kith speaks it. What
Telegram says is known only while somebody acts, and kept nowhere: a letter goes by their groups.
"""

from handlers import wording
from handlers.step import Step
from storage import groups, people, preferences
from storage.engine import Transaction
from storage.groups import Group


async def spoken_to(step: Step) -> str:
    """The language for the one who acted, where they acted."""
    if step.chat.type != "private":
        group = await groups.by_chat(step.tx, step.chat.id)
        return group.language if group else likely(step)
    return await of_reader(step)


async def of_reader(step: Step) -> str:
    """Their own language, wherever they acted (M7)."""
    person = await people.find(step.tx, step.telegram_id)
    chosen = await of_person(step.tx, person.id) if person else None
    return chosen or likely(step)


async def of_person(tx: Transaction, person_id: int) -> str | None:
    """The language that somebody chose for what Kith writes to them alone."""
    return (await preferences.get(tx, person_id)).language


async def of_letter(tx: Transaction, person_id: int, about: Group | None = None) -> str:
    """For somebody who did not act just now: the language that they chose, else that of the group
    it is about, else the one in which all their groups speak.

    English where those differ or there are none: which one they read, nobody knows then.
    """
    if chosen := await of_person(tx, person_id):
        return chosen
    if about is not None:
        return about.language
    # The code alone: what is about no group is not said in the own words of one.
    spoken = {str(each.language) for each in await groups.of(tx, person_id)}
    return spoken.pop() if len(spoken) == 1 else wording.DEFAULT


def likely(step: Step) -> str:
    """The language that Telegram says they use, if Kith speaks it (Bot API: User)."""
    person = step.update.effective_user
    return wording.spoken(person.language_code if person else None)
