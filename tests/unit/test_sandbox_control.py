"""The control interface, over HTTP in process."""

import asyncio
from typing import Any

import httpx
import pytest

from sandbox.server import application
from tests.unit.control import Control, buttons


async def test_people_and_groups_are_made_and_listed(control: Control) -> None:
    ana = await control.post("/sandbox/people", name="Ana", language="de", username="ana")
    dee = await control.post("/sandbox/people", name="Dee")
    group = await control.post(
        "/sandbox/groups",
        title="Circle",
        members=[ana["id"]],
        admins=[dee["id"]],
        forum=["Weather"],
    )
    ben = await control.post("/sandbox/people", name="Ben", is_admin_of=[group["id"]])
    state = await control.get("/sandbox")
    assert state["bot"]["username"] == "kith_bot"
    assert [each["name"] for each in state["people"]] == ["Ana", "Dee", "Ben"]
    (listed,) = state["groups"]
    assert (listed["title"], listed["bot"]) == ("Circle", "member")
    assert listed["members"] == [ana["id"], dee["id"], ben["id"]]
    assert listed["admins"] == [dee["id"], ben["id"]]
    assert listed["topics"] == [{"id": 1, "name": "Weather", "closed": False}]


async def test_the_bot_is_told_of_its_new_group(control: Control, circle: int) -> None:
    added, service = await control.bot("getUpdates")
    assert added["my_chat_member"]["chat"]["id"] == circle
    assert added["my_chat_member"]["old_chat_member"]["status"] == "left"
    (newcomer,) = service["message"]["new_chat_members"]
    assert newcomer["id"] == control.sandbox.world.bot.id


async def test_say_tells_whether_the_bot_gets_it(control: Control, ana: int, circle: int) -> None:
    assert await control.say(ana, circle, "good morning") == {"update_id": None}
    said = await control.say(ana, ana, "/start")
    assert (await control.bot("getUpdates", offset=-1))[0]["update_id"] == said["update_id"]


async def test_a_view_is_what_the_person_sees(control: Control, ana: int, circle: int) -> None:
    markup = buttons(("A", "a"), ("Site", "https://example.org"))
    markup["inline_keyboard"][0].append({"text": "Copy", "copy_text": {"text": "116 123"}})
    sent = await control.bot("sendMessage", chat_id=circle, text="How?", reply_markup=markup)
    joined, shown = await control.view(ana, circle)
    assert joined["text"] == "Kith joined"
    assert shown == {
        "message_id": sent["message_id"],
        "from": control.sandbox.world.bot.id,
        "from_name": "Kith",
        "text": "How?",
        "buttons": [
            [
                {"label": "A", "data": "a"},
                {"label": "Site", "url": "https://example.org"},
                {"label": "Copy", "copy": "116 123"},
            ]
        ],
        "only_you": False,
        "service": False,
        "topic": None,
        "at": 1_800_000_000,
        "edited": False,
        "silent": False,
    }


async def test_press_answers_what_the_bot_answered(control: Control, ana: int, circle: int) -> None:
    sent = await control.bot(
        "sendMessage", chat_id=circle, text="?", reply_markup=buttons(("A", "a"))
    )
    await control.bot("getUpdates", offset=-1)
    pressed = asyncio.create_task(
        control.press(ana, circle, message_id=sent["message_id"], label="A")
    )
    update = (await control.bot("getUpdates", offset=-1, timeout=5))[0]
    while "callback_query" not in update:
        update = (await control.bot("getUpdates", offset=update["update_id"] + 1, timeout=5))[0]
    query = update["callback_query"]
    assert (query["data"], query["message"]["text"]) == ("a", "?")
    await control.bot(
        "answerCallbackQuery", callback_query_id=query["id"], text="noted", show_alert=True
    )
    assert await pressed == {
        "update_id": update["update_id"],
        "answered": True,
        "text": "noted",
        "show_alert": True,
        "url": None,
    }


