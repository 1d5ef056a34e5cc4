"""Where the bot may act: finding a chat, and whether the bot can reach it.

Belongs here: the checks that several methods share, with Telegram's error texts. May not enter:
effects.
"""

from sandbox.messages import Key, Message
from sandbox.population import Chat, Group, PrivateChat
from sandbox.refusals import bad_request, forbidden
from sandbox.world import World

_BOT_OUTSIDE = {
    "kicked": "bot was kicked from the {} chat",
    "left": "bot is not a member of the {} chat",
}


def reachable(world: World, chat_id: int | str | None) -> Chat:
    """The chat, if the bot can write to it. Raises Refused."""
    if chat_id is None:
        raise bad_request("chat_id is empty")
    chat = world.chats.get(chat_id) if isinstance(chat_id, int) else None
    if chat is None:
        raise bad_request("chat not found")
    if isinstance(chat, Group):
        _require_inside(chat)
    else:
        _require_open(chat)
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
        raise bad_request("message thread not found")
    if chat.topics[topic].closed and not chat.bot_is_admin:
        raise bad_request("TOPIC_CLOSED")


def own_message(world: World, chat: Chat, key: Key) -> Message:
    """A message of the bot that can be edited. Raises Refused."""
    message = world.timeline(chat).find(key)
    if message is None:
        raise bad_request("message to edit not found")
    if message.sender is not world.bot:
        raise bad_request("message can't be edited")
    return message


def _require_inside(group: Group) -> None:
    if group.migrated_to is not None:
        raise bad_request(
            "group chat was upgraded to a supergroup chat", migrate_to_chat_id=group.migrated_to
        )
    if not group.has_bot:
        kind = "supergroup" if group.is_supergroup else "group"
        raise forbidden(_BOT_OUTSIDE[group.bot_status].format(kind))


def _require_open(chat: PrivateChat) -> None:
    if not chat.person.started:
        raise forbidden("bot can't initiate conversation with a user")
    if chat.person.blocked:
        raise forbidden("bot was blocked by the user")
