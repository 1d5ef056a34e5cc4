"""The check of payloads finds what the models of aiogram would swallow."""

from typing import Any

import pytest

from tests.payloads import check


def call(**params: Any) -> dict[str, Any]:
    return {"method": "sendMessage", "params": {"chat_id": 1, "text": "hello"} | params}


def keyboard(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "A"} | button]]}


def test_good_calls_pass() -> None:
    ephemeral = {"receiver_user_id": 2, "callback_query_id": "3"}
    check(
        [
            call(reply_markup=keyboard(callback_data="a"), ephemeral_message_parameters=ephemeral),
            call(reply_markup=keyboard(disabled={}), disable_notification=True),
            {"method": "getMe", "params": {}},
            {"method": "getUpdates", "params": {"offset": 5, "allowed_updates": ["message"]}},
            {
                "method": "setMyCommands",
                "params": {
                    "commands": [{"command": "help", "description": "Help", "is_ephemeral": True}],
                    "scope": {"type": "chat", "chat_id": -1},
                },
            },
        ]
    )


@pytest.mark.parametrize(
    ("params", "path"),
    [
        ({"nonsense": 1}, "sendMessage.nonsense"),
        (
            {"ephemeral_message_parameters": {"receiver_user_id": 2, "nonsense": 1}},
            "sendMessage.ephemeral_message_parameters.nonsense",
        ),
        (
            {"reply_markup": keyboard(callback_data="a", nonsense=1)},
            r"sendMessage.reply_markup.inline_keyboard\[0\]\[0\].nonsense",
        ),
    ],
)
def test_unknown_fields_are_found_at_any_depth(params: dict[str, Any], path: str) -> None:
    with pytest.raises(AssertionError, match=path):
        check([call(), call(**params)])


def test_wrong_types_and_missing_fields_are_named() -> None:
    with pytest.raises(AssertionError, match=r"sendMessage: aiogram refuses text"):
        check([{"method": "sendMessage", "params": {"chat_id": 1}}])


def test_an_unknown_method_is_named() -> None:
    with pytest.raises(AssertionError, match="sendNonsense: aiogram knows no such method"):
        check([{"method": "sendNonsense", "params": {}}])
