"""What the sandbox tells a bot is itself valid by the reference, and readable by PTB."""

from typing import Any

import pytest
from telegram import Update

from sandbox import happenings
from sandbox.clients import Words, say, tap
from sandbox.clock import Clock
from sandbox.messages import Message
from sandbox.reference import Misfit, require_type
from sandbox.stage import Sandbox

RETURNS = {
    "getMe": "User",
    "getChat": "ChatFullInfo",
    "getChatAdministrators": "Array of ChatMember",
    "getWebhookInfo": "WebhookInfo",
    "sendMessage": "Message",
    "getUpdates": "Array of Update",
}


async def everything(sandbox: Sandbox) -> list[dict[str, Any]]:
    """Let all that can happen happen, and answer the updates."""
    world = sandbox.world
    names = ("Ana", "Ben", "Dee")
    ana, ben, dee = (world.add_person(each, username=each.lower()) for each in names)
    group = world.add_group("Circle", members=[ana], admins=[dee])
    forum = world.add_group("Forum", members=[ana], forum=True)
    topic = world.add_topic(forum, "Weather").id
    await sandbox.call("getUpdates", {"allowed_updates": ["message", "callback_query", *CHANGES]})
    happenings.bot_added(world, group)
    happenings.promoted(world, group, world.bot)
    happenings.joined(world, group, ben)
    happenings.promoted(world, group, ben)
    happenings.demoted(world, group, ben)
    happenings.left(world, group, ben)
    say(world, ana, world.chats[ana.id], Words("/start"))
    say(world, ana, group, Words("/help", ephemeral=True))
    say(world, ana, forum, Words("/help@kith_bot", topic=topic))
    happenings.topic_closed(world, forum, topic)
    happenings.topic_reopened(world, forum, topic)
    say(world, dee, group, Words("/help@kith_bot", anonymous=True))
    say(world, dee, group, Words("/help@kith_bot", channel="own"))
    say(world, dee, group, Words("/help@kith_bot", channel="linked"))
    markup = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
    post = world.post(Message(group, world.bot, 0, "hi", markup=markup, edit_date=5))
    say(world, ana, group, Words("thanks", reply_to=post.message_id))
    whisper = world.post(Message(group, world.bot, 0, "noted", markup=markup, receiver=ana))
    tap(world, ana, post, "a")
    tap(world, ana, whisper, "a")
    happenings.blocked(world, ana, blocked=True)
    happenings.blocked(world, ana, blocked=False)
    happenings.migrated(world, group)
    happenings.bot_removed(world, forum)
    body = (await sandbox.call("getUpdates", {})).body
    assert body is not None
    updates: list[dict[str, Any]] = body["result"]
    return updates


CHANGES = ["my_chat_member", "chat_member"]


async def test_all_updates_fit_the_reference_and_ptb() -> None:
    updates = await everything(Sandbox(Clock(1_800_000_000)))
    kinds = {kind for update in updates for kind in update if kind != "update_id"}
    assert kinds == {"message", "callback_query", *CHANGES}
    assert len(updates) >= 20
    for update in updates:
        require_type("Update", update)
        read = Update.de_json(update)
        assert read.to_dict()["update_id"] == update["update_id"]


async def test_all_answers_fit_the_reference() -> None:
    sandbox = Sandbox(Clock(1_800_000_000))
    await everything(sandbox)
    chat = sandbox.world.groups()[0]
    chat.bot_status = "administrator"
    params: dict[str, dict[str, Any]] = {
        "sendMessage": {"chat_id": chat.id, "text": "hi", "link_preview_options": {}},
        "getChat": {"chat_id": chat.id},
        "getChatAdministrators": {"chat_id": chat.id},
    }
    for method, kind in RETURNS.items():
        body = (await sandbox.call(method, params.get(method, {}))).body
        assert body is not None
        require_type(kind, body["result"])


def test_the_check_itself_finds_faults() -> None:
    with pytest.raises(Misfit, match='unknown field "nonsense"'):
        require_type("Update", {"update_id": 1, "message": {"nonsense": 1}})
