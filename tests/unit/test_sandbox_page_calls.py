"""What the page asks the control interface for: the landmark, menus, newcomers, the wire."""

from typing import Any

from sandbox.updates import SHOWN
from tests.unit.control import Control


async def test_the_clock_tells_what_is_due_next(control: Control) -> None:
    async def noon() -> float:
        return 1_800_014_400

    control.sandbox.clock.look_out(noon)
    assert (await control.get("/sandbox/clock"))["next"] == 1_800_014_400
    control.sandbox.clock.look_out(None)
    assert (await control.get("/sandbox/clock"))["next"] is None


async def test_a_group_without_the_bot_and_who_adds_it(control: Control, ana: int) -> None:
    dee = (await control.post("/sandbox/people", name="Dee"))["id"]
    eva = (await control.post("/sandbox/people", name="Eva"))["id"]
    made: dict[str, Any] = {"title": "Lunch", "members": [ana], "admins": [dee], "bot": False}
    group = await control.post("/sandbox/groups", **made)
    assert group["bot"] == "left"
    assert await control.bot("getUpdates") == []
    join, bot = f"/sandbox/groups/{group['id']}/join", control.sandbox.world.bot.id
    assert "Eva is not in that group" in await control.post(join, 404, person=bot, by=eva)
    assert (await control.post(join, person=bot, by=ana))["bot"] == "member"
    added, service = await control.bot("getUpdates")
    assert added["my_chat_member"]["from"]["id"] == ana
    assert service["message"]["from"]["id"] == ana


async def test_the_narrowest_menu_that_is_set_is_offered(
    control: Control, ana: int, circle: int
) -> None:
    async def offered(chat: int) -> list[str]:
        answer = await control.get(f"/sandbox/view?person={ana}&chat={chat}")
        return [each["command"] for each in answer["commands"]]

    async def menu(name: str, **where: Any) -> None:
        command = {"command": name, "description": "x"}
        await control.bot("setMyCommands", commands=[command], **where)

    assert await offered(circle) == []
    await menu("anywhere")
    await menu("here", scope={"type": "all_group_chats"})
    await menu("alone", scope={"type": "all_private_chats"})
    assert (await offered(circle), await offered(ana)) == (["here"], ["alone"])
    await menu("steer", scope={"type": "all_chat_administrators"})
    await menu("hier", scope={"type": "all_group_chats"}, language_code="de")
    assert await offered(circle) == ["here"]
    await control.post(f"/sandbox/groups/{circle}/promote", person=ana)
    assert await offered(circle) == ["steer"]
    await menu("mine", scope={"type": "chat_member", "chat_id": circle, "user_id": ana})
    assert await offered(circle) == ["mine"]
    await control.post(f"/sandbox/groups/{circle}/leave", person=control.sandbox.world.bot.id)
    assert await offered(circle) == []


async def test_the_wire_shows_the_newest_calls_and_updates(
    control: Control, ana: int, circle: int
) -> None:
    for index in range(SHOWN + 5):
        await control.say(ana, ana, f"/start {index}")
        await control.bot("sendMessage", chat_id=circle, text=f"post {index}")
    wire = await control.get("/sandbox/wire")
    assert (wire["first"], len(wire["calls"]), len(wire["updates"])) == (5, SHOWN, SHOWN)
    assert wire["calls"][-1]["params"]["text"] == f"post {SHOWN + 4}"
    assert wire["updates"][-1]["message"]["text"] == f"/start {SHOWN + 4}"
    assert wire["updates"][-1]["at"] == 1_800_000_000
