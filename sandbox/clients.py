"""What people do with their Telegram clients.

Belongs here: writing, pressing buttons, following links, and what of it reaches the bot. May not
enter: HTTP; what people see (`view.py`).

Answers carry the id of the update that the bot gets, or None where Telegram keeps it from the bot.
"""

import re
from dataclasses import dataclass
from typing import Any

from sandbox import happenings, shapes
from sandbox.entities import command_entities, leading_command
from sandbox.limits import require_text
from sandbox.messages import Message, Tap
from sandbox.population import ANONYMOUS, CHANNELS, Chat, Group, Person
from sandbox.privacy import reaches_bot
from sandbox.refusals import Absent, ControlError, Refused
from sandbox.view import chat_seen_by, messages_seen_by
from sandbox.world import World

Json = dict[str, Any]

_START_LINK = re.compile(r"https?://t\.me/(\w+)\?start=([\w-]{1,64})")


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody writes. `ephemeral`: a command that only the bot gets, inside a group.

    `anonymous`: in the name of the group, as its admins can. `channel`: in the name of a channel,
    one of CHANNELS.
    """

    text: str
    topic: int | None = None
    ephemeral: bool = False
    reply_to: int | None = None
    anonymous: bool = False
    channel: str | None = None


def say(world: World, person: Person, chat: Chat, words: Words) -> int | None:
    """Write into a group, or into one's private chat with the bot; answers the update id.

    Raises Absent where the person cannot see the chat, ControlError for words no client sends.
    """
    _require_writable(person, chat_seen_by(person, chat), words)
    message = Message(chat, person, int(world.now()), words.text, topic=words.topic)
    message.entities = command_entities(words.text)
    if words.reply_to is not None:
        message.reply_to = find_message(world, person, chat, message_id=words.reply_to)
    if words.ephemeral:
        message.receiver = world.bot
    if words.anonymous:
        message.sender, message.extras = ANONYMOUS, {"sender_chat": shapes.chat(chat)}
    if words.channel is not None:
        message.sender, message.extras = CHANNELS[words.channel], shapes.of_channel(words.channel)
    if not isinstance(chat, Group):
        _open_private(world, person, words.text)
    world.post(message)
    heard = reaches_bot(message, world.bot)
    return world.emit("message", shapes.message(message)) if heard else None


def find_message(
    world: World,
    person: Person,
    chat: Chat,
    *,
    message_id: int | None = None,
    ephemeral_message_id: int | None = None,
) -> Message:
    """The message with that id, if the person sees it. Raises Absent."""
    wanted = (message_id or 0, ephemeral_message_id)
    for message in messages_seen_by(world, person, chat):
        if (message.message_id, message.ephemeral_message_id) == wanted:
            return message
    raise Absent(f"{person.first_name} sees no such message in chat {chat.id}.")


def find_button(message: Message, label: str) -> Json:
    """The first button with that label. Raises Absent."""
    for button in (each for row in message.buttons() for each in row):
        if button["text"] == label:
            return button
    raise Absent(f"There is no button {label!r} on that message.")


def tap(world: World, person: Person, message: Message, data: str) -> Tap:
    """Press a button that sends a callback query."""
    query = Tap(world.random_id(), person, message, data, world.now())
    world.taps[query.id] = query
    if not isinstance(message.chat, Group) or message.chat.has_bot:
        query.update_id = world.emit("callback_query", shapes.callback_query(query))
    return query


def follow(world: World, person: Person, url: str) -> int | None:
    """Open a link; `https://t.me/<bot>?start=X` makes the person press Start with X in private."""
    link = _START_LINK.fullmatch(url)
    if link is None or link[1].lower() != (world.bot.username or "").lower():
        return None
    return say(world, person, world.chats[person.id], Words(f"/start {link[2]}"))


def show(world: World, person: Person, kind: str, caption: str = "") -> int | None:
    """Send the bot a picture ("photo") or a voice ("voice") in the private chat."""
    file: Json = {"file_id": world.random_id(), "file_unique_id": world.random_id()}
    content: Json = {"voice": file | {"duration": 1}}
    if kind == "photo":
        content = {"photo": [file | {"width": 1, "height": 1}]}
    chat = world.chats[person.id]
    message = Message(chat, person, int(world.now()), service=content | {"caption": caption})
    world.post(message)
    return world.emit("message", shapes.message(message))


def hand(world: World, person: Person, name: str, content: bytes, *, size: int = -1) -> int | None:
    """Send the bot a file in the private chat. `size`: what Telegram says of it, if another."""
    file_id = world.random_id()
    world.files[file_id] = content
    shape: Json = {"file_id": file_id, "file_unique_id": world.random_id(), "file_name": name}
    shape["file_size"] = len(content) if size < 0 else size
    chat = world.chats[person.id]
    content_of = {"document": shape, "caption": ""}
    message = Message(chat, person, int(world.now()), service=content_of)
    message.file = content.decode(errors="replace")
    world.post(message)
    return world.emit("message", shapes.message(message))


def pick(world: World, person: Person, request_id: int, picked: Person) -> int | None:
    """Pick somebody from one's own list, as a button under the private chat asked for.

    Raises Absent where no such button is there.
    """
    chat = world.chats[person.id]
    asked = [each for message in world.timeline(chat) for each in message.picks]
    if all(each["request_users"]["request_id"] != request_id for each in asked):
        raise Absent(f"{person.first_name} has no button that asks for somebody.")
    shared = {"request_id": request_id, "users": [{"user_id": picked.id}]}
    message = Message(chat, person, int(world.now()), service={"users_shared": shared})
    world.post(message)
    return world.emit("message", shapes.message(message))


def _open_private(world: World, person: Person, text: str) -> None:
    """Anything written opens the chat; to somebody who blocked the bot only Start is left."""
    if person.blocked:
        if not text.startswith("/start"):
            raise ControlError(
                f"text: {person.first_name} blocked the bot; only /start unblocks it."
            )
        happenings.blocked(world, person, blocked=False)
    person.started = True


def _require_writable(person: Person, chat: Chat, words: Words) -> None:
    try:
        require_text(words.text)
    except Refused as refusal:
        raise ControlError(f"text: {refusal.description}") from refusal
    if isinstance(chat, Group):
        _require_group_takes(chat, words)
        _require_allowed(person, chat, words)
    elif words.topic is not None or words.ephemeral or words.anonymous or words.channel:
        raise ControlError("topic, ephemeral, anonymous, channel: only in groups.")


def _require_group_takes(group: Group, words: Words) -> None:
    if group.migrated_to is not None:
        raise ControlError(f"chat: that group is now the supergroup {group.migrated_to}.")
    if words.topic is not None and words.topic not in group.topics:
        raise Absent(f"topic: there is no topic {words.topic} in that group.")
    if words.topic is not None and group.topics[words.topic].closed:
        raise ControlError("topic: that topic is closed.")
    if words.ephemeral and leading_command(words.text) is None:
        raise ControlError("ephemeral: only a command can be seen by the bot alone.")


def _require_allowed(person: Person, group: Group, words: Words) -> None:
    if words.anonymous and person.id not in group.admins:
        raise ControlError("anonymous: only an admin of that group can be.")
    if words.channel is not None and words.channel not in CHANNELS:
        raise ControlError(f"channel: there are {', '.join(CHANNELS)}.")
    if [words.anonymous, words.ephemeral, words.channel is not None].count(True) > 1:
        raise ControlError("anonymous, ephemeral, channel: give one of them.")
