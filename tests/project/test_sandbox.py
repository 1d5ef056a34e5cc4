"""The first five minutes of a newcomer: `kith sandbox`, over a real socket (O9, C7, C8, C10, C21)."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

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

    async def press(self, name: str, label: str) -> Json:
        """What Kith answers to that person's tap."""
        post = await self.checkin()
        body = {"from": self.people[name], "chat": self.id, "label": label}
        body["message_id"] = post["message_id"]
        answer = await self.opened.client.post("/sandbox/press", json=body)
        assert answer.is_success, answer.text
        return dict(answer.json())


@pytest.fixture
async def circle(tmp_path: Path) -> AsyncIterator[Circle]:
    async with sandbox(tmp_path) as opened:
        there = (await opened.client.get("/sandbox")).json()
        (group,) = there["groups"]
        assert group["title"] == "Tuesday circle"
        people = {each["name"]: each["id"] for each in there["people"]}
        assert group["members"] == list(people.values())
        assert group["admins"] == [people["Dee"]]
        yield Circle(opened, group["id"], people)


async def test_three_people_answer_the_check_in_and_the_sandbox_stops_when_told(
    circle: Circle,
) -> None:
    assert list(circle.people) == ["Ana", "Ben", "Chi", "Dee"]
    assert not [each for each in await circle.seen_by("Ana") if each["buttons"]]

    moved = await circle.opened.client.post("/sandbox/clock", json={"advance": 600})
    assert moved.is_success
    assert "weather" in (await circle.checkin())["text"]
    before = {name: await circle.seen_by(name) for name in circle.people}

    kept = await circle.press("Ana", "Windy")
    assert kept["answered"] is True
    assert "Windy" in kept["text"]

    assert "Clear" in (await circle.press("Ben", "Clear"))["text"]
    changed = await circle.press("Ben", "Stormy")
    assert changed["answered"] is True
    assert "Stormy" in changed["text"]

    here = await circle.press("Chi", "Here, no words")
    assert here["answered"] is True
    assert here["text"].startswith("You are here.")

    # Nobody sees anything of what the others tapped.
    assert {name: await circle.seen_by(name) for name in circle.people} == before
    assert await circle.opened.stopped() == 0


async def test_an_empty_sandbox_has_nobody_in_it(tmp_path: Path) -> None:
    async with sandbox(tmp_path, "--empty") as opened:
        there = (await opened.client.get("/sandbox")).json()
        assert there["people"] == []
        assert there["groups"] == []
        assert await opened.stopped() == 0


async def test_what_a_kept_sandbox_saved_is_there_again(tmp_path: Path) -> None:
    for _ in range(2):
        async with sandbox(tmp_path, "--data", "kept") as opened:
            assert await opened.stopped() == 0
    assert {each.name for each in (tmp_path / "kept").iterdir()} >= {"kith.db", "kith.key"}
