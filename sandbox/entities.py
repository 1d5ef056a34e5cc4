"""Marks inside texts, counted as Telegram counts.

Belongs here: lengths and offsets in UTF-16 code units
(https://core.telegram.org/bots/api#messageentity). May not enter: markup languages.
"""

import re
from typing import Any

_COMMAND = re.compile(r"(?<![\w/])/([A-Za-z0-9_]{1,64})(?:@([A-Za-z0-9_]{3,32}))?(?![\w@])")


def utf16_length(text: str) -> int:
    """The length of a text in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def command_entities(text: str) -> list[dict[str, Any]]:
    """A `bot_command` entity for each command in the text."""
    return [
        {
            "type": "bot_command",
            "offset": utf16_length(text[: found.start()]),
            "length": utf16_length(found.group()),
        }
        for found in _COMMAND.finditer(text)
    ]


def leading_command(text: str) -> tuple[str, str | None] | None:
    """The command that a text begins with, and the bot named behind it: ("help", "kith_bot")."""
    found = _COMMAND.match(text)
    return (found[1], found[2]) if found else None
