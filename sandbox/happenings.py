"""What happens to groups and private chats, and what the bot hears of it.

Belongs here: joining, leaving, rights, closing, moving, blocking, with the updates that Telegram
sends for each. May not enter: messages that people write (`clients`).

Joins, leaves and rights of other people come as `chat_member` only to an admin bot that asked for
them; service messages come to every bot (design: Telegram as it is today).
"""

from collections.abc import Sequence
from typing import Any

from sandbox import shapes
from sandbox.messages import Message
from sandbox.population import Chat, Group, Person, Topic, User
from sandbox.privacy import reaches_bot
from sandbox.refusals import Absent, ControlError
from sandbox.world import World

Json = dict[str, Any]

BOTH = ("to", "from")
"""What Telegram says of a move."""
MOVE = (*BOTH, "joined", "left")
"""What it may say of one."""
WRITABLE = 5 * 60
"""Seconds for which the bot can write to somebody who asks to join (Bot API: ChatJoinRequest)."""


def bot_added(world: World, group: Group, by: Person | None = None) -> None:
    """Tell the bot that it was added, by that member; else by the owner or the first member."""
    by = _somebody(group) if by is None else by
    _bot_changed(world, group, by, "left", group.bot_status)
    _serve(world, group, by, {"new_chat_members": [shapes.user(world.bot)]})


def joined(world: World, group: Group, person: Person) -> None:
    """A person comes in by themselves."""
    if person.id in group.members:
        raise ControlError(f"person: {person.first_name} is in that group already.")
    group.members[person.id] = person
    _person_changed(world, group, person, "left")
    _serve(world, group, person, {"new_chat_members": [shapes.user(person)]})


def knocked(world: World, group: Group, person: Person) -> None:
    """A person asks to join; only an admin bot that may invite hears of it."""
    if person.id in group.members:
        raise ControlError(f"person: {person.first_name} is in that group already.")
    group.knocking[person.id] = person
    if group.bot_is_admin:
        person.writable_until = world.now() + WRITABLE
        asked = {"user_chat_id": person.id, "date": int(world.now())}
        about = {"chat": shapes.chat(group), "from": shapes.user(person)}
        world.emit("chat_join_request", about | asked)


def left(world: World, group: Group, person: Person) -> None:
    """A person goes; their rights go with them."""
    before = group.status_of(_member(group, person))
    _take_rights(group, person)
    del group.members[person.id]
    _person_changed(world, group, person, before)
    _serve(world, group, person, {"left_chat_member": shapes.user(person)})


def bot_removed(world: World, group: Group) -> None:
    """Somebody throws the bot out."""
    _set_bot_status(world, group, _somebody(group), "kicked")


def bot_left(world: World, group: Group) -> None:
    """The bot goes by itself."""
    _set_bot_status(world, group, world.bot, "left")


def bot_returned(world: World, group: Group, by: Person | None = None) -> None:
    """The bot is added, for the first time or again."""
    if group.has_bot:
        raise ControlError("person: the bot is in that group already.")
    adder = _somebody(group) if by is None else _member(group, by)
    group.bot_status = "member"
    bot_added(world, group, adder)


def promoted(world: World, group: Group, who: User) -> None:
    """A person, or the bot, becomes an admin."""
    if isinstance(who, Person):
        before = group.status_of(_member(group, who))
        if before == "member":
            group.admins.append(who.id)
            _person_changed(world, group, who, before)
    elif not group.bot_is_admin:
        _set_bot_status(world, group, _somebody(group), "administrator")


def demoted(world: World, group: Group, who: User) -> None:
    """A person, or the bot, is an admin no longer."""
    if isinstance(who, Person):
        before = group.status_of(_member(group, who))
        _take_rights(group, who)
        _person_changed(world, group, who, before)
    elif group.bot_is_admin:
        _set_bot_status(world, group, _somebody(group), "member")


def topic_closed(world: World, group: Group, topic_id: int) -> None:
    """A topic takes no more messages, but from admins."""
    _topic(group, topic_id).closed = True
    _serve(world, group, _somebody(group), {"forum_topic_closed": {}}, topic=topic_id)


