"""Flood limits: strict where they are switched on, in sliding windows of virtual time."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from sandbox.clock import Clock
from sandbox.faults import Fault
from sandbox.flood import OVERALL, PER_CHAT, PER_GROUP, Window
from sandbox.server import application
from sandbox.stage import Sandbox

NOW = 1_800_000_000


class Stage:
    """Many groups and people who pressed Start, and a bot that is limited."""

    def __init__(self, *, strict: bool = True) -> None:
        self.clock = Clock(NOW)
        self.sandbox = Sandbox(self.clock, strict=strict)
        world = self.sandbox.world
        people = [world.add_person(f"P{number}") for number in range(40)]
        for person in people:
            person.started = True
        self.people = [each.id for each in people]
        self.groups = [world.add_group("Circle", members=people[:1]).id for _ in range(40)]

    async def call(self, method: str, **params: Any) -> int:
        return (await self.sandbox.call(method, params)).status

    async def send(self, chat: int) -> int:
        return await self.call("sendMessage", chat_id=chat, text="hi")

    async def edit(self, chat: int, text: str) -> int:
        return await self.call("editMessageText", chat_id=chat, message_id=1, text=text)

    @property
    def entry(self) -> dict[str, Any]:
        return self.sandbox.ledger.calls[-1]


@pytest.fixture
def stage() -> Stage:
    return Stage()


async def test_one_chat_takes_one_message_a_second(stage: Stage) -> None:
    person = stage.people[0]
    assert [await stage.send(person), await stage.send(person)] == [200, 429]
    assert stage.entry["limit"] == "chat"
    assert stage.entry["answer"] == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }
    assert await stage.send(stage.people[1]) == 200
    stage.clock.advance(0.999)
    assert await stage.send(person) == 429
    stage.clock.advance(0.001)
    assert await stage.send(person) == 200
    assert stage.sandbox.limits.refused == {"overall": 0, "group": 0, "chat": 2}


async def test_a_group_takes_twenty_posts_and_edits_a_minute(stage: Stage) -> None:
    group = stage.groups[0]
    for number in range(20):
        status = await (stage.edit(group, f"{number}") if number % 2 else stage.send(group))
        assert status == 200
        stage.clock.advance(1)
    for speak in (stage.send(group), stage.edit(group, "last")):
        assert await speak == 429
        assert stage.entry["limit"] == "group"
        assert stage.entry["answer"]["parameters"] == {"retry_after": 40}
    stage.clock.advance(39.5)
    assert await stage.send(group) == 429
    assert stage.entry["answer"]["parameters"] == {"retry_after": 1}
    stage.clock.advance(0.5)
    # The window slides: one call fell out of it, and only one.
    assert [await stage.send(group), await stage.send(group)] == [200, 429]
    stage.clock.advance(1)
    assert [await stage.send(group), await stage.send(group)] == [200, 429]
    assert stage.sandbox.limits.refused == {"overall": 0, "group": 5, "chat": 0}


async def test_a_private_chat_has_no_limit_a_minute(stage: Stage) -> None:
    for _ in range(25):
        assert await stage.send(stage.people[0]) == 200
        stage.clock.advance(1)


async def test_the_token_takes_thirty_a_second(stage: Stage) -> None:
    chats = stage.groups[:15] + stage.people[:15]
    assert [await stage.send(each) for each in chats] == [200] * 30
    assert [await stage.send(stage.people[20]), await stage.send(stage.people[0])] == [429, 429]
    assert stage.entry["limit"] == "overall"
    stage.clock.advance(1)
    assert await stage.send(stage.people[20]) == 200
    assert stage.sandbox.limits.refused == {"overall": 2, "group": 0, "chat": 0}


async def test_what_is_refused_does_not_count(stage: Stage) -> None:
    group = stage.groups[0]
    assert await stage.edit(group, "nothing there") == 400
    assert await stage.send(group) == 200
    stage.clock.advance(1)
    assert await stage.edit(group, "hi") == 400
    stage.sandbox.faults.plan(Fault("sendMessage", "502", times=3))
    assert [await stage.send(group) for _ in range(3)] == [502] * 3
    assert await stage.send(group) == 200
    for _ in range(100):
        assert await stage.send(group) == 429
    stage.clock.advance(1)
    assert await stage.send(group) == 200


async def test_what_took_effect_counts_though_the_answer_failed(stage: Stage) -> None:
    stage.sandbox.faults.plan(Fault("sendMessage", "502_after"))
    group = stage.groups[0]
    assert [await stage.send(group), await stage.send(group)] == [502, 429]
    assert len(stage.sandbox.ledger.delivered) == 1


async def test_a_planned_429_names_no_limit(stage: Stage) -> None:
    stage.sandbox.faults.plan(Fault("sendMessage", "429"))
    assert await stage.send(stage.groups[0]) == 429
    assert "limit" not in stage.entry
    assert sum(stage.sandbox.limits.refused.values()) == 0


async def test_answers_deletes_and_questions_are_free(stage: Stage) -> None:
    group = stage.groups[0]
    assert await stage.send(group) == 200
    for _ in range(50):
        assert await stage.call("getChat", chat_id=group) == 200
        assert await stage.call("deleteMessage", chat_id=group, message_id=9) == 400
        assert await stage.call("answerCallbackQuery", callback_query_id="5") == 400
    assert await stage.call("deleteMessage", chat_id=group, message_id=1) == 200


async def test_without_strictness_nothing_is_limited() -> None:
    stage = Stage(strict=False)
    assert [await stage.send(stage.groups[0]) for _ in range(50)] == [200] * 50


async def test_ten_thousand_groups_pass_at_the_pace_of_the_token() -> None:
    sandbox = Sandbox(Clock(NOW), strict=True)
    ana = sandbox.world.add_person("Ana")
    groups = [sandbox.world.add_group("Circle", members=[ana]).id for _ in range(10_000)]
    for number, group in enumerate(groups):
        if number and number % 30 == 0:
            sandbox.clock.advance(1)
        assert (await sandbox.call("sendMessage", {"chat_id": group, "text": "hi"})).status == 200
    assert sandbox.clock.now() == NOW + 333
    assert sum(sandbox.limits.refused.values()) == 0


@pytest.mark.parametrize(("most", "span"), [PER_CHAT, PER_GROUP, OVERALL])
def test_a_window_has_room_for_its_number_and_no_more(most: int, span: int) -> None:
    window, tries = Window(most, span), range(120 * 64)
    counted = [each / 64 for each in tries if _takes(window, each / 64)]
    assert len(counted) == most * 120 // span
    spans = zip(counted, counted[most:], strict=False)
    assert all(later - earlier >= span for earlier, later in spans)


def _takes(window: Window, at: float) -> bool:
    if window.wait(at) > 0:
        return False
    window.count(at)
    return True


def test_a_clock_set_back_leaves_nobody_waiting() -> None:
    window = Window(1, 60)
    window.count(1000.0)
    assert window.wait(1030.0) == 30
    assert window.wait(5.0) == 0


@pytest.fixture
async def http(stage: Stage) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(application(stage.sandbox))
    async with httpx.AsyncClient(transport=transport, base_url="http://sandbox") as client:
        yield client


async def test_strictness_is_switched_over_http(stage: Stage, http: httpx.AsyncClient) -> None:
    group = stage.groups[0]
    assert [await stage.send(group), await stage.send(group)] == [200, 429]
    switched = await http.post("/sandbox/limits", json={"strict": False})
    assert switched.json() == {"strict": False, "refused": {"overall": 0, "group": 0, "chat": 1}}
    assert [await stage.send(group), await stage.send(group)] == [200, 200]
    assert (await http.post("/sandbox/limits", json={"strict": True})).json()["strict"]
    assert await stage.send(group) == 429
    ledger = (await http.get("/sandbox/ledger")).json()
    assert [each.get("limit") for each in ledger["calls"]] == [None, "chat", None, None, "chat"]
    refused = await http.post("/sandbox/limits", json={"strict": 1})
    assert refused.json() == {"error": "strict: must be true or false."}
