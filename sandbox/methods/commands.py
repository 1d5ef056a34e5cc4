"""The bot's command menus, by scope and language.

Belongs here: https://core.telegram.org/bots/api#setmycommands and its siblings. May not enter: what
a command does.
"""

import json
from typing import Any

from sandbox.limits import require_command
from sandbox.refusals import bad_request
from sandbox.world import World

Json = dict[str, Any]

_SCOPES = {
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
    "chat",
    "chat_administrators",
    "chat_member",
}


def set_my_commands(
    world: World, *, commands: list[Json], scope: Json | None = None, language_code: str = ""
) -> bool:
    """Set one menu."""
    for command in commands:
        require_command(command)
    world.commands[_menu(scope, language_code)] = commands
    return True


def get_my_commands(
    world: World, *, scope: Json | None = None, language_code: str = ""
) -> list[Json]:
    """One menu; empty where it is not set."""
    return world.commands.get(_menu(scope, language_code), [])


def delete_my_commands(world: World, *, scope: Json | None = None, language_code: str = "") -> bool:
    """Forget one menu."""
    world.commands.pop(_menu(scope, language_code), None)
    return True


def _menu(scope: Json | None, language_code: str) -> tuple[str, str]:
    scope = scope or {"type": "default"}
    if scope["type"] not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    return json.dumps(scope, sort_keys=True), language_code