def topic_reopened(world: World, group: Group, topic_id: int) -> None:
    """A topic takes messages again."""
    _topic(group, topic_id).closed = False
    _serve(world, group, _somebody(group), {"forum_topic_reopened": {}}, topic=topic_id)


def topic_deleted(world: World, group: Group, topic_id: int) -> None:
    """A topic goes with all its messages; Telegram tells the bot nothing of it."""
    world.remove_topic(group, _topic(group, topic_id))


def migrated(world: World, group: Group, told: Sequence[str] = BOTH) -> Group:
    """A group becomes a supergroup with another id; both chats say so to the bot.

    `told`: what it hears, in this order and as often; see `tell_of_move`.
    """
    if group.is_supergroup or group.migrated_to is not None:
        raise ControlError("Only a group that is no supergroup yet can be migrated.")
    upgraded = world.upgrade(group)
    for what in told:
        tell_of_move(world, group, what)
    return upgraded


def tell_of_move(world: World, group: Group, what: str) -> None:
    """Tell the bot of a move, once more or late: one of MOVE.

    The old chat says where `to`, the new one where `from`; a bot may also hear that it `joined` the
    new one, and `left` the old one (tdlib/telegram-bot-api, issue 266).
    """
    if what not in MOVE or group.migrated_to is None:
        raise ControlError(f"told: of a group that has moved, {', '.join(MOVE)}.")
    upgraded, mover = world.group(group.migrated_to), _somebody(group)
    match what:
        case "to":
            _serve(world, group, mover, {"migrate_to_chat_id": upgraded.id})
        case "from":
            _serve(world, upgraded, mover, {"migrate_from_chat_id": group.id})
        case "joined":
            _bot_changed(world, upgraded, mover, "left", upgraded.bot_status)
        case "left":
            _bot_changed(world, group, mover, group.bot_status, "left")


def blocked(world: World, person: Person, *, blocked: bool) -> None:
    """A person blocks the bot in their private chat, or unblocks it."""
    if person.blocked == blocked:
        return
    person.blocked = blocked
    before, after = ("member", "kicked") if blocked else ("kicked", "member")
    _bot_changed(world, world.chats[person.id], person, before, after)


def _member(group: Group, person: Person) -> Person:
    if person.id not in group.members:
        raise Absent(f"person: {person.first_name} is not in that group.")
    return person


def _topic(group: Group, topic_id: int) -> Topic:
    if topic_id not in group.topics:
        raise Absent(f"topic: there is no topic {topic_id} in that group.")
    return group.topics[topic_id]


def _take_rights(group: Group, person: Person) -> None:
    group.admins = [each for each in group.admins if each != person.id]
    group.owner = None if group.owner == person.id else group.owner


def _somebody(group: Group) -> Person:
    """Who does what no call names a person for: the owner, or else the first member."""
    people = sorted(group.people(), key=lambda each: each.id != group.owner)
    if not people:
        raise ControlError("Nobody is left in that group who could do it.")
    return people[0]


def _set_bot_status(world: World, group: Group, by: User, status: str) -> None:
    if not group.has_bot:
        raise Absent("person: the bot is not in that group.")
    before, group.bot_status = group.bot_status, status
    _bot_changed(world, group, by, before, status)


def _bot_changed(world: World, chat: Chat, by: User, before: str, after: str) -> None:
    world.emit("my_chat_member", _change(world, chat, by, (world.bot, before, after)))


def _person_changed(world: World, group: Group, person: Person, before: str) -> None:
    if group.bot_is_admin:
        change = (person, before, group.status_of(person))
        world.emit("chat_member", _change(world, group, person, change))


def _change(world: World, chat: Chat, by: User, change: tuple[User, str, str]) -> Json:
    who, before, after = change
    return {
        "chat": shapes.chat(chat),
        "from": shapes.user(by),
        "date": int(world.now()),
        "old_chat_member": shapes.chat_member(who, before),
        "new_chat_member": shapes.chat_member(who, after),
    }


def _serve(world: World, group: Group, by: User, what: Json, topic: int | None = None) -> None:
    notice = Message(group, by, int(world.now()), service=what, topic=topic)
    world.post(notice)
    if reaches_bot(notice, world.bot):
        world.emit("message", shapes.message(notice))
