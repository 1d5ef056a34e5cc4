"""How an update reaches its route, through python-telegram-bot.

Belongs here: the one test of whether a button may be used, and which taps are carried together. May
not enter: which routes there are (`routes`).
"""

from collections.abc import Callable, Coroutine, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from telegram import Update
from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    ChatJoinRequestHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    filters,
)

from domain.refusals import ButtonGone
from handlers import groups, impersonal, routes
from handlers.keyboards import OPENING
from handlers.rights import IMPERSONAL
from handlers.route import Route, carry, carry_all
from handlers.signposts.request import of_change
from handlers.step import Context, Step
from storage import groups as stored_groups
from storage import people as stored_people


def _start(step: Step) -> Route:
    """Pressing Start, or a link into the private chat. Raises ButtonGone for a broken link."""
    _, _, parameter = (step.message.text or "").partition(" ")
    is_plain = parameter in ("", OPENING)
    return routes.PRIVATE_COMMANDS["start"] if is_plain else _by_action(routes.LINKS, step)


def _tap(step: Step) -> Route:
    if step.telegram_id in IMPERSONAL:  # a real tap has the id of who tapped, whoever they write as
        raise ButtonGone
    tap = step.update.callback_query
    told = of_change(tap.data or "") if tap else None
    if told is None:
        return _by_action(routes.TAPS, step)
    act, _ = told
    if act not in routes.OPEN_TAPS:
        raise ButtonGone
    return routes.OPEN_TAPS[act]


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
        return routes.UNBLOCKED if present else routes.BLOCKED
    return routes.CAME if present else routes.WENT


def _line(step: Step) -> Route:
    """A line in an open field or a relay; a command never becomes what they are for."""
    if (step.message.text or "").startswith("/"):
        return routes.NOBODY_READS
    if step.opened is not None:
        return routes.FIELDS[step.opened.action]
    return routes.NOBODY_READS if step.relay is None else routes.RELAY


async def authorise(step: Step, route: Route) -> None:
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
    if step.chat.type == "private":
        # A button for everybody in a group works in that group: who taps it is seen there. One that
        # changes and tells nothing of the group also works where the ladder brought it.
        is_of_all = button.person_id is None and button.group_id is not None
        if is_of_all and not route.anywhere and step.update.callback_query is not None:
            raise ButtonGone
    else:
        group = await stored_groups.by_chat(step.tx, step.chat.id)
        if group is None or group.id != button.group_id:
            raise ButtonGone


async def _carry(step: Step, route: Route) -> None:
    if step.button is not None:
        await authorise(step, route)
    if not route.is_shared:
        await carry(route, step)


def runs(steps: Iterable[Step]) -> Iterator[list[Step]]:
    """The steps in their order; taps that follow each other and are carried together, as one."""
    for kind, group in groupby(steps, _shared):
        run = list(group)
        yield from [run] if kind else [[step] for step in run]


async def carry_run(run: Sequence[Step]) -> None:
    """What the steps of a run share, once each of them was allowed."""
    if kind := _shared(run[0]):
        await carry_all(routes.TAPS[kind], run)


def _shared(step: Step) -> str | None:
    """The kind of a tap that is carried together with others of its kind."""
    if step.button is None or step.update.callback_query is None:
        return None
    route = routes.TAPS.get(step.button.action)
    return step.button.action if route and route.is_shared else None


Callback = Callable[[Update, Context], Coroutine[Any, Any, None]]


def _serve(find: Callable[[Step], Route]) -> Callback:
    """The callback for python-telegram-bot that carries an update through the route found."""

    async def serve(_: Update, context: Context) -> None:
        await _carry(context.step, find(context.step))

    return serve


def _always(route: Route) -> Callback:
    return _serve(lambda _: route)


def _asked(command: str, route: Route) -> Callback:
    """The same for a command; one in the name of a group or a channel is nobody's (G9)."""

    async def serve(_: Update, context: Context) -> None:
        if context.step.telegram_id in IMPERSONAL:
            await impersonal.offer(context.step, command)
        else:
            await _carry(context.step, route)

    return serve


def _commands(
    table: dict[str, Route], place: filters.BaseFilter
) -> Iterator[BaseHandler[Update, Context, None]]:
    return (CommandHandler(name, _asked(name, route), place) for name, route in table.items())


def ptb_handlers() -> list[BaseHandler[Update, Context, None]]:
    """The handlers for python-telegram-bot; what fits none of them changes nothing."""
    new_line = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE & ~filters.StatusUpdate.ALL
    return [
        CallbackQueryHandler(_serve(_tap)),
        CommandHandler("start", _serve(_start), filters.ChatType.PRIVATE),
        CommandHandler("start", _always(routes.INVITED), filters.ChatType.GROUPS),
        *_commands(routes.GROUP_COMMANDS, filters.ChatType.GROUPS),
        *_commands(routes.PRIVATE_COMMANDS, filters.ChatType.PRIVATE),
        MessageHandler(filters.StatusUpdate.NEW_CHAT_MEMBERS, _always(routes.JOINED)),
        MessageHandler(filters.StatusUpdate.LEFT_CHAT_MEMBER, _always(routes.LEFT)),
        MessageHandler(filters.StatusUpdate.MIGRATE, _always(routes.MOVED)),
        MessageHandler(filters.StatusUpdate.FORUM_TOPIC_CLOSED, _always(routes.TOPIC_CLOSED)),
        MessageHandler(filters.StatusUpdate.FORUM_TOPIC_REOPENED, _always(routes.TOPIC_REOPENED)),
        MessageHandler(filters.StatusUpdate.USERS_SHARED, _always(routes.PICKED)),
        ChatJoinRequestHandler(_always(routes.KNOCKED)),
        ChatMemberHandler(_serve(_membership), ChatMemberHandler.MY_CHAT_MEMBER),
        MessageHandler(new_line, _serve(_line)),
    ]
