"""Calls are checked against Telegram's own reference."""

import json
from typing import Any

import pytest

from sandbox.reference import Misfit, accept, canonical, require_type
from sandbox.refusals import Refused


def refusal(method: str, **raw: object) -> str:
    with pytest.raises(Refused) as caught:
        accept(method, raw)
    assert caught.value.code == 400
    return caught.value.description


def message(**raw: object) -> dict[str, object]:
    return {"chat_id": "-100", "text": "hello"} | raw


def buttons(*row: dict[str, Any]) -> dict[str, Any]:
    return {"inline_keyboard": [list(row)]}


def test_methods_are_known_in_any_case() -> None:
    assert canonical("SENDmessage") == "sendMessage"
    with pytest.raises(Refused) as caught:
        accept("sendNonsense", {})
    assert caught.value.body() == {"ok": False, "error_code": 404, "description": "Not Found"}


def test_forms_and_json_say_the_same() -> None:
    markup = buttons({"text": "A", "callback_data": "a"})
    form = message(disable_notification="true", reply_markup=json.dumps(markup))
    body = {"chat_id": -100, "text": "hello", "disable_notification": True, "reply_markup": markup}
    assert accept("sendMessage", form) == accept("sendMessage", body) == body


def test_a_chat_may_be_named() -> None:
    assert accept("getChat", {"chat_id": "@circle"}) == {"chat_id": "@circle"}
    assert accept("getChat", {"chat_id": "-5"}) == {"chat_id": -5}


def test_a_number_stays_text_where_text_is_asked_for() -> None:
    assert accept("sendMessage", message(text="42"))["text"] == "42"
    assert accept("answerCallbackQuery", {"callback_query_id": "7"}) == {"callback_query_id": "7"}


@pytest.mark.parametrize(
    ("raw", "description"),
    [
        ({"chat_id": "1"}, "Bad Request: message text is empty"),
        ({"text": "hello"}, "Bad Request: chat_id is empty"),
        (message(x="1"), 'Bad Request: unknown parameter "x"'),
        (
            message(message_thread_id="one"),
            'Bad Request: parameter "message_thread_id": must be Integer',
        ),
        (
            message(disable_notification="perhaps"),
            'Bad Request: parameter "disable_notification": must be true or false',
        ),
        (message(text=5), 'Bad Request: parameter "text": must be String'),
        (message(chat_id=True), 'Bad Request: parameter "chat_id": must be Integer or String'),
        (
            message(entities="[1"),
            'Bad Request: parameter "entities": must be Array of MessageEntity',
        ),
    ],
)
def test_wrong_parameters_are_refused(raw: dict[str, object], description: str) -> None:
    assert refusal("sendMessage", **raw) == description


@pytest.mark.parametrize(
    ("markup", "part"),
    [
        (buttons({"text": "A", "colour": "red"}), 'InlineKeyboardButton: unknown field "colour"'),
        (buttons({"callback_data": "a"}), 'InlineKeyboardButton: Can\'t find field "text"'),
        (buttons({"text": 5}), 'InlineKeyboardButton: Field "text" must be String'),
        ({"inline_keyboard": [{"text": "A"}]}, 'Field "inline_keyboard" must be Array of'),
        (buttons({"text": "A", "web_app": {}}), 'WebAppInfo: Can\'t find field "url"'),
        ({"nonsense": 1}, "must be InlineKeyboardMarkup or ReplyKeyboardMarkup or"),
        ([], "must be InlineKeyboardMarkup or ReplyKeyboardMarkup or"),
    ],
)
def test_nested_objects_are_refused_too(markup: object, part: str) -> None:
    assert part in refusal("sendMessage", **message(reply_markup=json.dumps(markup)))


def test_one_of_several_types_is_enough() -> None:
    some: list[dict[str, Any]] = [
        {"force_reply": True},
        {"remove_keyboard": True},
        {"keyboard": [[]]},
    ]
    for markup in some:
        assert accept("sendMessage", message(reply_markup=markup))["reply_markup"] == markup


def test_subtypes_are_told_apart_by_their_fields() -> None:
    def menu(scope: dict[str, Any]) -> dict[str, object]:
        return {"commands": [], "scope": json.dumps(scope)}

    scope = {"type": "chat_member", "chat_id": -5, "user_id": 6}
    assert accept("setMyCommands", menu(scope))["scope"] == scope
    assert 'unknown field "x"' in refusal("setMyCommands", **menu({"type": "default", "x": 1}))


def test_rich_text_may_hold_itself() -> None:
    bold = {"type": "bold", "text": ["so ", {"type": "italic", "text": "much"}]}
    require_type("RichText", bold)
    with pytest.raises(Misfit):
        require_type("RichText", {"type": "bold", "text": 5})
