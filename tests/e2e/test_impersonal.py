"""Who writes in the name of a group or a channel is nobody, until somebody taps (A3, G9)."""

from typing import Any

import pytest

from handlers import routes
from handlers.rights import IMPERSONAL
from sandbox.faults import Fault
from storage import people
from storage.schema import setups
from tests.e2e.scene import Person, Scene

LINE, BUTTON = "in the name of a group or a channel", "Show it to me"
NAMES: list[dict[str, Any]] = [{"anonymous": True}, {"channel": "own"}, {"channel": "linked"}]
SETTINGS, ONLY = "What is set in this group.", "Only stewards of the group can change this."


async def nameless(who: Person, words: str, **name: Any) -> None:
    body = {"from": who.id, "chat": who.scene.circle, "text": words}
    await who.scene.post("say", **body, **(name or {"anonymous": True}))
    await who.scene.settled()


async def known(scene: Scene) -> list[int]:
    """Those of these ids that Kith takes for somebody."""
    async with scene.kith.database.transaction() as tx:
        return [each for each in IMPERSONAL if await people.find(tx, each) is not None]


@pytest.mark.parametrize("name", NAMES, ids=str)
async def test_the_line_is_the_same_for_each_command_and_nobody_becomes_known(
    scene: Scene, ben: Person, dee: Person, name: dict[str, Any]
) -> None:
    before = len(await ben.looks())
    for command in (*routes.GROUP_COMMANDS, "signposts", "crisis"):
        await nameless(dee, f"/{command}@kith_bot", **name)
    lines = [each for each in (await ben.looks())[before:] if each["from"] != dee.id]
    lines = [each for each in lines if each["buttons"]]
    assert len(lines) == len(routes.GROUP_COMMANDS) + 1  # /crisis is /signposts
    assert {each["text"] for each in lines} == {lines[0]["text"]}
    assert {button["label"] for each in lines for row in each["buttons"] for button in row} == {
        BUTTON
    }
    assert not any(each["only_you"] for each in lines)
    assert await known(scene) == []


async def test_the_tap_has_the_rights_of_who_taps(
    scene: Scene, ana: Person, ben: Person, dee: Person
) -> None:
    await nameless(dee, "/settings@kith_bot")
    for each in (ben, dee):
        await each.sees(LINE)
        await each.taps(BUTTON)
    ben.hears(ONLY)
    await dee.sees(SETTINGS)
    for each in (ana, ben):
        await each.sees_nothing_of(SETTINGS)
    await dee.taps("Quiet")  # what follows is as if they had typed it
    await dee.sees("When nothing comes.")


async def test_demoted_between_the_line_and_the_tap(scene: Scene, dee: Person) -> None:
    await nameless(dee, "/settings@kith_bot")
    await scene.post(f"groups/{scene.circle}/demote", person=dee.id)
    await dee.taps(BUTTON)
    dee.hears(ONLY)


async def test_where_telegram_does_not_answer_the_tap_opens_nothing(
    scene: Scene, dee: Person
) -> None:
    await nameless(dee, "/settings@kith_bot")
    scene.sandbox.faults.plan(Fault(method="getChatAdministrators", kind="502", rate=1))
    await dee.taps(BUTTON)
    dee.hears("Telegram did not answer in time")
    await dee.sees_nothing_of(SETTINGS)


async def test_the_line_and_its_button_last_for_a_minute(scene: Scene, dee: Person) -> None:
    await nameless(dee, "/settings@kith_bot")
    line = await dee.sees(LINE)
    await nameless(dee, "/settings@kith_bot")
    assert (await dee.sees(LINE))["message_id"] == line["message_id"]  # one is enough
    await scene.passes(seconds=61)
    await dee.sees_nothing_of(LINE)


async def test_set_up_posts_to_the_topic_in_which_the_group_wrote(scene: Scene) -> None:
    dee = await scene.person("Dee")
    made = await scene.post(
        "groups", title="Forum", members=[dee.id], admins=[dee.id], forum=["Weather"]
    )
    scene.circle = made["id"]
    topic = next(iter(scene.sandbox.world.group(scene.circle).topics))
    await nameless(dee, "/setup@kith_bot", anonymous=True, topic=topic)
    await dee.taps(BUTTON)
    async with scene.kith.database.transaction() as tx:
        found = (await tx.execute(setups.select())).mappings().all()
    assert [each["topic"] for each in found] == [topic]


async def test_where_a_group_were_somebody_it_would_be_taken_for_a_member(
    scene: Scene, dee: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rule turned off."""
    monkeypatch.setattr("handlers.routing.IMPERSONAL", frozenset[int]())
    await nameless(dee, "/agreement@kith_bot")
    assert await known(scene) != []
