"""Groups: Kith comes and goes, a group moves, a topic closes (A4, A5, O8, O13).

Belongs here: what becomes of a group when its chat changes. May not enter: members who come and go
(`people`), leaving a chat that nobody let Kith into (`bot` does, since nothing of it is stored).
"""

from collections.abc import Sequence

from telegram import Chat, ChatMember, ChatMemberRestricted, ChatMemberUpdated

from domain.delivery import Lane
from domain.groups import ABSENCE, FIRST_ZONE, MOVING, TOPIC_CLOSED
from domain.schedule import next_at
from handlers import wording
from handlers.keyboards import Keyboard, signposts_button, token_of
from handlers.language import likely
from handlers.notes import Post
from handlers.step import Step
from storage import checkins, groups, invites, outbox, people, steering
from storage.checkins import ScheduleRow
from storage.engine import Transaction
from storage.groups import Group
from storage.outbox import Wanted

GREETING = 86_400
"""Seconds in which it is still worth saying hello."""
DOOR_LIFE = 60 * 86_400
"""Seconds for which the button to set-up works; afterwards /setup does."""


def is_present(change: ChatMemberUpdated) -> bool:
    """Whether Kith is in the chat after a change of its own membership."""
    after = change.new_chat_member
    if isinstance(after, ChatMemberRestricted):
        return after.is_member
    return after.status not in (ChatMember.LEFT, ChatMember.BANNED)


# Coming and going


async def came(step: Step) -> None:
    """Kith is in the chat: it says what it is, or a group that it was gone from goes on (O13)."""
    group = await groups.by_chat(step.tx, step.chat.id)
    if group is None and step.open_to_all:
        group = await _begin(step)
    elif group is not None and group.suspended_at is not None:
        await groups.resume(step.tx, group.id)
        schedules = await checkins.schedules_of(step.tx, group.id)
        await leave_out_the_past(step.tx, schedules, step.now)
        if group.agreed_at is None:
            await _say(step, "joining", group)
    if group is not None and _became_admin(step):
        await _say(step, "made_admin", group)


async def _begin(step: Step) -> Group:
    group = await groups.add(step.tx, step.chat.id, FIRST_ZONE, likely(step))
    await _say(step, "joining", group, MOVING if step.chat.type == Chat.SUPERGROUP else 0)
    return group


async def _say(step: Step, kind: str, group: Group, wait: int = 0) -> None:
    at, end = step.now + wait, step.now + GREETING
    await outbox.renew(step.tx, Wanted(kind, group.id, group.id, Lane.POSTS, at, end))


def _became_admin(step: Step) -> bool:
    change = step.update.my_chat_member
    assert change is not None  # only such an update comes here
    admin = ChatMember.ADMINISTRATOR
    return change.new_chat_member.status == admin != change.old_chat_member.status


async def went(step: Step) -> None:
    """Kith is gone from the chat: nothing is posted, and what is kept has an end (O13)."""
    group = await groups.by_chat(step.tx, step.chat.id)
    # Telegram may tell of the chat that the group has moved out of; that one does not count.
    if group is not None and group.chat_id == step.chat.id:
        await groups.suspend(step.tx, group.id, step.now)


async def left_alone(step: Step) -> None:
    """Somebody left, and no steward is there any more: the group is told once, and chooses (O13).

    Where Telegram does not say who the stewards are, nothing is said.
    """
    group = await groups.by_chat(step.tx, step.chat.id)
    if group is None or group.agreed_at is None or step.chat.id not in step.rights.admins:
        return
    gone = step.message.left_chat_member
    if step.rights.stewards_of(step.chat.id) - {gone.id if gone else None}:
        return
    end = step.now + GREETING
    told = Wanted("left_alone", group.id, group.id, Lane.POSTS, step.now, end)
    await outbox.ask(step.tx, told)


async def let_in(step: Step) -> None:
    """/start with an operator's code lets Kith into this group, once (O8); else it does nothing."""
    _, _, words = (step.message.text or "").partition(" ")
    code = token_of(words)
    if code is None or await groups.by_chat(step.tx, step.chat.id) is not None:
        return
    if await invites.use(step.tx, code, step.now):
        await _begin(step)


async def render_joining(tx: Transaction, group_id: int, now: int) -> Post | None:
    """What Kith is, and what it leaves alone; None once the group has said yes."""
    group = await groups.get(tx, group_id)
    if group is None or group.suspended_at is not None or group.agreed_at is not None:
        return None
    keyboard = Keyboard(group.id, None, now + DOOR_LIFE)
    keyboard.row(keyboard.tap(wording.text(group.language, "button.set_up"), "setup.open"))
    keyboard.row(signposts_button(group.language))
    words = wording.text(group.language, "joining.hello")
    return Post(group.chat_id, None, words, await keyboard.save(tx))


async def render_made_admin(tx: Transaction, group_id: int, _: int) -> Post | None:
    """What changes when Kith is an admin: it is handed every message, and drops it."""
    group = await groups.get(tx, group_id)
    if group is None or group.suspended_at is not None:
        return None
    if await steering.entry(tx, group.id):
        words = wording.text(group.language, "joining.made_admin_for_entry")
    else:
        words = wording.text(group.language, "joining.made_admin")
    return Post(group.chat_id, None, words)


async def render_left_alone(tx: Transaction, group_id: int, _: int) -> Post | None:
    """What goes on, and what the group can choose."""
    group = await groups.get(tx, group_id)
    if group is None or group.suspended_at is not None:
        return None
    return Post(group.chat_id, None, wording.text(group.language, "groups.left_alone"))


async def tick(tx: Transaction, now: int) -> int:
    """Erase the groups that Kith is gone from for long, and codes that were not used in time."""
    await invites.forget_expired(tx, now)
    erased = await groups.remove_suspended(tx, now - ABSENCE)
    if erased:
        await people.forget_strangers(tx)
    return erased


# The chat itself changes


async def moved(step: Step) -> None:
    """The group became a supergroup. Both chats say so, in any order, and perhaps twice (A5)."""
    to, of = step.message.migrate_to_chat_id, step.message.migrate_from_chat_id
    if to is not None:
        await groups.migrate(step.tx, step.chat.id, to)
    if of is not None:
        await groups.migrate(step.tx, of, step.chat.id)


async def topic_closed(step: Step) -> None:
    """What is posted in this topic waits; Kith never falls back to another one (A4)."""
    for row in await _of_topic(step):
        if row.paused_reason is None:
            await checkins.pause(step.tx, row.id, TOPIC_CLOSED)


async def topic_reopened(step: Step) -> None:
    """What waited for this topic goes on, with the next date."""
    rows = [row for row in await _of_topic(step) if row.paused_reason == TOPIC_CLOSED]
    for row in rows:
        await checkins.pause(step.tx, row.id, None)
    await leave_out_the_past(step.tx, rows, step.now)


async def _of_topic(step: Step) -> list[ScheduleRow]:
    group = await groups.by_chat(step.tx, step.chat.id)
    rows = await checkins.schedules_of(step.tx, group.id) if group else []
    topic = step.message.message_thread_id
    return [row for row in rows if row.topic is not None and row.topic == topic]


async def leave_out_the_past(tx: Transaction, rows: Sequence[ScheduleRow], now: int) -> None:
    """What fell into the time away is left out, not saved up."""
    for row in rows:
        if row.next_at is not None and row.next_at <= now:
            await checkins.set_next(tx, row.id, next_at(row.rule, now))
