"""A chat as one person sees it.

Belongs here: what is visible to whom, and its form for the page and for tests. May not enter:
changes of anything.
"""

from collections.abc import Iterator
from typing import Any

from sandbox.messages import Message
from sandbox.population import Chat, Group, Person, PrivateChat
from sandbox.refusals import Absent
from sandbox.world import World

Json = dict[str, Any]


def chat_seen_by(person: Person, chat: Chat) -> Chat:
    """The chat itself. Raises Absent where the person is not in it."""
    if isinstance(chat, Group) and person.id not in chat.members:
        raise Absent(f"{person.first_name} is not in the group {chat.id}.")
    if isinstance(chat, PrivateChat) and chat.person is not person:
        raise Absent(f"{person.first_name} cannot see the private chat {chat.id}.")
    return chat


def messages_seen_by(world: World, person: Person, chat: Chat) -> Iterator[Message]:
    """The messages as they stand before that person, from the top.

    An ephemeral message that stands for a public one takes its place.
    """
    seen = [each for each in world.timeline(chat_seen_by(person, chat)) if _sees(person, each)]
    instead = {each.stands_for: each for each in seen if each.stands_for is not None}
    for message in seen:
        if message.stands_for is None:
            yield instead.get(message.message_id, message) if message.message_id else message


def _sees(person: Person, message: Message) -> bool:
    if message.receiver is None or message.sender is person:
        return True
    return message.receiver is person and person.sees_ephemeral


def shape(message: Message) -> Json:
    """A message for whoever drives the sandbox. `at`: epoch seconds UTC, as sent."""
    only_you = message.receiver is not None
    identity = (
        {"ephemeral_message_id": message.ephemeral_message_id}
        if only_you
        else {"message_id": message.message_id}
    )
    file = {} if message.file is None else {"file": message.file}
    picks = {"picks": [_pick(each) for each in message.picks]} if message.picks else {}
    times = [each for each in message.entities if each["type"] == "date_time"]
    seen = identity | {
        "from": message.sender.id,
        "from_name": message.sender.first_name,
        "text": _told(message) if message.service else message.text,
        "buttons": [[button(each) for each in row] for row in message.buttons()],
        "only_you": only_you,
        "service": bool(message.service) and message.file is None,
        "topic": message.topic,
        "at": message.date,
        "edited": message.edit_date is not None,
        "silent": message.silent,
    }
    return seen | file | picks | ({"times": times} if times else {})


def _pick(markup: Json) -> Json:
    return {"label": markup["text"], "request_id": markup["request_users"]["request_id"]}


def button(markup: Json) -> Json:
    """A button as seen: its label, and its data, url or text to copy where it has one."""
    seen = {"label": markup["text"]} | {
        name: markup[field]
        for name, field in (("data", "callback_data"), ("url", "url"))
        if field in markup
    }
    return seen | ({"copy": markup["copy_text"]["text"]} if "copy_text" in markup else {})


def _told(message: Message) -> str:
    match message.service:
        case {"new_chat_members": [newcomer]}:
            return f"{newcomer['first_name']} joined"
        case {"left_chat_member": leaver}:
            return f"{leaver['first_name']} left"
        case {"document": {"file_name": name}, "caption": caption}:
            return f"{name}: {caption}" if caption else str(name)
        case {"photo": _, "caption": caption} | {"voice": _, "caption": caption}:
            return f"{next(iter(message.service))}: {caption}"
        case _:
            [what] = message.service
            return _HAPPENED.get(what, "This group is now a supergroup")


_HAPPENED = {
    "users_shared": "Somebody was picked",
    "forum_topic_closed": "Topic closed",
    "forum_topic_reopened": "Topic reopened",
}


def overview(world: World) -> Json:
    """Who and what there is: the answer of GET /sandbox."""
    return {
        "bot": {"id": world.bot.id, "name": world.bot.first_name, "username": world.bot.username},
        "people": [person_summary(each) for each in world.people.values()],
        "groups": [group_summary(each) for each in world.groups()],
    }


def person_summary(person: Person) -> Json:
    """A person, for whoever drives the sandbox."""
    return {
        "id": person.id,
        "name": person.first_name,
        "username": person.username,
        "language": person.language,
        "started": person.started,
        "blocked": person.blocked,
    }


def group_summary(group: Group) -> Json:
    """A group, for whoever drives the sandbox. `bot`: its status there."""
    return {
        "id": group.id,
        "title": group.title,
        "members": list(group.members),
        "admins": list(group.admins),
        "bot": group.bot_status,
        "topics": [
            {"id": each.id, "name": each.name, "closed": each.closed}
            for each in group.topics.values()
        ],
    }
