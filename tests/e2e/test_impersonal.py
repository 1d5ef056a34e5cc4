"""Who writes in the name of a group is nobody: not answered, not seen, without rights (G9)."""

import pytest

from handlers import routes
from handlers.rights import IMPERSONAL
from storage import people
from tests.e2e.scene import Person, Scene


async def as_the_group(who: Person, words: str) -> None:
    body = {"from": who.id, "chat": who.scene.circle, "text": words, "anonymous": True}
    await who.scene.post("say", **body)
    await who.scene.settled()


async def known(scene: Scene) -> list[int]:
    """Those of these ids that Kith takes for somebody."""
    async with scene.kith.database.transaction() as tx:
        return [each for each in IMPERSONAL if await people.find(tx, each) is not None]


@pytest.mark.parametrize("command", sorted(routes.GROUP_COMMANDS))
async def test_a_command_in_the_name_of_the_group_is_answered_in_private_alone(
    scene: Scene, dee: Person, command: str
) -> None:
    before = len(await dee.looks())
    await as_the_group(dee, f"/{command}@kith_bot")
    await dee.sees("private")
    assert len(await dee.looks()) == before + 2  # the command, and the one neutral line
    assert await known(scene) == []


async def test_an_anonymous_admin_has_their_own_rights_where_they_tap(
    scene: Scene, dee: Person, ben: Person
) -> None:
    await scene.passes(minutes=6)
    for each in (dee, ben):
        await each.taps("Windy")
        await each.whispers("/settings")
    await dee.taps("\u2068Tuesday circle\u2069", at=dee.id)
    await dee.sees("What is set in this group", at=dee.id)
    await ben.sees_nothing_of("Tuesday circle", at=ben.id)


async def test_where_a_group_were_somebody_it_would_be_taken_for_a_member(
    scene: Scene, dee: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rule turned off."""
    monkeypatch.setattr("handlers.routing.require_person", lambda _: None)
    await as_the_group(dee, "/agreement@kith_bot")
    assert await known(scene) != []
