"""A group of people and Kith, talking through the sandbox.

Belongs here: how tests act and look, in the words of people. May not enter: Kith's own parts,
except where a test asks what is stored. Real python-telegram-bot, real HTTP, a real database; only
the socket is left out.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import httpx

from bot.app import Kith, open_kith
from bot.demo import BEGIN, agree
from sandbox.clock import Clock
from sandbox.server import application
from sandbox.stage import Sandbox
from tests import payloads, templates
from tests.e2e import weathers
from tests.e2e.phones import OldPhone
from tests.through import through

PATIENCE = 5.0
"""Real seconds after which something that did not happen counts as a failure."""
ADDRESS = "http://sandbox"
COARSE = 3 * 3600
"""Seconds between two looks while days pass; in winter nine o'clock in London is one of them."""


OPENED: list["Scene"] = []
"""The scenes of the test that runs, for those who look at what it left in the logs."""


class Scene:
    """The sandbox, Kith, the clock, and who is there."""

    def __init__(
        self,
        sandbox: Sandbox,
        kith: Kith,
        client: httpx.AsyncClient,
        polling: "asyncio.Task[None]",
    ) -> None:
        self.sandbox = sandbox
        self.kith = kith
        self.polling = polling
        self._client = client
        self.circle = 0
        self.people: dict[str, Person] = {}
        self.said: list[str] = []
        self.names = weathers.Names()
        OPENED.append(self)

    async def post(self, path: str, **body: Any) -> dict[str, Any]:
        """A call of the control interface that must succeed."""
        answer = await self._client.post(f"/sandbox/{path}", json=body)
        assert answer.is_success, answer.text
        return dict(answer.json())

    async def get(self, path: str) -> dict[str, Any]:
        """A look through the control interface."""
        answer = await self._client.get(f"/sandbox{path}")
        assert answer.is_success, answer.text
        return dict(answer.json())

    async def person(self, name: str) -> "Person":
        """Somebody new, in no group yet."""
        weather, number = weathers.now(), len(self.sandbox.world.people)
        more: dict[str, Any] = {"username": f"somebody{number}"} if weather.usernames else {}
        called = weather.called(name)
        made = await self.post("people", name=called, sees_ephemeral=not weather.old_phones, **more)
        self.sandbox.world.people[made["id"]].started = weather.started
        self.names.add(name, called)
        self.people[name] = Person(self, made["id"], name)
        return self.people[name]

    async def group(
        self, title: str, members: list["Person"], admins: list["Person"], *, agreed: bool = True
    ) -> int:
        """A group with Kith in it, which has agreed to the weather on weekdays at nine."""
        weather = weathers.now()
        made = await self.post(
            "groups",
            title=weather.titled(title),
            members=[each.id for each in members],
            admins=[each.id for each in admins],
            forum=weather.forum,
        )
        self.names.add(title, weather.titled(title))
        if weather.admin:
            self.sandbox.world.group(made["id"]).bot_status = "administrator"
        if agreed:
            await agree(self.kith, made["id"], int(self.sandbox.clock.now()))
            await self.kith.memory.renew()
        return int(made["id"])

    async def passes(self, *, hours: float = 0, minutes: float = 0, seconds: float = 0) -> None:
        """Time passes, and Kith lives through it."""
        await self.post("clock", advance=hours * 3600 + minutes * 60 + seconds)

    async def days_pass(self, days: float) -> None:
        """Days pass, with a look at every third hour: enough for what is due on the hour."""
        end = self.sandbox.clock.now() + days * 86_400
        while (stop := (self.sandbox.clock.now() // COARSE + 1) * COARSE) < end:
            self.sandbox.clock.set(stop)
            await self.kith.catch_up()
        self.sandbox.clock.set(end)
        await self.kith.catch_up()

    async def is_down(self, *, hours: float) -> None:
        """Time passes without Kith, which then comes back."""
        self.sandbox.clock.advance(hours * 3600)
        await self.kith.catch_up()

    async def goes_deaf(self) -> None:
        """Kith asks for nothing any more; what was under way has ended, and holds no lock."""
        self.polling.cancel()
        await asyncio.wait({self.polling})

    async def settled(self) -> None:
        """Wait until every update is confirmed: by then everything has been said."""
        async with asyncio.timeout(PATIENCE):
            while self.sandbox.world.updates.waiting(self.sandbox.clock.now()):
                await asyncio.sleep(0)


class Person:
    """Somebody in front of their phone."""

    def __init__(self, scene: Scene, person_id: int, name: str) -> None:
        self.scene = scene
        self.id = person_id
        self.name = name
        self.heard: str | None = None
        self._old = OldPhone(self) if weathers.now().old_phones else None

    async def says(
        self, text: str, *, to: int | None = None, ephemeral: bool = False, topic: int | None = None
    ) -> None:
        """Write in the circle, or in the chat `to`; privately when that is oneself."""
        chat = self.scene.circle if to is None else to
        if ephemeral and self._old:
            await self._old.says(chat, text, topic)
            return
        self.scene.said.append(text)
        body = {"from": self.id, "chat": chat, "text": text}
        more = ({"ephemeral": True} if ephemeral else {}) | ({"topic": topic} if topic else {})
        await self.scene.post("say", **body, **more)
        await self.scene.settled()

    async def whispers(self, text: str) -> None:
        """Write to Kith alone, in the private chat."""
        await self.says(text, to=self.id)

    async def taps(self, label: str, *, at: int | None = None) -> None:
        """Tap the newest button with that label in the circle or the chat `at`."""
        chat = self.scene.circle if at is None else at
        found, _ = await self._finds(chat, lambda each: label in _labels(each))
        if not found and self._old and self._old.is_there(label):
            return
        assert found, f"{self.name} sees no button {label!r}"
        await self.presses(chat, found[-1], label=label)

    async def presses(self, chat: int, message: dict[str, Any], **what: str) -> None:
        """Press one certain button, by `label` or `data`; what Kith answers is `heard`."""
        identity = {key: message[key] for key in message if key.endswith("message_id")}
        what = {key: self.scene.names.there(value) for key, value in what.items()}

        async def press(place: int) -> dict[str, Any]:
            return await self.scene.post(
                "press", **{"from": self.id, "chat": place}, **identity, **what
            )

        answer = await (self._old.presses(chat, message, press) if self._old else press(chat))
        await self.scene.settled()
        self.heard = answer["text"] and self.scene.names.plain(answer["text"])

    async def sees(self, text: str, *, at: int | None = None) -> dict[str, Any]:
        """That text is in the circle or the chat `at`, as this person sees it."""
        found, messages = await self._finds(at, lambda each: text in each["text"])
        assert found, f"{self.name} does not see {text!r} in {[each['text'] for each in messages]}"
        return dict(found[-1])

    async def sees_nothing_of(self, text: str, *, at: int | None = None) -> None:
        """That text is nowhere in the chat, as this person sees it."""
        assert not [each for each in await self.looks(at) if text in each["text"]]

    async def looks(self, at: int | None = None) -> list[dict[str, Any]]:
        """All messages of a chat as this person sees them."""
        chat = self.scene.circle if at is None else at
        view = await self.scene.get(f"/view?person={self.id}&chat={chat}")
        seen = [self._reads(each) for each in view["messages"]]
        return await self._old.looks(chat, seen) if self._old else seen

    def _reads(self, message: dict[str, Any]) -> dict[str, Any]:
        """A message with the names by which the tests know people and groups."""
        plain = self.scene.names.plain
        rows = [
            [each | {"label": plain(each["label"])} for each in row] for row in message["buttons"]
        ]
        return message | {"text": plain(message["text"]), "buttons": rows}

    def hears(self, text: str) -> None:
        """That was in the answer to this person's last tap."""
        assert self.heard is not None, f"{self.name} heard nothing"
        assert text in self.heard, f"{self.name} heard {self.heard!r}"

    async def _finds(
        self, at: int | None, fits: Callable[[dict[str, Any]], bool]
    ) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """The messages that fit, and all that are seen; with an old phone, once more than once."""
        messages = await self.looks(at)
        found = [each for each in messages if fits(each)]
        if not found and self._old and await self._old.insists():
            messages = await self.looks(at)
            found = [each for each in messages if fits(each)]
        return found, messages


def _labels(message: dict[str, Any]) -> set[str]:
    return {button["label"] for row in message["buttons"] for button in row}


@asynccontextmanager
async def opened(folder: Path, **options: Any) -> AsyncIterator[Scene]:
    """An empty sandbox with Kith at work, at Monday 08:55; all requests are checked at the end.

    `sandbox`: one that is there already, as after a restart.
    """
    strict = options.pop("strict", False)
    sandbox = options.pop("sandbox", None) or Sandbox(Clock(BEGIN), strict=strict)
    off_by = options.pop("clock_off_by", lambda: 0.0)
    if webhook := options.pop("webhook", None):
        await sandbox.call("setWebhook", {"url": webhook})
    await templates.sqlite(folder / "kith.db")
    transport = httpx.ASGITransport(application(sandbox))
    async with (
        httpx.AsyncClient(transport=transport, base_url=ADDRESS) as client,
        open_kith(
            token=sandbox.token,
            api=ADDRESS,
            database_url=options.pop("database_url", f"sqlite+aiosqlite:///{folder / 'kith.db'}"),
            key_file=folder / "kith.key",
            clock=lambda: sandbox.clock() + off_by(),
            dial=through(transport),
            **{"open_to_all": True, **options},
        ) as kith,
    ):
        sandbox.clock.follow(kith.catch_up)
        polling = asyncio.create_task(kith.poller.run())
        try:
            yield Scene(sandbox, kith, client, polling)
        finally:
            sandbox.clock.unfollow(kith.catch_up)
            polling.cancel()
            with suppress(asyncio.CancelledError):
                await polling
        payloads.check(sandbox.ledger.calls)
