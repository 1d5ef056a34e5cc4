"""What is let in before anything is parsed (promise 1, S21, D7)."""

from typing import Any

import pytest

from bot.intake.privacy import admit

GROUP = {"id": -1, "type": "supergroup"}
PRIVATE = {"id": 7, "type": "private"}
SOMEBODY = {"id": 7, "first_name": "A", "is_bot": False}


def message(chat: dict[str, Any], text: str = "", **more: Any) -> dict[str, Any]:
    """A message as Telegram sends it, with its command marked as Telegram marks it."""
    entities = [{"type": "bot_command", "offset": 0, "length": len(text.partition(" ")[0])}]
    body = {"message_id": 1, "chat": chat, "from": SOMEBODY, "text": text}
    return {
        "update_id": 1,
        "message": body | ({"entities": entities} if text.startswith("/") else {}) | more,
    }


@pytest.mark.parametrize(
    "update",
    [
        message(GROUP, "/checkins"),
        message(GROUP, "/checkins@kith_bot and more"),
        message(GROUP, "/checkins@KITH_BOT"),
        message(PRIVATE, "anything at all"),
        message(GROUP, new_chat_members=[SOMEBODY]),
        message(GROUP, left_chat_member=SOMEBODY),
        message(GROUP, migrate_to_chat_id=-2),
        message(GROUP, migrate_from_chat_id=-2),
        message(GROUP, forum_topic_closed={}),
        message(GROUP, forum_topic_reopened={}),
        {"update_id": 1, "my_chat_member": {"chat": GROUP, "from": SOMEBODY}},
        {"update_id": 1, "callback_query": {"id": "1", "data": "x", "message": {}}},
    ],
)
def test_let_in(update: dict[str, Any]) -> None:
    assert admit(update, "kith_bot")


@pytest.mark.parametrize(
    "update",
    [
        message(GROUP, "I feel low today"),
        message(GROUP, "kith_bot, are you there?"),
        message(GROUP, "look at /checkins", entities=[{"type": "bot_command", "offset": 8}]),
        message(GROUP, "/help@another_bot"),
        message(GROUP, "", photo=[{}], caption="/checkins"),
        message(GROUP, "@kith_bot", entities=[{"type": "mention", "offset": 0, "length": 9}]),
        {"update_id": 1, "edited_message": message(GROUP, "/checkins")["message"]},
        {"update_id": 1, "channel_post": message(GROUP, "/checkins")["message"]},
        {"update_id": 1, "message_reaction": {}},
        {"update_id": 1, "callback_query": {"id": "1", "game_short_name": "x"}},
        {"update_id": 1},
    ],
)
def test_dropped_unparsed(update: dict[str, Any]) -> None:
    assert not admit(update, "kith_bot")
