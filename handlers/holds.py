"""/hold: any member quiets scheduled posts for a while (F9).

Belongs here: the screen that asks for how long, the tap, the line in the group. May not enter: what
is quiet; whoever posts by a schedule asks storage. Nobody is told who asked.
"""

from domain import holds as rules
from domain.delivery import Lane
from domain.refusals import ButtonGone, GroupUnknown
from handlers import wording
from handlers.keyboards import SCREEN_LIFE, Keyboard
from handlers.notes import Post, Screen
from handlers.proposals.gate import group_of, insider
from handlers.step import Step
from storage import groups, holds, outbox, people
from storage.engine import Transaction
from storage.groups import Group
from storage.outbox import Wanted

NEWS = 3600
"""Seconds in which the line about a hold is still worth saying."""


async def show_choice(step: Step) -> None:
    """For how long: seen only by the one who asks, and nothing happens yet."""
    group = await _group(step)
    person = await people.remember(step.tx, step.telegram_id)
    keyboard = Keyboard(group.id, person.id, step.now + SCREEN_LIFE)
    keyboard.row(
        *(
            keyboard.tap(
                wording.text(group.language, "hold.hours", hours=each), "holds.ask", None, str(each)
            )
            for each in rules.HOURS
        )
    )
    step.show(Screen(wording.text(group.language, "hold.choice"), await keyboard.save(step.tx)))


async def ask(step: Step) -> None:
    """Quiet the posts. Raises HoldAgain, HeldAlready."""
    hours = int(step.pressed.choice or 0)
    if hours not in rules.HOURS:
        raise ButtonGone
    group = await _group(step)
    member_id = await insider(step, group)
    await groups.lock(step.tx, group.id)
    known = await holds.of_group(step.tx, group.id, member_id)
    span = rules.asked(known, hours, step.now)
    hold_id = await holds.add(step.tx, group.id, member_id, step.now, span)
    end = step.now + NEWS
    line = Wanted("hold", hold_id, group.id, Lane.POSTS, step.now, end)
    await outbox.ask(step.tx, line)


async def show_asked(step: Step) -> None:
    """Until when it is quiet now."""
    group = await _group(step)
    until = await holds.until(step.tx, group.id, step.now)
    if until is None:
        raise ButtonGone
    moment = wording.moment(group.language, until, group.zone)
    step.show(Screen(wording.text(group.language, "hold.asked", until=moment)))


async def render(tx: Transaction, hold_id: int, now: int) -> Post | None:
    """The line in the group, which says neither who nor why."""
    found = await holds.ends_at(tx, hold_id)
    group = await groups.get(tx, found[0]) if found else None
    if found is None or group is None or not group.is_open or found[1] <= now:
        return None
    moment = wording.moment(group.language, found[1], group.zone)
    return Post(group.chat_id, None, wording.text(group.language, "hold.line", until=moment))


async def forget(tx: Transaction, now: int) -> None:
    """Forget who asked, once it makes no difference any more."""
    await holds.forget_before(tx, now - rules.ONCE_IN)


async def _group(step: Step) -> Group:
    """The group that is asked in. Raises GroupUnknown where nothing is scheduled yet."""
    group = await group_of(step)
    if group.agreed_at is None:
        raise GroupUnknown
    return group
