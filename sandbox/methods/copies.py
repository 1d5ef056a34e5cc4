"""Copies of messages: a picture or a voice in one chat goes to another, without its author.

Belongs here: https://core.telegram.org/bots/api#copymessage, for those two. May not enter: files
that a bot brings along (`documents`).
"""

from typing import Any

from sandbox.messages import Message
from sandbox.methods.access import reachable
from sandbox.methods.documents import CAPTION
from sandbox.methods.messages import publish
from sandbox.refusals import bad_request
from sandbox.world import World

Json = dict[str, Any]

COPIED = ("photo", "voice")


def copy_message(  # noqa: PLR0913 - the arguments are those of the Bot API
    world: World,
    *,
    chat_id: int | str,
    from_chat_id: int | str,
    message_id: int,
    caption: str = "",
    protect_content: bool = False,
) -> Json:
    """The same picture or voice, with the caption in place of its own; answers its number."""
    chat, source = reachable(world, chat_id), reachable(world, from_chat_id)
    if len(caption) > CAPTION:
        raise bad_request("message caption is too long")
    there = [each for each in world.timeline(source) if each.message_id == message_id]
    content = [kind for each in there for kind in COPIED if kind in each.service]
    if not content:
        raise bad_request("message to copy not found")
    message = Message(chat, world.bot, int(world.now()))
    message.service = {content[0]: there[0].service[content[0]], "caption": caption}
    message.extras = {"has_protected_content": True} if protect_content else {}
    return {"message_id": publish(world, message)["message_id"]}
