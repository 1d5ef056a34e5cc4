"""What a failure tells about the chat: it moved, it is closed to Kith, or somebody blocked it.

Belongs here: storing that, in the transaction in which the row is settled. May not enter: what
becomes of the row (domain/delivery).
"""

from telegram.error import ChatMigrated, Forbidden, TelegramError

from bot.delivery.faults import is_topic_gone
from handlers.posts import ON_TOPIC_GONE
from storage import groups, outbox, people
from storage.engine import Transaction


async def learn(
    tx: Transaction, claimed: outbox.Post, chat_id: int, failure: TelegramError, now: int
) -> None:
    """Store what the failure of a row that went to this chat tells. `now`: UTC seconds."""
    if isinstance(failure, ChatMigrated):
        await groups.migrate(tx, chat_id, failure.new_chat_id)
    if claimed.is_letter:
        await _of_person(tx, claimed, failure)
        return
    group = await groups.by_chat(tx, chat_id)
    # A group that has moved out of that chat meanwhile is not gone with it.
    if isinstance(failure, Forbidden) and group and group.chat_id == chat_id:
        await groups.suspend(tx, group.id, now)
    if is_topic_gone(failure) and claimed.kind in ON_TOPIC_GONE:
        await ON_TOPIC_GONE[claimed.kind](tx, claimed.object_id)


async def _of_person(tx: Transaction, claimed: outbox.Post, failure: TelegramError) -> None:
    """Who blocked Kith is not written to again, until they write themselves."""
    if isinstance(failure, Forbidden) and claimed.person_id is not None:
        await people.set_reachable(tx, claimed.person_id, reachable=False)
