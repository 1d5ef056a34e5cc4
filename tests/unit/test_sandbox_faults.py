"""Failures on purpose strike as planned, before or after the effect."""

import asyncio
from typing import Any

import pytest

from sandbox.clock import Clock
from sandbox.faults import KINDS, SLOW, Fault
from sandbox.refusals import ControlError
from sandbox.stage import Outcome, Sandbox


class Stage:
    """Two groups with Ana."""

    def __init__(self, seed: int = 0) -> None:
        self.sandbox = Sandbox(Clock(1_800_000_000), seed=seed)
        world = self.sandbox.world
        ana = world.add_person("Ana")
        self.group = world.add_group("Circle", members=[ana]).id
        self.other = world.add_group("Other", members=[ana]).id

    def plan(self, kind: str, method: str = "sendMessage", **fault: Any) -> None:
        self.sandbox.faults.plan(Fault(method, kind, **fault))

    async def send(self, chat: int | None = None) -> Outcome:
        params = {"chat_id": chat or self.group, "text": "hi"}
        return await self.sandbox.call("sendMessage", params)

    @property
    def posted(self) -> int:
        return len(self.sandbox.ledger.delivered)


@pytest.fixture
def stage() -> Stage:
    return Stage()


@pytest.mark.parametrize(
    ("kind", "status", "description"),
    [
        ("429", 429, "Too Many Requests: retry after 5"),
        ("400", 400, "Bad Request: message can't be processed"),
        ("400_chat_not_found", 400, "Bad Request: chat not found"),
        ("400_edit_not_found", 400, "Bad Request: message to edit not found"),
        ("400_thread_not_found", 400, "Bad Request: message thread not found"),
        ("400_topic_closed", 400, "Bad Request: TOPIC_CLOSED"),
        (
            "400_not_modified",
            400,
            "Bad Request: message is not modified: specified new message content and reply markup "
            "are exactly the same as a current content and reply markup of the message",
        ),
        (
            "400_query_too_old",
            400,
            "Bad Request: query is too old and response timeout expired or query ID is invalid",
        ),
        ("401", 401, "Unauthorized"),
        ("403", 403, "Forbidden: bot was blocked by the user"),
        ("403_cannot_initiate", 403, "Forbidden: bot can't initiate conversation with a user"),
        ("403_kicked", 403, "Forbidden: bot was kicked from the group chat"),
        ("404", 404, "Not Found"),
        (
            "409",
            409,
            "Conflict: terminated by other getUpdates request; "
            "make sure that only one bot instance is running",
        ),
        ("502", 502, "Bad Gateway"),
    ],
)
async def test_refusals_come_before_the_effect(
    stage: Stage, kind: str, status: int, description: str
) -> None:
    stage.plan(kind)
    failed = await stage.send()
    assert failed.body is not None
    assert (failed.status, failed.body["description"]) == (status, description)
    assert stage.posted == 0
    assert stage.sandbox.ledger.calls[-1]["answer"] == failed.body
    assert (await stage.send()).status == 200
    assert stage.posted == 1


async def test_a_502_after_the_effect_has_posted(stage: Stage) -> None:
    stage.plan("502_after")
    assert (await stage.send()).status == 502
    assert stage.posted == 1


@pytest.mark.parametrize(
    ("kind", "silence", "posted"),
    [
        ("hang", "hang", 0),
        ("hang_after", "hang", 1),
        ("reset", "reset", 0),
        ("reset_after", "reset", 1),
        ("half_open", "half_open", 0),
    ],
)
async def test_silent_failures_have_no_answer(
    stage: Stage, kind: str, silence: str, posted: int
) -> None:
    stage.plan(kind)
    outcome = await stage.send()
    assert (outcome.silence, outcome.body, stage.posted) == (silence, None, posted)
    assert stage.sandbox.ledger.calls[-1]["answer"] is None


async def test_a_failure_after_the_effect_hides_how_it_went(stage: Stage) -> None:
    stage.plan("502_after")
    assert (await stage.send(chat=5)).status == 502


async def test_times_chat_and_text_are_kept_to(stage: Stage) -> None:
    stage.plan("429", chat=stage.group, times=2, retry_after=30)
    assert (await stage.send(stage.other)).status == 200
    failed = await stage.send()
    assert failed.body == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 30",
        "parameters": {"retry_after": 30},
    }
    assert [(await stage.send()).status for _ in range(2)] == [429, 200]
    stage.plan("400", description="Bad Request: nonsense")
    body = (await stage.send()).body
    assert body is not None
    assert body["description"] == "Bad Request: nonsense"


async def test_a_planned_move_names_the_new_group(stage: Stage) -> None:
    stage.plan("400_upgraded", migrate_to=-1_002_000_000_009)
    assert (await stage.send()).body == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": -1_002_000_000_009},
    }


async def test_a_plan_strikes_once_or_until_it_is_cleared(stage: Stage) -> None:
    stage.plan("403")
    assert [(await stage.send()).status for _ in range(2)] == [403, 200]
    stage.plan("403", rate=1)
    assert [(await stage.send()).status for _ in range(50)] == [403] * 50
    stage.sandbox.faults.clear()
    assert (await stage.send()).status == 200


async def test_a_star_means_every_method_but_polling(stage: Stage) -> None:
    stage.plan("502", "*", rate=1.0)
    assert (await stage.sandbox.call("getMe", {})).status == 502
    assert (await stage.sandbox.call("getUpdates", {})).status == 200
    stage.sandbox.faults.clear()
    stage.plan("409", "GETUPDATES")
    assert (await stage.sandbox.call("getUpdates", {})).status == 409
    assert (await stage.sandbox.call("getMe", {})).status == 200


async def test_chances_repeat_with_the_seed() -> None:
    async def statuses(seed: int) -> list[int]:
        stage = Stage(seed)
        stage.plan("502", rate=0.3)
        return [(await stage.send()).status for _ in range(200)]

    first = await statuses(1)
    assert first == await statuses(1)
    assert first != await statuses(2)
    assert 30 < first.count(502) < 90


@pytest.mark.parametrize(
    ("plan", "key"),
    [
        ({"kind": "418"}, "kind"),
        ({"kind": "502", "rate": 1.5}, "rate"),
        ({"kind": "502", "times": 0}, "times"),
        ({"kind": "502", "times": 1, "rate": 0.5}, "times"),
        ({"kind": "400_upgraded"}, "migrate_to"),
        ({"kind": "400", "migrate_to": -100}, "migrate_to"),
    ],
)
def test_plans_that_mean_nothing_are_refused(plan: dict[str, Any], key: str) -> None:
    with pytest.raises(ControlError, match=f"^{key}: "):
        Fault("sendMessage", **plan)


def test_every_kind_can_be_carried_out() -> None:
    for kind in set(KINDS) - {SLOW}:
        fault = Fault("sendMessage", kind, migrate_to=-100 if kind == "400_upgraded" else None)
        assert fault.silence or fault.refusal().code in range(400, 503)


async def test_what_is_slow_takes_effect_and_is_answered_when_the_failures_are_cleared(
    stage: Stage,
) -> None:
    stage.sandbox.faults.plan(Fault("sendMessage", SLOW))
    sending = asyncio.create_task(stage.send())
    while not stage.posted:
        await asyncio.sleep(0)
    assert not sending.done()
    stage.sandbox.faults.clear()
    assert (await sending).status == 200
    assert stage.posted == 1
