"""Messages that one member sees, inside the group.

Belongs here: https://core.telegram.org/bots/api#ephemeral-messages-and-commands. May not enter:
public messages.

Telegram's error texts for these rules are not published; those with "ephemeral" are our own.
"""

from typing import Any

from sandbox.messages import Message, Tap
from sandbox.methods.access import own_message, reachable
from sandbox.methods.revision import given_text, revise, revised_preview, shown_markup
from sandbox.population import Group, Person
from sandbox.refusals import bad_request, expired_query
from sandbox.world import World

Json = dict[str, Any]

OCCASION = 15
"""Seconds after a tap or an ephemeral command in which any bot may answer it ephemerally."""


def address(world: World, message: Message, ephemeral: Json) -> None:
    """Turn the message into an ephemeral one for its receiver. Raises Refused.

    A bot that is no admin needs an occasion: the receiver's tap (callback_query_id), or their
    ephemeral command (reply_parameters.ephemeral_message_id), in this chat, at most 15 s ago.
    """
    group = message.chat
    if not isinstance(group, Group):
        raise bad_request("ephemeral messages can be sent only to groups")
    receiver = group.members.get(ephemeral["receiver_user_id"])
    if receiver is None:
        raise bad_request("user not found")
    tap = _recent_tap(world, group, receiver, ephemeral.get("callback_query_id"))
    if tap is None and not group.bot_is_admin and not _answers_command(world, message, receiver):
        raise bad_request("ephemeral message needs a tap or command of the user, 15 s old at most")
    message.receiver = receiver
    if ephemeral.get("replace_callback_query_message"):
        message.stands_for = _replaced(tap)


def edit_ephemeral_message_text(  # noqa: PLR0913 - the arguments are those of the Bot API
    world: World,
    *,
    chat_id: int | str,
    receiver_user_id: int,
    ephemeral_message_id: int,
    text: str = "",
    entities: list[Json] | None = None,
    link_preview_options: Json | None = None,
    reply_markup: Json | None = None,
) -> bool:
    """Change the text; a keyboard that is not given again is gone."""
    changes = given_text(text, entities, reply_markup)
    key = (receiver_user_id, ephemeral_message_id)
    message = own_message(world, reachable(world, chat_id), key)
    revise(world, message, changes | revised_preview(message, link_preview_options))
    return True


def edit_ephemeral_message_reply_markup(
    world: World,
    *,
    chat_id: int | str,
    receiver_user_id: int,
    ephemeral_message_id: int,
    reply_markup: Json | None = None,
) -> bool:
    """Change the keyboard, or take it away."""
    markup = shown_markup(reply_markup)
    key = (receiver_user_id, ephemeral_message_id)
    message = own_message(world, reachable(world, chat_id), key)
    revise(world, message, {"markup": markup})
    return True


def delete_ephemeral_message(
    world: World, *, chat_id: int | str, receiver_user_id: int, ephemeral_message_id: int
) -> bool:
    """Take the message away."""
    timeline = world.timeline(reachable(world, chat_id))
    message = timeline.find((receiver_user_id, ephemeral_message_id))
    if message is None:
        raise bad_request("message to delete not found")
    timeline.remove(message)
    return True


def _recent_tap(world: World, group: Group, person: Person, query: str | None) -> Tap | None:
    """The tap that gives the occasion, if one is named. Raises Refused for any other tap."""
    if query is None:
        return None
    tap = world.taps.get(query)
    theirs = tap is not None and tap.person is person and tap.message.chat is group
    if tap is None or not theirs or world.now() - tap.at > OCCASION:
        raise expired_query()
    return tap


def _answers_command(world: World, message: Message, person: Person) -> bool:
    command = message.reply_to
    if command is None or command.receiver is not world.bot:
        return False
    return command.sender is person and world.now() - command.date <= OCCASION


def _replaced(tap: Tap | None) -> int:
    """Only a public message can be stood for; an ephemeral one is edited (Bot API 10.3)."""
    if tap is None or tap.message.receiver is not None:
        raise bad_request("ephemeral message can replace only the public message of a tap")
    return tap.message.message_id
