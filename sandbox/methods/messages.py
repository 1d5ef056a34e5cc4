"""Messages that everybody in a chat sees: sending, editing, deleting.

Belongs here: https://core.telegram.org/bots/api#sendmessage, #editmessagetext,
#editmessagereplymarkup and #deletemessage. May not enter: the rules of ephemeral messages.
"""

from typing import Any

from sandbox import shapes
from sandbox.messages import Message
from sandbox.methods.access import own_message, reachable, require_topic
from sandbox.methods.ephemeral import address
from sandbox.methods.revision import (
    PREVIEW,
    given_picks,
    given_text,
    revise,
    revised_preview,
    shown_markup,
)
from sandbox.population import Chat, Group
from sandbox.refusals import bad_request, not_built
from sandbox.world import World

Json = dict[str, Any]

DELETABLE = 48 * 3600
"""Seconds in which a bot that is not admin may delete its message (Bot API: deleteMessage)."""

_REPLIES = {"message_id", "ephemeral_message_id", "allow_sending_without_reply"}


def send_message(  # noqa: PLR0913 - the arguments are those of the Bot API
    world: World,
    *,
    chat_id: int | str,
    text: str,
    message_thread_id: int | None = None,
    ephemeral_message_parameters: Json | None = None,
    entities: list[Json] | None = None,
    link_preview_options: Json | None = None,
    disable_notification: bool = False,
    protect_content: bool = False,
    reply_parameters: Json | None = None,
    reply_markup: Json | None = None,
) -> Json:
    """Post a text, to everybody or, with ephemeral_message_parameters, to one member."""
    picks = given_picks(reply_markup)
    content = given_text(text, entities, None if picks else reply_markup)
    chat = reachable(world, chat_id)
    require_topic(chat, message_thread_id)
    message = Message(chat, world.bot, int(world.now()), **content, topic=message_thread_id)
    message.extras = {"has_protected_content": True} if protect_content else {}
    message.extras |= {PREVIEW: link_preview_options} if link_preview_options else {}
    message.silent = disable_notification
    message.picks = picks
    message.reply_to = _replied(world, chat, reply_parameters or {})
    if ephemeral_message_parameters is not None:
        address(world, message, ephemeral_message_parameters)
    return publish(world, message)


def edit_message_text(  # noqa: PLR0913 - the arguments are those of the Bot API
    world: World,
    *,
    text: str = "",
    chat_id: int | str | None = None,
    message_id: int | None = None,
    entities: list[Json] | None = None,
    link_preview_options: Json | None = None,
    reply_markup: Json | None = None,
) -> Json:
    """Change the text; a keyboard that is not given again is gone."""
    changes = given_text(text, entities, reply_markup)
    message = _editable(world, chat_id, message_id)
    revise(world, message, changes | revised_preview(message, link_preview_options))
    return shapes.message(message)


def edit_message_reply_markup(
    world: World,
    *,
    chat_id: int | str | None = None,
    message_id: int | None = None,
    reply_markup: Json | None = None,
) -> Json:
    """Change the keyboard, or take it away."""
    markup = shown_markup(reply_markup)
    message = _editable(world, chat_id, message_id)
    revise(world, message, {"markup": markup})
    return shapes.message(message)


def delete_message(world: World, *, chat_id: int | str, message_id: int) -> bool:
    """Take a message away: its own for 48 hours, any in a private chat, any as an admin."""
    chat = reachable(world, chat_id)
    message = world.timeline(chat).find((0, message_id))
    if message is None:
        raise bad_request("message to delete not found")
    if not _deletable(world, chat, message):
        raise bad_request("message can't be deleted for everyone")
    world.timeline(chat).remove(message)
    return True


def _deletable(world: World, chat: Chat, message: Message) -> bool:
    if isinstance(chat, Group) and chat.bot_is_admin:
        return True
    own = message.sender is world.bot or not isinstance(chat, Group)
    return own and world.now() - message.date < DELETABLE


def publish(world: World, message: Message) -> Json:
    """Let everybody in the chat, or its receiver, see it."""
    world.post(message)
    if isinstance(message.chat, Group) and message.receiver is None:
        message.chat.bot_posted = True
    world.ledger.posted(message, world.now())
    return shapes.message(message)


def _editable(world: World, chat_id: int | str | None, message_id: int | None) -> Message:
    chat = reachable(world, chat_id)
    if message_id is None:
        raise bad_request("message identifier is not specified")
    return own_message(world, chat, (0, message_id))


def _replied(world: World, chat: Chat, reply: Json) -> Message | None:
    """The message that is answered; a command that only the bot saw has the bot as receiver."""
    for field in reply.keys() - _REPLIES:
        raise not_built(f"reply_parameters with {field}")
    ephemeral = reply.get("ephemeral_message_id")
    key = (0, reply.get("message_id", 0)) if ephemeral is None else (world.bot.id, ephemeral)
    found = world.timeline(chat).find(key)
    if found is None and reply and not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return found
