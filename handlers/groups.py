"""Groups: Kith comes and goes, a group moves, a topic closes (A4, A5, O8, O13).

Belongs here: what becomes of a group when its chat changes. May not enter: members who come and go
(`people`), leaving a chat that nobody let Kith into (`bot` does, since nothing of it is stored).
"""

from collections.abc import Sequence

from telegram import ChatMember, ChatMemberRestricted, ChatMemberUpdated

from domain.groups import ABSENCE, FIRST_LANGUAGE, FIRST_ZONE, TOPIC_CLOSED
from domain.schedule import next_occurrence
from handlers.keyboards import token_of
from handlers.step import Step
from storage import checkins, groups, invites, people
from storage.checkins import ScheduleRow
from storage.engine import Transaction


def is_present(change: ChatMemberUpdated) -> bool:
    """Whether Kith is in the chat after a change of its own membership."""
    after = change.new_chat_member
    if isinstance(after, ChatMemberRestricted):
        return after.is_member
    return after.status not in (ChatMember.LEFT, ChatMember.BANNED)


# Coming and going


async def came(step: Step) -> None:
    """Kith is in the chat: a group that it was gone from goes on (O13)."""
    group = await groups.by_chat(step.tx, step.chat.id)
    if group is None and step.open_to_all:
        await groups.add(step.tx, step.chat.id, FIRST_ZONE, FIRST_LANGUAGE)
    elif group is not None and group.suspended_at is not None:
        await groups.resume(step.tx, group.id)
        await _leave_out_the_past(step, await checkins.schedules_of(step.tx, group.id))


async def went(step: Step) -> None:
    """Kith is gone from the chat: nothing is posted, and what is kept has an end (O13)."""
    group = await groups.by_chat(step.tx, step.chat.id)
    # Telegram may tell of the chat that the group has moved out of; that one does not count.
    if group is not None and group.chat_id == step.chat.id:
        await groups.suspend(step.tx, group.id, step.now)


async def let_in(step: Step) -> None:
    """/start with an operator's code lets Kith into this group, once (O8); else it does nothing."""
    _, _, words = (step.message.text or "").partition(" ")
    code = token_of(words)
    if code is None or await groups.by_chat(step.tx, step.chat.id) is not None:
        return
    if await invites.use(step.tx, code, step.now):
        await groups.add(step.tx, step.chat.id, FIRST_ZONE, FIRST_LANGUAGE)


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
        await checkins.pause(step.tx, row.id, TOPIC_CLOSED)


async def topic_reopened(step: Step) -> None:
    """What waited for this topic goes on, with the next date."""
    rows = await _of_topic(step)
    for row in rows:
        await checkins.pause(step.tx, row.id, None)
    await _leave_out_the_past(step, rows)


async def _of_topic(step: Step) -> list[ScheduleRow]:
    group = await groups.by_chat(step.tx, step.chat.id)
    rows = await checkins.schedules_of(step.tx, group.id) if group else []
    topic = step.message.message_thread_id
    return [row for row in rows if row.topic is not None and row.topic == topic]


async def _leave_out_the_past(step: Step, rows: Sequence[ScheduleRow]) -> None:
    """What fell into the time away is left out, not saved up."""
    for row in rows:
        if row.next_at is not None and row.next_at <= step.now:
            coming = next_occurrence(row.rule, step.now)
            await checkins.set_next(step.tx, row.id, coming.at)
