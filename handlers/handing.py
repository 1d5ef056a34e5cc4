"""The steward's way out: what rests with stewards alone is offered to all (G15).

Belongs here: the post every twelve weeks, and the card for a week in which nobody is needed. May
not enter: taking a task over; that is a role, or a proposal, like any other.
"""

from domain.delivery import Lane
from domain.handing import SPAN, WORTH, with_stewards
from handlers import wording
from handlers.changes.roles import name_of
from handlers.keyboards import Keyboard, signposts_button
from handlers.notes import Post, Screen
from handlers.proposals.gate import group_of
from handlers.step import Step
from storage import groups, outbox, people, roles, steering
from storage.engine import Transaction
from storage.outbox import Wanted

AT_ONCE = 100
"""Groups that are offered it at once; the next time, an hour later, others."""


async def tick(tx: Transaction, now: int) -> int:
    """Twelve weeks after the group began, or after the last time, it is offered again."""
    due = await steering.handing_due(tx, now - SPAN, now, AT_ONCE)
    for group_id in due:
        await outbox.renew(tx, Wanted("handing", group_id, group_id, Lane.POSTS, now, now + WORTH))
    return len(due)


async def render(tx: Transaction, group_id: int, now: int) -> Post | None:
    """The offer, or None where everything goes round already."""
    group = await groups.get(tx, group_id)
    if group is None or not group.is_open:
        return None
    there = [each.name for each in await roles.of_group(tx, group.id)]
    tasks, alone = with_stewards(there, await steering.way(tx, group.id))
    if not tasks and not alone:
        return None
    keyboard, say = Keyboard(group.id, None, now + SPAN), group.language
    for task in tasks:
        label = wording.text(say, "button.role_new", role=name_of(group, task))
        keyboard.row(keyboard.tap(label, "roles.wish", None, task))
    if alone:
        keyboard.row(keyboard.tap(wording.text(say, "button.steering"), "proposals.steering"))
    return Post(group.chat_id, None, wording.text(say, "handing.offer"), await keyboard.save(tx))


async def show_card(step: Step) -> None:
    """What goes by itself in a week without stewards, for whoever wants to read it."""
    group = await group_of(step)
    person = await people.remember(step.tx, step.telegram_id)
    keyboard = Keyboard(group.id, person.id, step.now + WORTH)
    label = wording.text(group.language, "button.back")
    keyboard.row(keyboard.tap(label, "roles.show"), signposts_button(group.language))
    words = wording.text(group.language, "handing.card")
    step.show(Screen(words, await keyboard.save(step.tx)))
