"""Ephemeral messages: who may get one, when, and who sees it."""

from typing import Any

import pytest

from sandbox.clients import Words, say, tap
from sandbox.clock import Clock
from sandbox.messages import Message
from sandbox.population import Person
from sandbox.stage import Sandbox
from sandbox.view import messages_seen_by, shape

KEYBOARD = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}


class Stage:
    """Ana and Ben in a group, with a public message of the bot that has a button."""

    def __init__(self) -> None:
        self.clock = Clock(1_800_000_000)
        self.sandbox = Sandbox(self.clock)
        self.world = self.sandbox.world
        self.ana, self.ben = self.world.add_person("Ana"), self.world.add_person("Ben")
        self.group = self.world.add_group("Circle", members=[self.ana, self.ben])
        post = Message(self.group, self.world.bot, 0, "How is it?", markup=KEYBOARD)
        self.post = self.world.post(post)

    async def call(self, method: str, **params: Any) -> Any:
        body = (await self.sandbox.call(method, {"chat_id": self.group.id} | params)).body
        assert body is not None
        return body["result"] if body["ok"] else body["description"]

    async def whisper(self, to: Person, text: str = "noted", **parameters: Any) -> Any:
        """Send an ephemeral message, with further ephemeral parameters."""
        ephemeral = {"receiver_user_id": to.id} | parameters
        return await self.call("sendMessage", text=text, ephemeral_message_parameters=ephemeral)

    def taps(self, message: Message | None = None) -> str:
        return tap(self.world, self.ana, message or self.post, "a").id

    def sees(self, person: Person) -> list[str]:
        return [each.text for each in messages_seen_by(self.world, person, self.group)]


@pytest.fixture
def stage() -> Stage:
    return Stage()


async def test_a_tap_gives_fifteen_seconds(stage: Stage) -> None:
    query = stage.taps()
    stage.clock.advance(15)
    sent = await stage.whisper(stage.ana, callback_query_id=query)
    assert (sent["message_id"], sent["receiver_user"]["id"]) == (0, stage.ana.id)
    assert sent["ephemeral_message_id"] > 0
    stage.clock.advance(1)
    refused = await stage.whisper(stage.ana, callback_query_id=query)
    assert refused.startswith("Bad Request: query is too old")


async def test_the_tap_must_be_theirs_and_in_this_chat(stage: Stage) -> None:
    query = stage.taps()
    assert "query is too old" in await stage.whisper(stage.ben, callback_query_id=query)
    assert "query is too old" in await stage.whisper(stage.ana, callback_query_id="1")
    other = stage.world.add_group("Other", members=[stage.ana])
    elsewhere = stage.world.post(Message(other, stage.world.bot, 0, "hi"))
    query = stage.taps(elsewhere)
    assert "query is too old" in await stage.whisper(stage.ana, callback_query_id=query)


async def test_without_an_occasion_only_an_admin_may(stage: Stage) -> None:
    assert "needs a tap or command" in await stage.whisper(stage.ana)
    stage.group.bot_status = "administrator"
    assert (await stage.whisper(stage.ana))["text"] == "noted"


async def test_an_ephemeral_command_can_be_answered(stage: Stage) -> None:
    say(stage.world, stage.ana, stage.group, Words("/help", ephemeral=True))
    command = list(messages_seen_by(stage.world, stage.ana, stage.group))[-1]
    answer = {
        "text": "help",
        "ephemeral_message_parameters": {"receiver_user_id": stage.ana.id},
        "reply_parameters": {"ephemeral_message_id": command.ephemeral_message_id},
    }
    assert (await stage.call("sendMessage", **answer))["text"] == "help"
    to_ben = answer | {"ephemeral_message_parameters": {"receiver_user_id": stage.ben.id}}
    assert "needs a tap or command" in await stage.call("sendMessage", **to_ben)
    stage.clock.advance(16)
    assert "needs a tap or command" in await stage.call("sendMessage", **answer)


async def test_only_the_receiver_sees_it(stage: Stage) -> None:
    sent = await stage.whisper(stage.ana, callback_query_id=stage.taps())
    assert stage.sees(stage.ana) == ["How is it?", "noted"]
    assert stage.sees(stage.ben) == ["How is it?"]
    seen = shape(list(messages_seen_by(stage.world, stage.ana, stage.group))[-1])
    assert seen["only_you"]
    assert seen["ephemeral_message_id"] == sent["ephemeral_message_id"]
    assert "message_id" not in seen


