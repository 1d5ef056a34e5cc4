"""What Kith lets in: taps, commands, service messages, and lines of the private chat.

Belongs here: the one test that stands before parsing (promise 1, S21, D7). May not enter: anything
that looks at words. Kith does not read; an admin bot is handed every message, and drops it here.
"""

from typing import Any

Raw = dict[str, Any]

SERVICE = frozenset(
    {
        "new_chat_members",
        "left_chat_member",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
        "forum_topic_closed",
        "forum_topic_reopened",
    }
)
"""Messages that Telegram writes itself, and that Kith needs to know of."""
_OF_A_POST = frozenset(
    {
        "message_id",
        "date",
        "chat",
        "message_thread_id",
        "is_topic_message",
        "ephemeral_message_id",
    }
)
"""What says where the post under a button stands, and nothing of what it says."""


def admit(update: Raw, username: str) -> bool:
    """Whether a raw update may enter a turn. `username`: the bot's own."""
    if "callback_query" in update:
        return "data" in update["callback_query"] and "message" in update["callback_query"]
    if "my_chat_member" in update or "chat_join_request" in update:
        return True
    message = update.get("message")
    if not message or "from" not in message:
        return False
    if message["chat"]["type"] == "private":
        return True
    return not SERVICE.isdisjoint(message) or bool(command_of(message, username)[0])


def bare(update: Raw) -> Raw:
    """The update as Kith needs it: of the post under a tapped button, only where it stands.

    Its text, its buttons and what it answers to come along with every tap.
    """
    tap = update.get("callback_query")
    if tap is None:
        return update
    post = {key: value for key, value in tap["message"].items() if key in _OF_A_POST}
    return update | {"callback_query": tap | {"message": post}}


def command_of(message: Raw, username: str) -> tuple[str, str]:
    """The command for this bot that a message begins with, and what follows it; else "", ""."""
    first = (message.get("entities") or [{}])[0]
    if first.get("type") != "bot_command" or first.get("offset") != 0:
        return "", ""
    text = str(message.get("text", ""))
    command, at, name = text[: first["length"]].partition("@")
    if at and name.lower() != username.lower():
        return "", ""
    return command.removeprefix("/").lower(), text[first["length"] :].strip()
