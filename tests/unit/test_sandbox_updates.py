"""getUpdates keeps, confirms and forgets as Telegram does."""

import asyncio
from typing import Any

import pytest

from sandbox import happenings
from sandbox.clients import Words, say, tap
from sandbox.clock import Clock
from sandbox.messages import Message
from sandbox.population import Group, Person
from sandbox.stage import Sandbox


class Stage:
    """A group with Ana, who can tap a message of the bot."""

    def __init__(self) -> None:
        self.clock = Clock(1_800_000_000)
        self.sandbox = Sandbox(self.clock)
        self.world = self.sandbox.world
        self.ana: Person = self.world.add_person("Ana")
        self.group: Group = self.world.add_group("Circle", members=[self.ana])
        self.post = self.world.post(Message(self.group, self.world.bot, 0, "How is it?"))

    def taps(self, count: int = 1) -> list[int]:
        made = [tap(self.world, self.ana, self.post, "a").update_id for _ in range(count)]
        return [each for each in made if each is not None]

    def says(self, text: str = "/start") -> int:
        update_id = say(self.world, self.ana, self.world.chats[self.ana.id], Words(text))
        assert update_id is not None
        return update_id

    async def body(self, **params: object) -> dict[str, Any]:
        body = (await self.sandbox.call("getUpdates", params)).body
        assert body is not None
        return body

    async def poll(self, **params: object) -> list[int]:
        return [each["update_id"] for each in (await self.body(**params))["result"]]


@pytest.fixture
def stage() -> Stage:
    return Stage()


async def test_ids_are_sequential_and_updates_stay_until_confirmed(stage: Stage) -> None:
    ids = stage.taps(3)
    assert ids == [ids[0], ids[0] + 1, ids[0] + 2]
    assert await stage.poll() == ids
    assert await stage.poll(offset=ids[0]) == ids
    assert stage.sandbox.ledger.confirmed == []


async def test_an_offset_confirms_all_below_it(stage: Stage) -> None:
    ids = stage.taps(3)
    assert await stage.poll(offset=ids[1]) == ids[1:]
    assert stage.sandbox.ledger.confirmed == ids[:1]
    assert await stage.poll(offset=ids[2] + 1) == []
    assert await stage.poll() == []
    assert stage.sandbox.ledger.confirmed == ids


async def test_a_negative_offset_keeps_the_newest(stage: Stage) -> None:
    ids = stage.taps(5)
    assert await stage.poll(offset=-2) == ids[3:]
    assert await stage.poll() == ids[3:]
    assert await stage.poll(offset=-9) == ids[3:]


async def test_an_answer_holds_a_hundred_at_most(stage: Stage) -> None:
    ids = stage.taps(130)
    assert await stage.poll() == ids[:100]
    assert await stage.poll(limit=1000) == ids[:100]
    assert await stage.poll(limit=7) == ids[:7]
    assert await stage.poll(limit=0) == ids[:1]


async def test_a_poll_waits_for_the_next_update(stage: Stage) -> None:
    poll = asyncio.create_task(stage.poll(timeout=30))
    await asyncio.sleep(0)
    assert not poll.done()
    ids = stage.taps()
    assert await poll == ids


async def test_a_second_poll_ends_the_first(stage: Stage) -> None:
    first = asyncio.create_task(stage.body(timeout=30))
    await asyncio.sleep(0)
    second = asyncio.create_task(stage.poll(timeout=30))
    refused = await first
    assert refused["error_code"] == 409
    assert refused["description"] == (
        "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running"
    )
    ids = stage.taps()
    assert await second == ids


async def test_an_ended_poll_leaves_nothing_behind(stage: Stage) -> None:
    poll = asyncio.create_task(stage.poll(timeout=30))
    await asyncio.sleep(0)
    poll.cancel()
    ids = stage.taps()
    assert await stage.poll(timeout=30) == ids


async def test_messages_are_forgotten_after_a_day(stage: Stage) -> None:
    old = stage.says()
    stage.clock.advance(86_400)
    new = stage.says("hello")
    assert await stage.poll() == [old, new]
    stage.clock.advance(1)
    assert await stage.poll() == [new]


async def test_taps_are_dropped_after_150_seconds(stage: Stage) -> None:
    said, (tapped,) = stage.says(), stage.taps()
    stage.clock.advance(150)
    assert await stage.poll() == [said, tapped]
    stage.clock.advance(1)
    assert await stage.poll() == [said]
    assert stage.sandbox.ledger.confirmed == []


async def test_after_a_quiet_week_ids_begin_anew(stage: Stage) -> None:
    before = stage.says()
    stage.clock.advance(8 * 86_400)
    after = stage.says()
    assert abs(after - before) > 1


async def test_allowed_updates_are_remembered(stage: Stage) -> None:
    await stage.poll(allowed_updates=["message"])
    assert stage.taps() == []
    said = stage.says()
    assert await stage.poll() == [said]
    await stage.poll(allowed_updates=[])
    assert len(stage.taps()) == 1


async def test_changes_of_members_come_only_to_an_admin_that_asked(stage: Stage) -> None:
    async def kinds() -> list[set[str]]:
        body = await stage.body(offset=-1, allowed_updates=["chat_member"])
        return [each.keys() - {"update_id"} for each in body["result"]]

    ben = stage.world.add_person("Ben")
    await kinds()
    happenings.joined(stage.world, stage.group, ben)
    assert await kinds() == []
    stage.group.bot_status = "administrator"
    happenings.promoted(stage.world, stage.group, ben)
    assert await kinds() == [{"chat_member"}]


async def test_empty_polls_are_not_recorded_and_full_ones_keep_only_ids(stage: Stage) -> None:
    await stage.poll()
    assert stage.sandbox.ledger.calls == []
    (tapped,) = stage.taps()
    await stage.poll(offset=3)
    assert stage.sandbox.ledger.calls == [
        {
            "method": "getUpdates",
            "params": {"offset": 3},
            "answer": {"ok": True, "result": [{"update_id": tapped}]},
        }
    ]


async def test_the_webhook_is_none_and_shows_what_waits(stage: Stage) -> None:
    stage.taps(2)
    info = (await stage.sandbox.call("getWebhookInfo", {})).body
    assert info is not None
    assert (info["result"]["url"], info["result"]["pending_update_count"]) == ("", 2)
    await stage.sandbox.call("deleteWebhook", {"drop_pending_updates": "true"})
    assert await stage.poll() == []
