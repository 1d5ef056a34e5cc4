"""Where the bot may act: finding a chat, and whether the bot can reach it.

Belongs here: the checks that several methods share, with Telegram's error texts. May not enter:
effects.
"""

from sandbox.messages import Key, Message
from sandbox.population import Chat, Group, PrivateChat
from sandbox.refusals import (
    bad_request,
    blocked,
    cannot_initiate,
    chat_not_found,
    edit_not_found,
    forbidden,
    kicked,
    thread_not_found,
    topic_closed,
    upgraded,
)
from sandbox.world import World


def reachable(world: World, chat_id: int | str | None) -> Chat:
    """The chat, if the bot can write to it. Raises Refused."""
    if chat_id is None:
        raise bad_request("chat_id is empty")
    chat = world.chats.get(chat_id) if isinstance(chat_id, int) else None
    if chat is None:
        raise chat_not_found()
    if isinstance(chat, Group):
        _require_inside(chat)
    else:
        _require_open(world, chat)
    return chat


def reachable_group(world: World, chat_id: int | str, otherwise: str) -> Group:
    """The group, if the bot is in it; a private chat is refused with the text `otherwise`."""
    chat = reachable(world, chat_id)
    if not isinstance(chat, Group):
        raise bad_request(otherwise)
    return chat


def require_topic(chat: Chat, topic: int | None) -> None:
    """Raise Refused where there is no such topic, or it is closed to the bot."""
    if topic is None:
        return
    if not isinstance(chat, Group) or topic not in chat.topics:
        raise thread_not_found()
    if chat.topics[topic].closed and not chat.bot_is_admin:
        raise topic_closed()


def own_message(world: World, chat: Chat, key: Key) -> Message:
    """A message of the bot that can be edited. Raises Refused."""
    message = world.timeline(chat).find(key)
    if message is None:
        raise edit_not_found()
    if message.sender is not world.bot:
        raise bad_request("message can't be edited")
    return message


def _require_inside(group: Group) -> None:
    if group.migrated_to is not None:
        raise upgraded(group.migrated_to)
    kind = "supergroup" if group.is_supergroup else "group"
    if group.bot_status == "kicked":
        raise kicked(kind)
    if not group.has_bot:
        raise forbidden(f"bot is not a member of the {kind} chat")


def _require_open(world: World, chat: PrivateChat) -> None:
    if not chat.person.started and world.now() >= chat.person.writable_until:
        raise cannot_initiate()
    if chat.person.blocked:
        raise blocked()