async def test_an_old_client_shows_none_and_the_ledger_knows(stage: Stage) -> None:
    await stage.whisper(stage.ana, "first", callback_query_id=stage.taps())
    stage.ana.sees_ephemeral = False
    await stage.whisper(stage.ana, "second", callback_query_id=stage.taps())
    assert stage.sees(stage.ana) == ["How is it?"]
    (delivered,) = stage.sandbox.ledger.delivered
    assert delivered == {
        "chat": stage.group.id,
        "text": "first",
        "at": 1_800_000_000,
        "ephemeral_message_id": 1,
        "receiver": stage.ana.id,
    }


async def test_it_can_stand_for_the_public_message(stage: Stage) -> None:
    last = stage.world.post(Message(stage.group, stage.ben, 0, "later"))
    replaced: dict[str, Any] = {
        "callback_query_id": stage.taps(),
        "replace_callback_query_message": True,
    }
    sent = await stage.whisper(stage.ana, "for you", **replaced)
    assert stage.sees(stage.ana) == ["for you", last.text]
    assert stage.sees(stage.ben) == ["How is it?", last.text]
    identity = {key: sent[key] for key in ("ephemeral_message_id",)}
    await stage.call("deleteEphemeralMessage", receiver_user_id=stage.ana.id, **identity)
    assert stage.sees(stage.ana) == ["How is it?", last.text]


async def test_it_cannot_stand_for_an_ephemeral_one(stage: Stage) -> None:
    await stage.whisper(stage.ana, callback_query_id=stage.taps())
    own = list(messages_seen_by(stage.world, stage.ana, stage.group))[-1]
    replaced: dict[str, Any] = {
        "callback_query_id": stage.taps(own),
        "replace_callback_query_message": True,
    }
    refused = await stage.whisper(stage.ana, **replaced)
    assert refused == "Bad Request: ephemeral message can replace only the public message of a tap"


async def test_it_is_edited_and_deleted_by_its_own_methods(stage: Stage) -> None:
    sent = await stage.whisper(stage.ana, callback_query_id=stage.taps())
    identity = {
        "receiver_user_id": stage.ana.id,
        "ephemeral_message_id": sent["ephemeral_message_id"],
    }
    stage.clock.advance(3600)
    edit = identity | {"text": "changed", "reply_markup": KEYBOARD}
    assert await stage.call("editEphemeralMessageText", **edit) is True
    assert stage.sees(stage.ana)[-1] == "changed"
    assert "is not modified" in await stage.call("editEphemeralMessageText", **edit)
    assert await stage.call("editEphemeralMessageReplyMarkup", **identity) is True
    assert "message to edit not found" in await stage.call(
        "editMessageText", message_id=sent["ephemeral_message_id"] + 100, text="x"
    )
    assert await stage.call("deleteEphemeralMessage", **identity) is True
    assert "message to delete not found" in await stage.call("deleteEphemeralMessage", **identity)
    assert "message to edit not found" in await stage.call("editEphemeralMessageText", **edit)


async def test_a_tap_on_it_carries_its_identity(stage: Stage) -> None:
    sent = await stage.whisper(stage.ana, callback_query_id=stage.taps())
    stage.taps(list(messages_seen_by(stage.world, stage.ana, stage.group))[-1])
    body = (await stage.sandbox.call("getUpdates", {"offset": -1})).body
    assert body is not None
    message = body["result"][0]["callback_query"]["message"]
    assert message["message_id"] == 0
    assert message["ephemeral_message_id"] == sent["ephemeral_message_id"]
    assert message["receiver_user"]["id"] == stage.ana.id


async def test_it_goes_to_members_of_groups_only(stage: Stage) -> None:
    chi = stage.world.add_person("Chi")
    stage.group.bot_status = "administrator"
    assert await stage.whisper(chi) == "Bad Request: user not found"
    chi.started = True
    ephemeral = {"receiver_user_id": chi.id}
    refused = await stage.call(
        "sendMessage", chat_id=chi.id, text="hi", ephemeral_message_parameters=ephemeral
    )
    assert refused == "Bad Request: ephemeral messages can be sent only to groups"
