"""Which commands a chat offers to a person.

Belongs here: the order in which Telegram looks for a menu
(https://core.telegram.org/bots/api#determining-list-of-commands). May not enter: setting one
(`methods.commands`).
"""

import json
from collections.abc import Iterator
from typing import Any

from sandbox.population import Chat, Group, Person
from sandbox.world import World

Json = dict[str, Any]


def offered(world: World, person: Person, chat: Chat) -> list[Json]:
    """The first menu that is set for them there; empty where none is."""
    if isinstance(chat, Group) and not chat.has_bot:
        return []
    for scope in _scopes(person, chat):
        for language in (person.language, ""):
            menu = world.commands.get((json.dumps(scope, sort_keys=True), language))
            if menu:
                return menu
    return []


def _scopes(person: Person, chat: Chat) -> Iterator[Json]:
    """The narrowest first."""
    here: Json = {"chat_id": chat.id}
    if not isinstance(chat, Group):
        yield from (here | {"type": "chat"}, {"type": "all_private_chats"}, {"type": "default"})
        return
    is_admin = person.id in chat.admins
    yield here | {"type": "chat_member", "user_id": person.id}
    if is_admin:
        yield here | {"type": "chat_administrators"}
    yield here | {"type": "chat"}
    if is_admin:
        yield {"type": "all_chat_administrators"}
    yield from ({"type": "all_group_chats"}, {"type": "default"})
