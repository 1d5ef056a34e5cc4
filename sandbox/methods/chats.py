"""Chats and who is in them.

Belongs here: https://core.telegram.org/bots/api#getchat, #getchatadministrators, #getchatmember,
#getchatmembercount and #leavechat. May not enter: messages.
"""

from typing import Any

from sandbox import happenings, shapes
from sandbox.methods.access import reachable, reachable_group
from sandbox.population import Group
from sandbox.refusals import bad_request
from sandbox.world import World

Json = dict[str, Any]


def get_chat(world: World, *, chat_id: int | str) -> Json:
    """What the chat is."""
    return shapes.chat_full_info(reachable(world, chat_id))


def get_chat_administrators(
    world: World,
    *,
    chat_id: int | str,
    return_bots: bool = False,  # noqa: ARG001 - there is no other bot
) -> list[Json]:
    """The admins of a group, the bot among them if it is one."""
    group = reachable_group(world, chat_id, "there are no administrators in the private chat")
    admins = [world.person(each) for each in group.admins]
    shown = [shapes.chat_member(each, group.status_of(each)) for each in admins]
    return shown + ([_bot_member(world, group)] if group.bot_is_admin else [])


def get_chat_member(world: World, *, chat_id: int | str, user_id: int) -> Json:
    """How somebody stands in a group; about others only an admin bot is told."""
    group = reachable_group(world, chat_id, "chat not found")
    if user_id == world.bot.id:
        return _bot_member(world, group)
    if not group.bot_is_admin:
        raise bad_request("member list is inaccessible")
    if user_id not in world.people:
        raise bad_request("user not found")
    person = world.people[user_id]
    return shapes.chat_member(person, group.status_of(person))


def get_chat_member_count(world: World, *, chat_id: int | str) -> int:
    """How many there are, the bot counted."""
    chat = reachable(world, chat_id)
    return len(chat.members) + chat.has_bot if isinstance(chat, Group) else 2


def approve_chat_join_request(world: World, *, chat_id: int | str, user_id: int) -> bool:
    """Somebody who asked to join comes in; it takes an admin's right to invite."""
    group = reachable_group(world, chat_id, "chat not found")
    if not group.bot_is_admin:
        raise bad_request("not enough rights")
    person = group.knocking.pop(user_id, None)
    if person is None:
        raise bad_request("HIDE_REQUESTER_MISSING")
    happenings.joined(world, group, person)
    return True


def leave_chat(world: World, *, chat_id: int | str) -> bool:
    """The bot goes by itself."""
    text = "chat member status can't be changed in private chats"
    happenings.bot_left(world, reachable_group(world, chat_id, text))
    return True


def _bot_member(world: World, group: Group) -> Json:
    return shapes.chat_member(world.bot, group.bot_status)
