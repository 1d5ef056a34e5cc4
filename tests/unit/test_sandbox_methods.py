"""The methods do what Telegram's do, with its error texts."""

from typing import Any

import pytest

from sandbox import happenings
from sandbox.clients import Words, say, tap
from sandbox.clock import Clock
from sandbox.messages import Message
from sandbox.stage import Sandbox
from sandbox.view import messages_seen_by


def keyboard(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "A"} | button]]}


class Stage:
    """Ana in a group; she has not pressed Start."""

    def __init__(self) -> None:
        self.clock = Clock(1_800_000_000)
        self.sandbox = Sandbox(self.clock)
        self.world = self.sandbox.world
        self.ana = self.world.add_person("Ana")
        self.group = self.world.add_group("Circle", members=[self.ana], admins=[self.ana])

    async def call(self, method: str, **params: Any) -> Any:
        """The result; of a refusal its description."""
        body = (await self.sandbox.call(method, params)).body
        assert body is not None
        return body["result"] if body["ok"] else body["description"]

    async def send(self, **params: Any) -> Any:
        return await self.call("sendMessage", **({"chat_id": self.group.id, "text": "hi"} | params))

    def texts(self) -> list[str]:
        return [each.text for each in messages_seen_by(self.world, self.ana, self.group)]


@pytest.fixture
def stage() -> Stage:
    return Stage()


async def test_a_message_is_posted_and_entered_in_the_ledger(stage: Stage) -> None:
    sent = await stage.send(reply_markup=keyboard(callback_data="a"), disable_notification=True)
    assert (sent["text"], sent["chat"]["id"], sent["date"]) == (
        "hi",
        stage.group.id,
        1_800_000_000,
    )
    assert sent["reply_markup"] == keyboard(callback_data="a")
    assert stage.texts() == ["hi"]
    ledger = stage.sandbox.ledger
    assert ledger.delivered == [
        {
            "chat": stage.group.id,
            "message_id": sent["message_id"],
            "text": "hi",
            "at": 1_800_000_000,
        }
    ]
    assert ledger.calls[0]["answer"] == {"ok": True, "result": sent}


async def test_only_who_pressed_start_can_be_written_to(stage: Stage) -> None:
    chat = stage.ana.id
    assert (
        await stage.send(chat_id=chat) == "Forbidden: bot can't initiate conversation with a user"
    )
    say(stage.world, stage.ana, stage.world.chats[chat], Words("/start"))
    assert (await stage.send(chat_id=chat))["chat"]["type"] == "private"
    happenings.blocked(stage.world, stage.ana, blocked=True)
    assert await stage.send(chat_id=chat) == "Forbidden: bot was blocked by the user"
    assert await stage.send(chat_id=5) == "Bad Request: chat not found"
    assert await stage.send(chat_id="@circle") == "Bad Request: chat not found"


async def test_a_bot_outside_is_told_how_it_went(stage: Stage) -> None:
    happenings.bot_removed(stage.world, stage.group)
    assert await stage.send() == "Forbidden: bot was kicked from the group chat"
    happenings.bot_returned(stage.world, stage.group)
    assert await stage.call("leaveChat", chat_id=stage.group.id) is True
    assert await stage.send() == "Forbidden: bot is not a member of the group chat"


async def test_a_group_that_moved_says_where(stage: Stage) -> None:
    upgraded = happenings.migrated(stage.world, stage.group)
    body = (await stage.sandbox.call("sendMessage", {"chat_id": stage.group.id, "text": "x"})).body
    assert body == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": upgraded.id},
    }
    assert (await stage.send(chat_id=upgraded.id))["chat"]["type"] == "supergroup"


