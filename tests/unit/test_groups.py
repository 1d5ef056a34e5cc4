"""Whether Kith is in a chat, as Telegram says it."""

from typing import Any

import pytest
from telegram import ChatMemberRestricted, ChatMemberUpdated

from handlers.groups import is_present

BOT = {"id": 6, "is_bot": True, "first_name": "Kith"}
# Telegram names every right of a restricted member (Bot API, ChatMemberRestricted).
RIGHTS = [name for name in ChatMemberRestricted.__slots__ if name.startswith("can_")]


def change(status: str, **more: Any) -> ChatMemberUpdated:
    """Kith has this status from now on."""
    after = {"user": BOT, "status": status, "until_date": 0, **more}
    chat = {"id": -1, "type": "supergroup", "title": "Circle"}
    before = {"user": BOT, "status": "left"}
    body = {"chat": chat, "from": BOT, "date": 0, "old_chat_member": before}
    return ChatMemberUpdated.de_json(body | {"new_chat_member": after})


@pytest.mark.parametrize(
    ("status", "present"), [("member", True), ("left", False), ("kicked", False)]
)
def test_a_status_says_whether_kith_is_there(status: str, present: bool) -> None:
    assert is_present(change(status)) is present


@pytest.mark.parametrize("present", [True, False])
def test_who_is_restricted_may_be_there_or_not(present: bool) -> None:
    restricted = change("restricted", is_member=present, **dict.fromkeys(RIGHTS, False))
    assert is_present(restricted) is present
