"""What people write, and which of it the bot gets."""

from typing import Any

import pytest

from sandbox import happenings
from sandbox.clients import Words, follow, say, tap
from sandbox.clock import Clock
from sandbox.messages import Message
from sandbox.refusals import Absent, ControlError
from sandbox.stage import Sandbox


class Stage:
    """A group of Ana and Ben in which the bot has not spoken yet."""

    def __init__(self) -> None:
        self.sandbox = Sandbox(Clock(1_800_000_000))
        self.world = self.sandbox.world
        self.ana, self.ben = self.world.add_person("Ana"), self.world.add_person("Ben")
        self.group = self.world.add_group("Circle", members=[self.ana, self.ben])

    def says(self, text: str, **words: Any) -> bool:
        """Whether the bot gets what Ana says in the group."""
        return say(self.world, self.ana, self.group, Words(text, **words)) is not None

    async def post(self, text: str = "hello") -> int:
        call = {"chat_id": self.group.id, "text": text}
        body = (await self.sandbox.call("sendMessage", call)).body
        assert body is not None
        message_id: int = body["result"]["message_id"]
        return message_id

    async def updates(self) -> list[dict[str, Any]]:
        body = (await self.sandbox.call("getUpdates", {})).body
        assert body is not None
        updates: list[dict[str, Any]] = body["result"]
        return updates


@pytest.fixture
def stage() -> Stage:
    return Stage()


def test_talk_in_the_group_is_not_for_the_bot(stage: Stage) -> None:
    assert not stage.says("good morning")
    assert not stage.says("see /help there")
    assert not stage.says("/help@other_bot")


def test_all_of_it_is_where_its_owner_turned_privacy_off(stage: Stage) -> None:
    stage.world.bot.privacy = False
    assert stage.says("good morning")


def test_an_addressed_command_is(stage: Stage) -> None:
    assert stage.says("/help@kith_bot")
    assert stage.says("/help@Kith_Bot with words")


async def test_a_bare_command_is_once_the_bot_posted(stage: Stage) -> None:
    assert not stage.says("/help")
    await stage.post()
    assert stage.says("/help")


async def test_a_reply_to_the_bot_is(stage: Stage) -> None:
    of_bot = await stage.post()
    of_ben = stage.world.post(Message(stage.group, stage.ben, 0, "hi")).message_id
    assert stage.says("thanks", reply_to=of_bot)
    assert not stage.says("thanks", reply_to=of_ben)
    (update,) = await stage.updates()
    assert update["message"]["reply_to_message"]["message_id"] == of_bot


def test_an_admin_bot_gets_everything(stage: Stage) -> None:
    happenings.promoted(stage.world, stage.group, stage.world.bot)
    assert stage.says("good morning")
    happenings.demoted(stage.world, stage.group, stage.world.bot)
    assert not stage.says("good morning")


def test_a_bot_outside_gets_nothing(stage: Stage) -> None:
    happenings.bot_removed(stage.world, stage.group)
    assert not stage.says("/help@kith_bot")


async def test_private_talk_is_for_the_bot_and_opens_the_chat(stage: Stage) -> None:
    private = stage.world.chats[stage.ana.id]
    assert say(stage.world, stage.ana, private, Words("hello")) is not None
    assert stage.ana.started
    (update,) = await stage.updates()
    assert update["message"]["chat"] == {
        "id": stage.ana.id,
        "type": "private",
        "first_name": "Ana",
    }


async def test_commands_are_marked_in_utf16(stage: Stage) -> None:
    private = stage.world.chats[stage.ana.id]
    say(stage.world, stage.ana, private, Words("🌧🌧 /start and /help@kith_bot, not a/b"))
    (update,) = await stage.updates()
    assert update["message"]["entities"] == [
        {"type": "bot_command", "offset": 5, "length": 6},
        {"type": "bot_command", "offset": 16, "length": 14},
    ]