async def test_topics_must_be_there_and_open(stage: Stage) -> None:
    assert await stage.send(message_thread_id=1) == "Bad Request: message thread not found"
    forum = stage.world.add_group("Forum", members=[stage.ana], forum=True)
    topic = stage.world.add_topic(forum, "Weather").id
    sent = await stage.send(chat_id=forum.id, message_thread_id=topic)
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (topic, True)
    happenings.topic_closed(stage.world, forum, topic)
    assert (
        await stage.send(chat_id=forum.id, message_thread_id=topic) == "Bad Request: TOPIC_CLOSED"
    )
    happenings.promoted(stage.world, forum, stage.world.bot)
    assert (await stage.send(chat_id=forum.id, message_thread_id=topic))["text"] == "hi"


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"text": " \n"}, "Bad Request: message text is empty"),
        ({"text": "x" * 4095 + "🌧"}, "Bad Request: message is too long"),
        (
            {"reply_markup": keyboard(callback_data="ä" * 33)},
            "Bad Request: BUTTON_DATA_INVALID",
        ),
        ({"reply_markup": keyboard(callback_data="")}, "Bad Request: BUTTON_DATA_INVALID"),
        ({"reply_markup": keyboard(url="kith")}, "Bad Request: BUTTON_URL_INVALID"),
        (
            {"reply_markup": keyboard(callback_data="a", text=" ")},
            "Bad Request: can't parse inline keyboard button: Text must be non-empty",
        ),
        (
            {"reply_markup": keyboard()},
            "Bad Request: can't parse inline keyboard button: exactly one action must be given",
        ),
        ({"reply_parameters": {"message_id": 99}}, "Bad Request: message to be replied not found"),
        ({"parse_mode": "HTML"}, "Not built in the sandbox: sendMessage with parse_mode"),
        (
            {"reply_markup": {"force_reply": True}},
            "Not built in the sandbox: reply_markup other than an inline keyboard",
        ),
        (
            {"reply_parameters": {"message_id": 1, "quote": "x"}},
            "Not built in the sandbox: reply_parameters with quote",
        ),
    ],
)
async def test_what_cannot_be_sent(stage: Stage, params: dict[str, Any], description: str) -> None:
    assert await stage.send(**params) == description
    assert stage.texts() == []


async def test_limits_are_reached_exactly(stage: Stage) -> None:
    assert (await stage.send(text="x" * 4094 + "🌧"))["message_id"]
    assert (await stage.send(reply_markup=keyboard(callback_data="ä" * 32)))["message_id"]


async def test_unbuilt_methods_say_so(stage: Stage) -> None:
    assert await stage.call("sendDice", chat_id=1) == "Not built in the sandbox: sendDice"


async def test_edits_change_text_and_keyboard(stage: Stage) -> None:
    sent = await stage.send(reply_markup=keyboard(callback_data="a"))
    where = {"chat_id": stage.group.id, "message_id": sent["message_id"]}
    stage.clock.advance(60)
    edited = await stage.call("editMessageText", **where, text="hello")
    assert (edited["text"], edited["edit_date"]) == ("hello", 1_800_000_060)
    assert "reply_markup" not in edited
    markup = keyboard(callback_data="b")
    edited = await stage.call("editMessageReplyMarkup", **where, reply_markup=markup)
    assert (edited["text"], edited["reply_markup"]) == ("hello", markup)
    assert stage.texts() == ["hello"]


async def test_edits_that_change_nothing_are_refused(stage: Stage) -> None:
    sent = await stage.send()
    where = {"chat_id": stage.group.id, "message_id": sent["message_id"]}
    expected = (
        "Bad Request: message is not modified: specified new message content and reply markup are "
        "exactly the same as a current content and reply markup of the message"
    )
    assert await stage.call("editMessageText", **where, text="hi") == expected
    empty: dict[str, Any] = {"inline_keyboard": [[]]}
    assert await stage.call("editMessageReplyMarkup", **where, reply_markup=empty) == expected


async def test_only_own_messages_can_be_edited(stage: Stage) -> None:
    theirs = stage.world.post(Message(stage.group, stage.ana, 0, "mine")).message_id
    chat = stage.group.id
    for message_id, text in (
        (theirs, "Bad Request: message can't be edited"),
        (99, "Bad Request: message to edit not found"),
        (0, "Bad Request: message to edit not found"),
    ):
        edit = {"chat_id": chat, "message_id": message_id, "text": "x"}
        assert await stage.call("editMessageText", **edit) == text
    assert (
        await stage.call("editMessageText", chat_id=chat, text="x")
        == "Bad Request: message identifier is not specified"
    )
    assert await stage.call("editMessageText", text="x") == "Bad Request: chat_id is empty"


