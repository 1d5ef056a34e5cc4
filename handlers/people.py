"""People: arriving in private, a line that nobody reads, joining and leaving a group.

Belongs here: what Kith says to somebody who writes to it alone, and joins and leaves of a group.
May not enter: what a line in an open field becomes.
"""

from telegram import InlineKeyboardMarkup

from handlers import wording
from handlers.keyboards import signposts_button
from handlers.language import spoken_to
from handlers.notes import Screen
from handlers.step import Step
from storage import checkins, groups, people


async def arrive(step: Step) -> None:
    """They pressed Start: Kith can write to them from now on."""
    person = await people.remember(step.tx, step.telegram_id)
    await people.set_reachable(step.tx, person.id, reachable=True)


async def unblocked(step: Step) -> None:
    """They let Kith write to them again: by unblocking it, or by writing themselves."""
    person = await people.find(step.tx, step.telegram_id)
    if person and not person.reachable:
        await people.set_reachable(step.tx, person.id, reachable=True)


async def blocked(step: Step) -> None:
    """They blocked Kith: it does not try to write to them."""
    person = await people.find(step.tx, step.telegram_id)
    if person:
        await people.set_reachable(step.tx, person.id, reachable=False)


async def show_welcome(step: Step) -> None:
    """What Kith is, and what it leaves alone."""
    say = await spoken_to(step)
    step.show(Screen(wording.text(say, "private.welcome"), _signposts(say)))


async def show_nobody_reads(step: Step) -> None:
    """The honest answer to any line: a program, nobody read it, nothing is kept."""
    say = await spoken_to(step)
    step.show(Screen(wording.text(say, "private.nobody_reads"), _signposts(say)))


def _signposts(say: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[signposts_button(say)]])


async def joined(step: Step) -> None:
    """A join is a sight of somebody in the group (design: rights); bots are nobody."""
    group = await groups.by_chat(step.tx, step.chat.id)
    for newcomer in step.message.new_chat_members or ():
        if group and not newcomer.is_bot:
            person = await people.remember(step.tx, newcomer.id)
            await people.seen(step.tx, group.id, person.id, step.now)


async def left(step: Step) -> None:
    """Who leaves is a member no more, and what they answered here goes with them."""
    group = await groups.by_chat(step.tx, step.chat.id)
    leaver = step.message.left_chat_member
    person = await people.find(step.tx, leaver.id) if leaver else None
    if group and person:
        await checkins.take_names_off(step.tx, person.id, step.now, group.id)
        await people.leave(step.tx, group.id, person.id)
