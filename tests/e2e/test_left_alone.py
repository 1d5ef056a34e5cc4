"""The last steward leaves: the group is told, and chooses (O13)."""

import pytest

from handlers.rights import Rights
from sandbox.faults import Fault
from tests.e2e.scene import Person, Scene

TOLD = "Nobody who could change my settings is in this group any more."


async def leaves(scene: Scene, who: Person) -> None:
    await scene.post(f"groups/{scene.circle}/leave", person=who.id)
    await scene.settled()
    await scene.passes(seconds=2)


async def test_the_group_is_told_once_and_what_it_can_choose(
    scene: Scene, ana: Person, ben: Person, dee: Person
) -> None:
    await leaves(scene, dee)
    told = await ana.sees(TOLD)
    for way in ("make somebody an admin", "/propose", "take me out"):
        assert way in told["text"]
    await leaves(scene, ben)
    assert [TOLD in each["text"] for each in await ana.looks()].count(True) == 1


async def test_what_goes_on_by_itself_goes_on(scene: Scene, ana: Person, dee: Person) -> None:
    await leaves(scene, dee)
    await scene.passes(minutes=6)
    await ana.sees("weather")


@pytest.mark.parametrize("leaver", ["ana", "dee"])
async def test_while_a_steward_is_there_nothing_is_said(
    scene: Scene, ana: Person, ben: Person, dee: Person, leaver: str
) -> None:
    await scene.post(f"groups/{scene.circle}/promote", person=ben.id)
    await leaves(scene, {"ana": ana, "dee": dee}[leaver])
    await ben.sees_nothing_of(TOLD)


async def test_where_telegram_does_not_say_who_the_stewards_are_nothing_is_said(
    scene: Scene, ana: Person, dee: Person
) -> None:
    scene.sandbox.faults.plan(Fault(method="getChatAdministrators", kind="502", rate=1))
    await leaves(scene, dee)
    await ana.sees_nothing_of(TOLD)


async def test_a_steward_who_cannot_be_seen_is_taken_for_none_without_that(
    scene: Scene, ana: Person, dee: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The switch: without an answer of Telegram's, the group would be told something untrue."""
    scene.sandbox.faults.plan(Fault(method="getChatAdministrators", kind="502", rate=1))
    nobody = {scene.circle: dict[int, str]()}
    monkeypatch.setattr("bot.intake.prepare.Rights", lambda *_: Rights(nobody))
    await leaves(scene, ana)
    await dee.sees(TOLD)
