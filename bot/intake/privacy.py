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


def admit(update: Raw, username: str) -> bool:
    """Whether a raw update may enter a turn. `username`: the bot's own."""
    if "callback_query" in update:
        return "data" in update["callback_query"] and "message" in update["callback_query"]
    if "my_chat_member" in update:
        return True
    message = update.get("message")
    if not message or "from" not in message:
        return False
    if message["chat"]["type"] == "private":
        return True
    return not SERVICE.isdisjoint(message) or _is_command(message, username)


def _is_command(message: Raw, username: str) -> bool:
    """A message that begins with a command for this bot."""
    first = (message.get("entities") or [{}])[0]
    if first.get("type") != "bot_command" or first.get("offset") != 0:
        return False
    command = str(message.get("text", ""))[: first["length"]]
    _, at, name = command.partition("@")
    return not at or name.lower() == username.lower()