async def test_press_need_not_wait(control: Control, ana: int, circle: int) -> None:
    sent = await control.bot(
        "sendMessage", chat_id=circle, text="?", reply_markup=buttons(("A", "a"))
    )
    for wait in (0, 0.01):
        pressed = await control.press(
            ana, circle, message_id=sent["message_id"], data="a", wait=wait
        )
        assert pressed["update_id"] > 0
        assert not pressed["answered"]


async def test_a_modified_client_can_send_any_data(control: Control, ana: int, circle: int) -> None:
    sent = await control.bot("sendMessage", chat_id=circle, text="?")
    forged = {"message_id": sent["message_id"], "data": "forged", "wait": 0}
    await control.press(ana, circle, **forged)
    (update,) = await control.bot("getUpdates", offset=-1)
    assert update["callback_query"]["data"] == "forged"


async def test_a_tap_in_a_group_without_the_bot_reaches_nobody(
    control: Control, ana: int, circle: int
) -> None:
    sent = await control.bot(
        "sendMessage", chat_id=circle, text="?", reply_markup=buttons(("A", "a"))
    )
    assert (await control.post(f"/sandbox/groups/{circle}/leave"))["bot"] == "kicked"
    pressed = await control.press(ana, circle, message_id=sent["message_id"], label="A")
    assert (pressed["update_id"], pressed["answered"]) == (None, False)


async def test_a_start_button_presses_start(control: Control, ana: int, circle: int) -> None:
    url = "https://t.me/kith_bot?start=token"
    markup = buttons(("Open", url), ("Site", "https://example.org"))
    sent = await control.bot("sendMessage", chat_id=circle, text="?", reply_markup=markup)
    pressed = await control.press(ana, circle, message_id=sent["message_id"], label="Open")
    assert pressed["url"] == url
    update = (await control.bot("getUpdates", offset=-1))[0]
    assert update["update_id"] == pressed["update_id"]
    assert update["message"]["text"] == "/start token"
    elsewhere = await control.press(ana, circle, message_id=sent["message_id"], label="Site")
    assert (elsewhere["update_id"], elsewhere["url"]) == (None, "https://example.org")


async def test_what_is_not_there_answers_404(control: Control, ana: int, circle: int) -> None:
    ben = (await control.post("/sandbox/people", name="Ben"))["id"]
    sent = await control.bot(
        "sendMessage", chat_id=circle, text="?", reply_markup=buttons(("A", "a"))
    )
    there = {"message_id": sent["message_id"]}
    assert "no button 'B'" in await control.press(ana, circle, 404, **there, label="B")
    assert "no such message" in await control.press(ana, circle, 404, message_id=99, label="A")
    assert "not in the group" in await control.press(ben, circle, 404, **there, label="A")
    assert "no person 5" in await control.say(5, circle, "hi", 404)
    assert "no chat 5" in await control.say(ana, 5, "hi", 404)
    assert "not in the group" in await control.get(f"/sandbox/view?person={ben}&chat={circle}", 404)
    assert "no group -5" in await control.post("/sandbox/groups/-5/migrate", 404)
    assert "There is no explode" in await control.post(f"/sandbox/groups/{circle}/explode", 404)
    assert "no topic 9" in await control.post(f"/sandbox/groups/{circle}/close_topic", 404, topic=9)


@pytest.mark.parametrize(
    ("path", "body", "error"),
    [
        ("people", {}, "name: missing; give a text that is not empty."),
        ("people", {"name": "Ana", "age": 5}, "age: no such key; there are name, language"),
        ("people", {"name": 5}, "name: must be a text"),
        ("say", {"from": "Ana", "chat": 1, "text": "x"}, "from: must be a whole number."),
        ("groups", {"title": "C", "members": [], "admins": []}, "members: a group needs somebody"),
        ("groups", {"title": "C", "members": ["Ana"], "admins": []}, "members: must be a list of"),
        ("press", {"from": 1, "chat": 1, "label": "A"}, "message_id or ephemeral_message_id: give"),
        ("press", {"from": 1, "chat": 1, "message_id": 1}, "label or data: give exactly one"),
        ("clock", {}, "advance or set: give exactly one"),
        ("clock", {"advance": -1}, "advance: must not be negative"),
        ("clock", {"set": "noon"}, "set: must be epoch seconds or an ISO 8601 text."),
        ("faults", {"method": "sendMessage", "kind": "418"}, "kind: one of 429, 400"),
        ("groups/x/migrate", {}, "There is no such group"),
    ],
)
async def test_bad_bodies_name_the_key(
    control: Control, path: str, body: dict[str, Any], error: str
) -> None:
    status = 404 if path.startswith("groups/") else 400
    assert (await control.post(f"/sandbox/{path}", status, **body)).startswith(error)