async def test_own_messages_can_be_deleted_for_two_days(stage: Stage) -> None:
    old, new = (await stage.send())["message_id"], (await stage.send())["message_id"]
    chat = stage.group.id
    assert await stage.call("deleteMessage", chat_id=chat, message_id=new) is True
    gone = await stage.call("deleteMessage", chat_id=chat, message_id=new)
    assert gone == "Bad Request: message to delete not found"
    stage.clock.advance(48 * 3600)
    refused = "Bad Request: message can't be deleted for everyone"
    assert await stage.call("deleteMessage", chat_id=chat, message_id=old) == refused
    theirs = stage.world.post(Message(stage.group, stage.ana, 1_800_172_800, "mine")).message_id
    assert await stage.call("deleteMessage", chat_id=chat, message_id=theirs) == refused
    happenings.promoted(stage.world, stage.group, stage.world.bot)
    assert await stage.call("deleteMessage", chat_id=chat, message_id=old) is True
    assert await stage.call("deleteMessage", chat_id=chat, message_id=theirs) is True


async def test_a_tap_is_answered_within_150_seconds(stage: Stage) -> None:
    post = stage.world.post(Message(stage.group, stage.world.bot, 0, "hi"))
    query = tap(stage.world, stage.ana, post, "a")
    stage.clock.advance(150)
    answer = {"callback_query_id": query.id, "text": "noted"}
    assert await stage.call("answerCallbackQuery", **answer, show_alert=True) is True
    assert query.answer is not None
    assert (query.answer.text, query.answer.show_alert) == ("noted", True)
    stage.clock.advance(1)
    refused = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    assert await stage.call("answerCallbackQuery", **answer) == refused
    assert await stage.call("answerCallbackQuery", callback_query_id="1") == refused
    too_long = answer | {"text": "x" * 199 + "🌧"}
    assert await stage.call("answerCallbackQuery", **too_long) == "Bad Request: MESSAGE_TOO_LONG"


async def test_rights_are_told_but_members_only_to_admins(stage: Stage) -> None:
    ben = stage.world.add_person("Ben")
    happenings.joined(stage.world, stage.group, ben)
    chat = stage.group.id
    (owner,) = await stage.call("getChatAdministrators", chat_id=chat)
    assert (owner["status"], owner["user"]["id"]) == ("creator", stage.ana.id)
    who = {"chat_id": chat, "user_id": ben.id}
    assert await stage.call("getChatMember", **who) == "Bad Request: member list is inaccessible"
    itself = await stage.call("getChatMember", chat_id=chat, user_id=stage.world.bot.id)
    assert itself["status"] == "member"
    happenings.promoted(stage.world, stage.group, stage.world.bot)
    assert (await stage.call("getChatMember", **who))["status"] == "member"
    happenings.left(stage.world, stage.group, ben)
    assert (await stage.call("getChatMember", **who))["status"] == "left"
    nobody = {"chat_id": chat, "user_id": 5}
    assert await stage.call("getChatMember", **nobody) == "Bad Request: user not found"
    admins = await stage.call("getChatAdministrators", chat_id=chat)
    assert [each["user"]["id"] for each in admins] == [stage.ana.id, stage.world.bot.id]


async def test_a_private_chat_has_no_administrators(stage: Stage) -> None:
    stage.ana.started = True
    assert (
        await stage.call("getChatAdministrators", chat_id=stage.ana.id)
        == "Bad Request: there are no administrators in the private chat"
    )
    assert "can't be changed in private chats" in await stage.call(
        "leaveChat", chat_id=stage.ana.id
    )


async def test_menus_are_kept_by_scope_and_language(stage: Stage) -> None:
    menu = [{"command": "help", "description": "Help", "is_ephemeral": True}]
    scope = {"type": "all_group_chats"}
    assert await stage.call("setMyCommands", commands=menu, scope=scope) is True
    assert await stage.call("getMyCommands", scope=scope) == menu
    assert await stage.call("getMyCommands") == []
    assert await stage.call("getMyCommands", scope=scope, language_code="de") == []
    assert await stage.call("deleteMyCommands", scope=scope) is True
    assert await stage.call("getMyCommands", scope=scope) == []


@pytest.mark.parametrize(
    ("command", "scope", "description"),
    [
        ({"command": "Help", "description": "x"}, "default", "Bad Request: BOT_COMMAND_INVALID"),
        (
            {"command": "help", "description": ""},
            "default",
            "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID",
        ),
        (
            {"command": "help", "description": "x"},
            "nonsense",
            "Bad Request: can't parse BotCommandScope: unsupported type specified",
        ),
    ],
)
async def test_menus_have_rules(
    stage: Stage, command: dict[str, Any], scope: str, description: str
) -> None:
    menu = {"commands": [command], "scope": {"type": scope}}
    assert await stage.call("setMyCommands", **menu) == description
