"""The first minutes of a newcomer: `kith sandbox`, over a real socket (O9, C7, C8, C10, C21)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.project.process import Sandbox, sandbox

PATIENCE = 10.0
"""Real seconds for the check-in to appear after the clock was moved."""

Json = dict[str, Any]


@dataclass(frozen=True)
class Circle:
    """The ready-made group, and who is in it by name."""

    opened: Sandbox
    id: int
    people: dict[str, int]

    async def seen_by(self, name: str) -> list[Json]:
        """The group as that person sees it."""
        path = f"/sandbox/view?person={self.people[name]}&chat={self.id}"
        return list((await self.opened.client.get(path)).json()["messages"])

    async def checkin(self) -> Json:
        """The check-in, as Ana sees it, as soon as it stands there."""
        async with asyncio.timeout(PATIENCE):
            while not (found := [each for each in await self.seen_by("Ana") if each["buttons"]]):
                await asyncio.sleep(0.05)
        return found[0]

    async def ten_minutes_pass(self) -> None:
        """From 08:55 past nine."""
        moved = await self.opened.client.post("/sandbox/clock", json={"advance": 600})
        assert moved.is_success

    async def press(self, name: str, label: str, heard: str) -> None:
        """That person taps, and hears that."""
        post = await self.checkin()
        body = {"from": self.people[name], "chat": self.id, "label": label}
        body["message_id"] = post["message_id"]
        answer = await self.opened.client.post("/sandbox/press", json=body)
        assert answer.is_success, answer.text
        assert answer.json()["answered"] is True
        assert heard in answer.json()["text"]


@asynccontextmanager
async def tuesday_circle(folder: Path, *options: str) -> AsyncIterator[Circle]:
    """A sandbox as it opens before a newcomer."""
    async with sandbox(folder, *options) as opened:
        there = (await opened.client.get("/sandbox")).json()
        (group,) = there["groups"]
        assert group["title"] == "Tuesday circle"
        people = {each["name"]: each["id"] for each in there["people"]}
        assert group["members"] == list(people.values())
        assert group["admins"] == [people["Dee"]]
        yield Circle(opened, group["id"], people)


async def test_three_people_answer_and_the_sandbox_stops_when_told(tmp_path: Path) -> None:
    async with tuesday_circle(tmp_path) as circle:
        assert list(circle.people) == ["Ana", "Ben", "Chi", "Dee", "Eli", "Fay"]
        assert not [each for each in await circle.seen_by("Ana") if each["buttons"]]
        await circle.ten_minutes_pass()
        assert "weather" in (await circle.checkin())["text"]
        before = {name: await circle.seen_by(name) for name in circle.people}

        await circle.press("Ana", "Windy", "Windy")
        await circle.press("Ben", "Clear", "Clear")
        await circle.press("Ben", "Stormy", "Stormy")
        await circle.press("Chi", "Here, no words", "You are here.")

        # Each heard it alone: nothing in the group has changed for anybody.
        assert {name: await circle.seen_by(name) for name in circle.people} == before
        assert await circle.opened.stopped() == 0


async def test_an_empty_sandbox_has_nobody_in_it(tmp_path: Path) -> None:
    async with sandbox(tmp_path, "--empty") as opened:
        there = (await opened.client.get("/sandbox")).json()
        assert there["people"] == []
        assert there["groups"] == []
        assert await opened.stopped() == 0


async def test_a_kept_sandbox_goes_on_with_the_next_day(tmp_path: Path) -> None:
    for day in ("2026-11-23", "2026-11-24"):
        async with tuesday_circle(tmp_path, "--data", "kept") as circle:
            clock = (await circle.opened.client.get("/sandbox/clock")).json()
            assert clock["iso"].startswith(f"{day}T08:5")
            await circle.ten_minutes_pass()
            await circle.press("Ana", "Windy", "Windy")
            assert await circle.opened.stopped() == 0
