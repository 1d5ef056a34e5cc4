"""The moments in a text, marked so that Telegram shows each reader their own time.

Belongs here: marks of a text that is sent. May not enter: calls (`wire`).
"""

from collections.abc import Mapping
from datetime import UTC, datetime

from telegram import MessageEntity

_OWN_TIME = "wDt"
"""How a moment is shown: weekday, long date, short time (Bot API: MessageEntity, date_time)."""


def entities(text: str, times: Mapping[str, int] | None) -> list[MessageEntity] | None:
    """The moments that a text names, for each reader's own time; nothing else of it is marked."""
    marks = [
        MessageEntity(
            MessageEntity.DATE_TIME,
            text.index(words),
            len(words),
            unix_time=datetime.fromtimestamp(at, UTC),
            date_time_format=_OWN_TIME,
        )
        for words, at in (times or {}).items()
        if words in text  # it may have been cut off (`fitting`)
    ]
    return list(MessageEntity.adjust_message_entities_to_utf_16(text, marks)) or None