async def test_bad_addresses_and_bodies_are_explained(control: Control) -> None:
    assert "person: give a whole number" in await control.get("/sandbox/view?chat=1", 400)
    transport = httpx.ASGITransport(application(control.sandbox))
    async with httpx.AsyncClient(transport=transport, base_url="http://sandbox") as http:
        answer = await http.post("/sandbox/say", content=b"[1]")
    assert answer.json() == {"error": "The body must be a JSON object."}


async def test_the_clock_is_read_and_moved(control: Control) -> None:
    assert await control.get("/sandbox/clock") == {
        "now": 1_800_000_000.0,
        "iso": "2027-01-15T08:00:00+00:00",
        "next": None,
    }
    assert (await control.post("/sandbox/clock", advance=1.5))["now"] == 1_800_000_001.5
    assert (await control.post("/sandbox/clock", set=5))["now"] == 5
    for instant in ("2027-01-15T09:00:00+01:00", "2027-01-15T08:00:00"):
        assert (await control.post("/sandbox/clock", set=instant))["now"] == 1_800_000_000


async def test_faults_are_planned_and_cleared(control: Control, circle: int) -> None:
    await control.post("/sandbox/faults", method="sendMessage", kind="403", chat=circle, rate=1)
    send = {"chat_id": circle, "text": "hi"}
    assert (await control.sandbox.call("sendMessage", send)).status == 403
    await control.get("/sandbox/faults", method="DELETE")
    assert (await control.sandbox.call("sendMessage", send)).status == 200


async def test_the_ledger_is_told(control: Control, circle: int) -> None:
    sent = await control.bot("sendMessage", chat_id=circle, text="hi")
    ledger = await control.get("/sandbox/ledger")
    assert [each["method"] for each in ledger["calls"]] == ["sendMessage"]
    assert ledger["delivered"][0]["message_id"] == sent["message_id"]
    assert ledger["confirmed"] == []


async def test_groups_change(control: Control, ana: int, circle: int) -> None:
    ben = (await control.post("/sandbox/people", name="Ben"))["id"]
    path = f"/sandbox/groups/{circle}"
    assert (await control.post(f"{path}/join", person=ben))["members"] == [ana, ben]
    assert "in that group already" in await control.post(f"{path}/join", 400, person=ben)
    assert (await control.post(f"{path}/promote", person=ben))["admins"] == [ben]
    assert (await control.post(f"{path}/demote", person=ben))["admins"] == []
    assert (await control.post(f"{path}/leave", person=ben))["members"] == [ana]
    bot = control.sandbox.world.bot.id
    assert (await control.post(f"{path}/promote", person=bot))["bot"] == "administrator"
    assert (await control.post(f"{path}/leave"))["bot"] == "kicked"
    assert (await control.post(f"{path}/join", person=bot))["bot"] == "member"
    moved = await control.post(f"{path}/migrate")
    assert moved["id"] < -1_000_000_000_000
    assert [each["id"] for each in (await control.get("/sandbox"))["groups"]] == [moved["id"]]
    assert "is now the supergroup" in await control.say(ana, circle, "hi", 400)


async def test_people_block_and_unblock(control: Control, ana: int) -> None:
    assert (await control.post(f"/sandbox/people/{ana}/block"))["blocked"]
    assert not (await control.post(f"/sandbox/people/{ana}/unblock"))["blocked"]
