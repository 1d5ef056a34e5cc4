"""Each menu holds what its readers may use there, in each language, seen by them alone (A6)."""

import json

from handlers import menus, routes, wording
from tests.e2e.rights.table import COMMANDS
from tests.e2e.scene import Scene

SCOPES = {
    "all_private_chats": menus.PRIVATE,
    "all_group_chats": menus.GROUP,
    "all_chat_administrators": menus.STEWARDS,
}


async def test_each_scope_has_its_commands_in_each_language(scene: Scene) -> None:
    found = scene.sandbox.world.commands
    assert len(found) == len(SCOPES) * len(wording.languages())
    for (scope, language), menu in found.items():
        names = SCOPES[json.loads(scope)["type"]]
        assert [each["command"] for each in menu] == list(names)
        assert all(each["is_ephemeral"] for each in menu)
        say = language or wording.DEFAULT
        assert menu[0]["description"] == wording.text(say, f"command.{names[0]}")


def test_members_are_offered_what_is_not_for_stewards_alone() -> None:
    known = {*routes.GROUP_COMMANDS, "signposts"}
    assert set(menus.GROUP) == known - COMMANDS["stewards"]
    assert set(menus.STEWARDS) == known
    assert {*routes.PRIVATE_COMMANDS, "signposts"} - set(menus.PRIVATE) == {"setup"}
