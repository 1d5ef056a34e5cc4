"""Everything Kith answers to, in one table, and how python-telegram-bot reaches it.

Belongs here: which function serves which command, tap, link, line or event, and the one test of
whether a button may be used. May not enter: what any of them says or changes.

Each route has two halves. `change` takes effect once; `show` answers from the present state. An
update that Telegram delivers again finds its change done and is only shown.
"""

from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from telegram import Update
from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    filters,
)

from domain.refusals import ButtonGone
from handlers import checkins, fields, groups, people, schedules, words
from handlers.step import Context, Step
from storage import groups as stored_groups
from storage import people as stored_people

Act = Callable[[Step], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Route:
    """`show` answers, `change` saves; `rights`: ask Telegram first who the stewards are."""

    show: Act | None = None
    change: Act | None = None
    rights: bool = False


START = Route(people.show_welcome, people.arrive)
COMMANDS = {"checkins": Route(schedules.show_all, rights=True)}
"""In a group, typed or tapped in the menu."""

TAPS = {
    "checkins.answer": Route(checkins.show_answer, checkins.record),
    "checkins.take_back": Route(checkins.show_answer, checkins.take_back),
    "schedules.skip": Route(schedules.show_one, schedules.skip, rights=True),
    "schedules.bring_back": Route(schedules.show_one, schedules.bring_back, rights=True),
    "words.list": Route(words.show_words, rights=True),
    "fields.cancel": Route(fields.show_closed, fields.cancel),
}
"""By the action of the tapped button's row."""

LINKS = {"words.rename": Route(words.show_field, words.open_field, rights=True)}
"""By the action of the row behind a link into the private chat."""

FIELDS = {"words.rename": Route(words.show_renamed, words.rename, rights=True)}
"""By the action of the person's open field."""

NOBODY_READS = Route(people.show_nobody_reads, people.unblocked)
"""Any line in private while no field is open."""

JOINED = Route(change=people.joined)
LEFT = Route(change=people.left)

INVITED = Route(change=groups.let_in)
MOVED = Route(change=groups.moved)
TOPIC_CLOSED = Route(change=groups.topic_closed)
TOPIC_REOPENED = Route(change=groups.topic_reopened)

CAME, WENT = Route(change=groups.came), Route(change=groups.went)
UNBLOCKED, BLOCKED = Route(change=people.unblocked), Route(change=people.blocked)

PRIVATE_MENU = ("start",)
GROUP_MENU = tuple(COMMANDS)


def _start(step: Step) -> Route:
    """Pressing Start, or a link into the private chat. Raises ButtonGone for a broken link."""
    return _by_action(LINKS, step) if " " in (step.message.text or "") else START


def _tap(step: Step) -> Route:
    return _by_action(TAPS, step)


def _by_action(table: dict[str, Route], step: Step) -> Route:
    if step.pressed.action not in table:
        raise ButtonGone
    return table[step.pressed.action]


def _membership(step: Step) -> Route:
    """Kith's own place in a chat has changed."""
    change = step.update.my_chat_member
    assert change is not None  # the handler below lets nothing else through
    present = groups.is_present(change)
    if step.chat.type == "private":
        return UNBLOCKED if present else BLOCKED
    return CAME if present else WENT


def _line(step: Step) -> Route:
    """A line in an open field; a command never becomes what a field is for."""
    is_command = (step.message.text or "").startswith("/")
    return FIELDS[step.opened.action] if step.opened and not is_command else NOBODY_READS


async def authorise(step: Step) -> None:
    """Raise ButtonGone unless this person may use this button here and now.

    Forged, expired, somebody else's and another group's buttons look the same from outside.
    """
    button = step.pressed
    if button.expires_at <= step.now:
        raise ButtonGone
    if button.person_id is not None:
        person = await stored_people.find(step.tx, step.telegram_id)
        if person is None or person.id != button.person_id:
            raise ButtonGone
    if step.chat.type != "private":
        group = await stored_groups.by_chat(step.tx, step.chat.id)
        if group is None or group.id != button.group_id:
            raise ButtonGone


async def _carry(step: Step, route: Route) -> None:
    if step.button is not None:
        await authorise(step)
    if route.change and not step.repeated:
        await route.change(step)
    if route.show:
        await route.show(step)


Callback = Callable[[Update, Context], Coroutine[Any, Any, None]]


def _serve(find: Callable[[Step], Route]) -> Callback:
    """The callback for python-telegram-bot that carries an update through the route found."""

    async def serve(_: Update, context: Context) -> None:
        await _carry(context.step, find(context.step))

    return serve


def _always(route: Route) -> Callback:
    return _serve(lambda _: route)


def ptb_handlers() -> list[BaseHandler[Update, Context, None]]:
    """The handlers for python-telegram-bot; what fits none of them changes nothing."""
    new_line = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE & ~filters.StatusUpdate.ALL
    return [
        CallbackQueryHandler(_serve(_tap)),
        CommandHandler("start", _serve(_start), filters.ChatType.PRIVATE),
        CommandHandler("start", _always(INVITED), filters.ChatType.GROUPS),
        *(
            CommandHandler(name, _always(route), filters.ChatType.GROUPS)
            for name, route in COMMANDS.items()
        ),
        MessageHandler(filters.StatusUpdate.NEW_CHAT_MEMBERS, _always(JOINED)),
        MessageHandler(filters.StatusUpdate.LEFT_CHAT_MEMBER, _always(LEFT)),
        MessageHandler(filters.StatusUpdate.MIGRATE, _always(MOVED)),
        MessageHandler(filters.StatusUpdate.FORUM_TOPIC_CLOSED, _always(TOPIC_CLOSED)),
        MessageHandler(filters.StatusUpdate.FORUM_TOPIC_REOPENED, _always(TOPIC_REOPENED)),
        ChatMemberHandler(_serve(_membership), ChatMemberHandler.MY_CHAT_MEMBER),
        MessageHandler(new_line, _serve(_line)),
    ]
