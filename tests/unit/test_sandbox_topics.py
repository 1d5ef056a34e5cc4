"""Topics are closed, opened again and deleted, and the bot meets what is left of them."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from sandbox.clock import Clock
from sandbox.server import application
from sandbox.stage import Sandbox


class Stage:
    """A forum with one topic, driven over HTTP."""

    def __init__(self, http: httpx.AsyncClient, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self._http = http
        self.ana = sandbox.world.add_person("Ana")
        self.forum = sandbox.world.add_group("Forum", members=[self.ana], forum=True)
        self.topic = sandbox.world.add_topic(self.forum, "Weather").id

    async def happens(self, what: str) -> Any:
        path = f"/sandbox/groups/{self.forum.id}/{what}"
        return (await self._http.post(path, json={"topic": self.topic})).json()

    async def call(self, method: str, **params: Any) -> Any:
        body = (await self.sandbox.call(method, params)).body
        assert body is not None
        return body["result"] if body["ok"] else body["description"]

    async def send(self, topic: int | None) -> Any:
        to = {"message_thread_id": topic} if topic else {}
        return await self.call("sendMessage", chat_id=self.forum.id, text="hi", **to)

    async def sees(self) -> list[str]:
        path = f"/sandbox/view?person={self.ana.id}&chat={self.forum.id}"
        return [each["text"] for each in (await self._http.get(path)).json()["messages"]]


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    sandbox = Sandbox(Clock(1_800_000_000))
    transport = httpx.ASGITransport(application(sandbox))
    async with httpx.AsyncClient(transport=transport, base_url="http://sandbox") as http:
        yield Stage(http, sandbox)


async def test_a_topic_takes_messages_again_when_it_is_reopened(stage: Stage) -> None:
    assert (await stage.happens("close_topic"))["topics"][0]["closed"]
    assert await stage.send(stage.topic) == "Bad Request: TOPIC_CLOSED"
    assert not (await stage.happens("reopen_topic"))["topics"][0]["closed"]
    assert (await stage.send(stage.topic))["text"] == "hi"
    assert await stage.sees() == ["Topic closed", "Topic reopened", "hi"]
    told = [each["message"] for each in await stage.call("getUpdates")]
    assert [each.keys() & {"forum_topic_closed", "forum_topic_reopened"} for each in told] == [
        {"forum_topic_closed"},
        {"forum_topic_reopened"},
    ]


async def test_a_deleted_topic_takes_its_messages_with_it(stage: Stage) -> None:
    gone, kept = await stage.send(stage.topic), await stage.send(None)
    assert (await stage.happens("delete_topic"))["topics"] == []
    assert await stage.sees() == ["hi"]
    assert await stage.send(stage.topic) == "Bad Request: message thread not found"
    edit = {"chat_id": stage.forum.id, "text": "new"}
    lost = await stage.call("editMessageText", message_id=gone["message_id"], **edit)
    assert lost == "Bad Request: message to edit not found"
    assert (await stage.call("editMessageText", message_id=kept["message_id"], **edit))["text"]
    assert await stage.call("getUpdates") == []


@pytest.mark.parametrize("what", ["close_topic", "reopen_topic", "delete_topic"])
async def test_a_topic_that_is_not_there_is_named(stage: Stage, what: str) -> None:
    stage.topic = 99
    assert await stage.happens(what) == {"error": "topic: there is no topic 99 in that group."}
