"""Control calls about groups.

Belongs here: making a group, and what happens to it. May not enter: what people say in it.
"""

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox import happenings, view
from sandbox.control.forms import BOOLEAN, FORUM, INTEGER, INTEGERS, TEXT, TEXTS, Form
from sandbox.population import Group, User
from sandbox.refusals import Absent, ControlError
from sandbox.stage import Sandbox
from sandbox.world import World

Json = dict[str, Any]
Happening = Callable[[World, Group, Json], Group | None]

_GROUP = Form(
    {"title": TEXT, "members": INTEGERS, "admins": INTEGERS}, {"forum": FORUM, "bot": BOOLEAN}
)
_SOMEBODY = Form({"person": INTEGER})
_PERHAPS = Form({}, {"person": INTEGER})
_NEWCOMER = Form({"person": INTEGER}, {"by": INTEGER})
_TOPIC = Form({"topic": INTEGER})
_MOVE = Form({}, {"told": TEXTS})
_TOLD = Form({"told": TEXTS})


class GroupControl:
    """The calls, each for one route."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._world = sandbox.world

    async def add(self, request: Request) -> Response:
        """A group; `forum`: true, or names of topics.

        The bot is in it, and is told that it was added; with `bot` false, it is not there yet.
        """
        form = await _GROUP.read(request)
        if not form["members"] + form["admins"]:
            raise ControlError("members: a group needs somebody in it.")
        forum = form.get("forum", False)
        group = self._world.add_group(
            form["title"],
            members=[self._world.person(each) for each in form["members"]],
            admins=[self._world.person(each) for each in form["admins"]],
            forum=forum is not False,
        )
        for name in forum if isinstance(forum, list) else []:
            self._world.add_topic(group, name)
        if form.get("bot", True):
            happenings.bot_added(self._world, group)
        else:
            group.bot_status = "left"
        return JSONResponse(view.group_summary(group))

    async def happen(self, request: Request) -> Response:
        """Something happens to a group; answers the group as it is then."""
        name = request.path_params["happening"]
        if name not in HAPPENINGS:
            raise Absent(f"There is no {name}; there are {', '.join(HAPPENINGS)}.")
        form, happening = HAPPENINGS[name]
        group = self._world.group(_group_id(request))
        moved = happening(self._world, group, await form.read(request))
        return JSONResponse(view.group_summary(moved or group))


def _group_id(request: Request) -> int:
    try:
        return int(request.path_params["group"])
    except ValueError:
        raise Absent("There is no such group; its id is a whole number below 0.") from None


def _account(world: World, form: Json) -> User:
    person_id = form.get("person", world.bot.id)
    return world.bot if person_id == world.bot.id else world.person(person_id)


def _join(world: World, group: Group, form: Json) -> None:
    if _account(world, form) is world.bot:
        by = world.person(form["by"]) if "by" in form else None
        happenings.bot_returned(world, group, by)
    else:
        happenings.joined(world, group, world.person(form["person"]))


def _knock(world: World, group: Group, form: Json) -> None:
    happenings.knocked(world, group, world.person(form["person"]))


def _leave(world: World, group: Group, form: Json) -> None:
    if _account(world, form) is world.bot:
        happenings.bot_removed(world, group)
    else:
        happenings.left(world, group, world.person(form["person"]))


def _migrate(world: World, group: Group, form: Json) -> Group:
    return happenings.migrated(world, group, form.get("told", happenings.BOTH))


def _tell_of_move(world: World, group: Group, form: Json) -> None:
    for what in form["told"]:
        happenings.tell_of_move(world, group, what)


def _promote(world: World, group: Group, form: Json) -> None:
    happenings.promoted(world, group, _account(world, form))


def _demote(world: World, group: Group, form: Json) -> None:
    happenings.demoted(world, group, _account(world, form))


def _close_topic(world: World, group: Group, form: Json) -> None:
    happenings.topic_closed(world, group, form["topic"])


def _reopen_topic(world: World, group: Group, form: Json) -> None:
    happenings.topic_reopened(world, group, form["topic"])


def _delete_topic(world: World, group: Group, form: Json) -> None:
    happenings.topic_deleted(world, group, form["topic"])


HAPPENINGS: dict[str, tuple[Form, Happening]] = {
    "migrate": (_MOVE, _migrate),
    "tell_of_move": (_TOLD, _tell_of_move),
    "join": (_NEWCOMER, _join),
    "knock": (_SOMEBODY, _knock),
    "leave": (_PERHAPS, _leave),
    "promote": (_SOMEBODY, _promote),
    "demote": (_SOMEBODY, _demote),
    "close_topic": (_TOPIC, _close_topic),
    "reopen_topic": (_TOPIC, _reopen_topic),
    "delete_topic": (_TOPIC, _delete_topic),
}
"""What can happen to a group, by the last word of the address.

`person` may be the bot's id; `by` then says which member adds it, else the owner does. `told`: what
the bot hears of a move, and in which order; else both chats tell it.
"""