async def test_an_ephemeral_command_reaches_the_bot_alone(stage: Stage) -> None:
    assert stage.says("/help", ephemeral=True)
    (update,) = await stage.updates()
    message = update["message"]
    assert (message["message_id"], message["receiver_user"]["id"]) == (0, stage.world.bot.id)
    assert message["ephemeral_message_id"] > 0
    with pytest.raises(ControlError, match="ephemeral: only a command"):
        stage.says("hello", ephemeral=True)


async def test_an_admin_can_write_in_the_name_of_the_group(stage: Stage) -> None:
    with pytest.raises(ControlError, match="anonymous: only an admin"):
        stage.says("/help@kith_bot", anonymous=True)
    stage.group.admins = [stage.ana.id]
    assert stage.says("/help@kith_bot", anonymous=True)
    message = (await stage.updates())[-1]["message"]
    assert message["from"] == {
        "id": 1087968824,
        "is_bot": True,
        "first_name": "Group",
        "username": "GroupAnonymousBot",
    }
    assert message["sender_chat"] == message["chat"]
    assert stage.ana.first_name not in str(message)
    with pytest.raises(ControlError, match="anonymous, ephemeral, channel: give one"):
        stage.says("/help", anonymous=True, ephemeral=True)
    private = stage.world.chats[stage.ana.id]
    with pytest.raises(ControlError, match="channel: only in groups"):
        say(stage.world, stage.ana, private, Words("hello", anonymous=True))


@pytest.mark.parametrize(("channel", "sender"), [("own", 136817688), ("linked", 777000)])
async def test_somebody_can_write_in_the_name_of_a_channel(
    stage: Stage, channel: str, sender: int
) -> None:
    with pytest.raises(ControlError, match="channel: there are own, linked"):
        stage.says("/help@kith_bot", channel="other")
    assert stage.says("/help@kith_bot", channel=channel)
    message = (await stage.updates())[-1]["message"]
    assert message["from"]["id"] == sender
    assert message["sender_chat"]["type"] == "channel"
    assert message.get("is_automatic_forward", False) == (channel == "linked")
    assert stage.ana.first_name not in str(message)


async def test_the_tap_of_an_anonymous_admin_has_their_own_id(stage: Stage) -> None:
    stage.group.admins = [stage.ana.id]
    stage.says("/help@kith_bot", anonymous=True)
    post = stage.world.post(Message(stage.group, stage.world.bot, 0, "?"))
    tap(stage.world, stage.ana, post, "a")
    assert (await stage.updates())[-1]["callback_query"]["from"]["id"] == stage.ana.id


async def test_a_start_link_is_followed_in_private(stage: Stage) -> None:
    assert follow(stage.world, stage.ana, "https://t.me/kith_bot?start=abc-1") is not None
    assert follow(stage.world, stage.ana, "https://t.me/other_bot?start=abc") is None
    assert follow(stage.world, stage.ana, "https://example.org/") is None
    (update,) = await stage.updates()
    assert update["message"]["text"] == "/start abc-1"


async def test_who_blocked_the_bot_comes_back_by_start(stage: Stage) -> None:
    private = stage.world.chats[stage.ana.id]
    happenings.blocked(stage.world, stage.ana, blocked=True)
    with pytest.raises(ControlError, match="only /start unblocks"):
        say(stage.world, stage.ana, private, Words("hello"))
    say(stage.world, stage.ana, private, Words("/start"))
    blocked, unblocked, start = await stage.updates()
    assert blocked["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert unblocked["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert start["message"]["text"] == "/start"


def test_nobody_writes_where_they_are_not(stage: Stage) -> None:
    chi = stage.world.add_person("Chi")
    with pytest.raises(Absent, match="Chi is not in the group"):
        say(stage.world, chi, stage.group, Words("hello"))
    with pytest.raises(Absent, match="cannot see the private chat"):
        say(stage.world, chi, stage.world.chats[stage.ana.id], Words("hello"))


def test_texts_have_their_limits(stage: Stage) -> None:
    with pytest.raises(ControlError, match="text: Bad Request: message is too long"):
        stage.says("🌧" * 2049)
    with pytest.raises(ControlError, match="text: Bad Request: message text is empty"):
        stage.says("  ")
