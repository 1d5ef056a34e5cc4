"""Setting a webhook, taking it away, and what both mean for getUpdates."""

import asyncio
from typing import Any

import pytest

from sandbox.clients import Words, say, tap
from sandbox.clock import Clock
from sandbox.messages import Message
from sandbox.stage import Sandbox

URL = "https://kith.example/updates"
SECRET = "a_Secret-1"


class Stage:
    """Ana, who can write to the bot in private and tap its post."""

    def __init__(self) -> None:
        self.sandbox = Sandbox(Clock(1_800_000_000))
        self.world = self.sandbox.world
        self.ana = self.world.add_person("Ana")
        self.chat = self.world.chats[self.ana.id]
        self.post = self.world.post(Message(self.chat, self.world.bot, 0, "How is it?"))

    async def call(self, method: str, **params: Any) -> Any:
        """The result; of a refusal its description."""
        body = (await self.sandbox.call(method, params)).body
        assert body is not None
        return body["result"] if body["ok"] else body["description"]

    async def set(self, url: str = URL, **params: Any) -> Any:
        return await self.call("setWebhook", url=url, **params)

    def says(self) -> int | None:
        return say(self.world, self.ana, self.chat, Words("hi"))

    def taps(self) -> int | None:
        return tap(self.world, self.ana, self.post, "a").update_id


@pytest.fixture
def stage() -> Stage:
    return Stage()


async def test_get_updates_and_a_webhook_exclude_each_other(stage: Stage) -> None:
    said = stage.says()
    await stage.set()
    assert await stage.call("getUpdates") == (
        "Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )
    assert stage.sandbox.ledger.calls[-1]["answer"]["error_code"] == 409
    assert await stage.call("deleteWebhook") is True
    (update,) = await stage.call("getUpdates")
    assert update["update_id"] == said


async def test_setting_a_webhook_ends_a_poll(stage: Stage) -> None:
    poll = asyncio.create_task(stage.call("getUpdates", timeout=30))
    await asyncio.sleep(0)
    await stage.set()
    assert await poll == "Conflict: terminated by setWebhook request"


async def test_waiting_updates_are_dropped_where_asked_to(stage: Stage) -> None:
    stage.says()
    await stage.set(drop_pending_updates=True)
    assert (await stage.call("getWebhookInfo"))["pending_update_count"] == 0
    stage.says()
    await stage.call("deleteWebhook", drop_pending_updates=True)
    assert await stage.call("getUpdates") == []


async def test_the_info_tells_what_was_set(stage: Stage) -> None:
    assert await stage.call("getWebhookInfo") == {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": 0,
    }
    await stage.set(max_connections=500, allowed_updates=["message"], secret_token=SECRET)
    stage.says()
    assert stage.taps() is None
    assert await stage.call("getWebhookInfo") == {
        "url": URL,
        "has_custom_certificate": False,
        "pending_update_count": 1,
        "max_connections": 100,
        "allowed_updates": ["message"],
    }
    await stage.set("")
    assert (await stage.call("getWebhookInfo"))["url"] == ""


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"url": "http://kith.example/"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "kith.example"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        (
            {"url": "https://kith.example:8000/"},
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        ({"url": "https://kith.example:99999/"}, "invalid webhook URL specified"),
        ({"url": URL, "secret_token": "no+base64="}, "secret token contains unallowed characters"),
        ({"url": URL, "secret_token": "x" * 257}, "secret token contains unallowed characters"),
    ],
)
async def test_wrong_webhooks_are_refused(
    stage: Stage, params: dict[str, Any], description: str
) -> None:
    assert await stage.set(**params) == f"Bad Request: {description}"
    assert (await stage.call("getWebhookInfo"))["url"] == ""
