"""How Telegram shows its objects to a bot, as JSON.

Belongs here: one function a type of the Bot API. May not enter: who gets to see what.
"""

from typing import Any

from sandbox.messages import Message, Tap
from sandbox.population import Bot, Chat, Person, PrivateChat, User

Json = dict[str, Any]

CHANNEL_ID = -1_009_000_000_001
"""The one channel there is; nobody sees into it here."""
_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_manage_topics",
    "can_send_welcome_messages",
)
_GIFTS = (
    "unlimited_gifts",
    "limited_gifts",
    "unique_gifts",
    "premium_subscription",
    "gifts_from_channels",
)


def user(account: User) -> Json:
    """A User."""
    shape: Json = {
        "id": account.id,
        "is_bot": account.is_bot,
        "first_name": account.first_name,
    }
    if account.username:
        shape["username"] = account.username
    if isinstance(account, Person):
        shape["language_code"] = account.language
    return shape


def myself(bot: Bot) -> Json:
    """The User that getMe answers, with what only a bot sees of itself."""
    return user(bot) | {
        "can_join_groups": bot.joins,
        "can_read_all_group_messages": not bot.privacy,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def chat(place: Chat) -> Json:
    """A Chat."""
    if isinstance(place, PrivateChat):
        return _private(place.person)
    kind = "supergroup" if place.is_supergroup else "group"
    shape: Json = {"id": place.id, "type": kind, "title": place.title}
    return shape | ({"is_forum": True} if place.is_forum else {})


def _private(person: Person) -> Json:
    shape: Json = {"id": person.id, "type": "private", "first_name": person.first_name}
    return shape | ({"username": person.username} if person.username else {})


def of_channel(name: str) -> Json:
    """What a message says that was written in the name of a channel."""
    shape: Json = {"sender_chat": {"id": CHANNEL_ID, "type": "channel", "title": "Channel"}}
    return shape | ({"is_automatic_forward": True} if name == "linked" else {})


def chat_full_info(place: Chat) -> Json:
    """A ChatFullInfo."""
    return chat(place) | {
        "accent_color_id": place.id % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_GIFTS, False),
    }


def message(sent: Message) -> Json:
    """A Message; the one it replies to is shown without its own reply."""
    shape = _one_message(sent)
    if sent.reply_to is not None and sent.reply_to.receiver is None:
        shape["reply_to_message"] = _one_message(sent.reply_to)
    return shape


def _one_message(sent: Message) -> Json:
    shape: Json = {
        "message_id": sent.message_id,
        "date": sent.date,
        "chat": chat(sent.chat),
        "from": user(sent.sender),
    }
    if sent.receiver is not None:
        shape["receiver_user"] = user(sent.receiver)
        shape["ephemeral_message_id"] = sent.ephemeral_message_id
    if sent.topic is not None:
        shape |= {"message_thread_id": sent.topic, "is_topic_message": True}
    return shape | _content(sent)


def _content(sent: Message) -> Json:
    content = dict(sent.service or {"text": sent.text}) | sent.extras
    if sent.entities:
        content["entities"] = sent.entities
    if sent.markup is not None:
        content["reply_markup"] = sent.markup
    if sent.edit_date is not None:
        content["edit_date"] = sent.edit_date
    return content


def callback_query(tap: Tap) -> Json:
    """A CallbackQuery, with the whole message that the button was on."""
    return {
        "id": tap.id,
        "from": user(tap.person),
        "message": message(tap.message),
        "chat_instance": tap.message.chat.instance,
        "data": tap.data,
    }


def chat_member(account: User, status: str) -> Json:
    """A ChatMember: creator, administrator, member, left or kicked."""
    shape: Json = {"status": status, "user": user(account)}
    match status:
        case "creator":
            return shape | {"is_anonymous": False}
        case "administrator":
            rights = dict.fromkeys(_RIGHTS, True)
            return shape | {"can_be_edited": False, "is_anonymous": False} | rights
        case "kicked":
            return shape | {"until_date": 0}
    return shape
