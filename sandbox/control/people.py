"""Control calls in which people act or look.

Belongs here: people, say, press, pick, hand, view. May not enter: groups as such (`groups`).
"""

import asyncio
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox import clients, happenings, menus, view
from sandbox.control.forms import BOOLEAN, INTEGER, INTEGERS, NUMBER, TEXT, Form, exactly_one
from sandbox.messages import Tap
from sandbox.population import Chat, Person
from sandbox.refusals import Absent, ControlError
from sandbox.stage import Sandbox

Json = dict[str, Any]

_PERSON = Form(
    {"name": TEXT},
    {"language": TEXT, "username": TEXT, "is_admin_of": INTEGERS, "sees_ephemeral": BOOLEAN},
)
_WORDS = Form(
    {"from": INTEGER, "chat": INTEGER, "text": TEXT},
    {"topic": INTEGER, "ephemeral": BOOLEAN, "reply_to": INTEGER, "anonymous": BOOLEAN}
    | {"channel": TEXT},
)
_PRESS = Form(
    {"from": INTEGER, "chat": INTEGER},
    {
        "message_id": INTEGER,
        "ephemeral_message_id": INTEGER,
        "label": TEXT,
        "data": TEXT,
        "wait": NUMBER,
    },
)
_PICK = Form({"from": INTEGER, "request_id": INTEGER, "person": INTEGER})
_FILE = Form({"from": INTEGER, "name": TEXT, "content": TEXT})
_NOTHING = Form()

PATIENCE = 5
"""Real seconds that `press` waits for the bot's answer, unless told otherwise."""


class PeopleControl:
    """The calls, each for one route."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._world = sandbox.world

    async def overview(self, _: Request) -> Response:
        """Who and what there is."""
        return JSONResponse(view.overview(self._world))

    async def add(self, request: Request) -> Response:
        """A new person; `is_admin_of`: groups that they join as an admin."""
        form = await _PERSON.read(request)
        groups = [self._world.group(each) for each in form.pop("is_admin_of", [])]
        person = self._world.add_person(form.pop("name"), **form)
        for group in groups:
            happenings.joined(self._world, group, person)
            happenings.promoted(self._world, group, person)
        return JSONResponse(view.person_summary(person))

    async def block(self, request: Request) -> Response:
        """The person blocks the bot."""
        return await self._set_blocked(request, blocked=True)

    async def unblock(self, request: Request) -> Response:
        """The person unblocks the bot."""
        return await self._set_blocked(request, blocked=False)

    async def say(self, request: Request) -> Response:
        """The person writes; answers {update_id}, null where the bot does not get it."""
        form = await _WORDS.read(request)
        person, chat = self._person(form.pop("from")), self._chat(form.pop("chat"))
        update_id = clients.say(self._world, person, chat, clients.Words(**form))
        return JSONResponse({"update_id": update_id})

    async def press(self, request: Request) -> Response:
        """The person presses a button; answers {update_id, answered, text, show_alert, url}.

        `wait`: real seconds to wait for the bot's answer.
        """
        form = await _PRESS.read(request)
        exactly_one(form, "message_id", "ephemeral_message_id")
        exactly_one(form, "label", "data")
        person, chat = self._person(form["from"]), self._chat(form["chat"])
        ids = {key: form[key] for key in ("message_id", "ephemeral_message_id") if key in form}
        message = clients.find_message(self._world, person, chat, **ids)
        # Data is taken as it is: a modified client can send anything.
        button = (
            {"callback_data": form["data"]}
            if "data" in form
            else clients.find_button(message, form["label"])
        )
        if "url" in button:
            update_id = clients.follow(self._world, person, button["url"])
            return JSONResponse(_pressed(update_id) | {"url": button["url"]})
        if "callback_data" not in button:
            raise ControlError("label: pressing that button sends nothing.")
        tap = clients.tap(self._world, person, message, button["callback_data"])
        await _answered(tap, form.get("wait", PATIENCE))
        return JSONResponse(_tapped(tap))

    async def pick(self, request: Request) -> Response:
        """The person picks somebody from their own list; answers {update_id}."""
        form = await _PICK.read(request)
        person, picked = self._person(form["from"]), self._person(form["person"])
        update_id = clients.pick(self._world, person, form["request_id"], picked)
        return JSONResponse({"update_id": update_id})

    async def hand(self, request: Request) -> Response:
        """The person sends the bot a text file in the private chat; answers {update_id}."""
        form = await _FILE.read(request)
        person, content = self._person(form["from"]), form["content"].encode()
        update_id = clients.hand(self._world, person, form["name"], content)
        return JSONResponse({"update_id": update_id})

    async def view(self, request: Request) -> Response:
        """The chat as that person sees it, from the top, and the `commands` it offers them."""
        person, chat = (
            self._person(_number(request, "person")),
            self._chat(_number(request, "chat")),
        )
        seen = view.messages_seen_by(self._world, person, chat)
        messages = [view.shape(each) for each in seen]
        commands = menus.offered(self._world, person, chat)
        return JSONResponse({"messages": messages, "commands": commands})

    async def _set_blocked(self, request: Request, *, blocked: bool) -> Response:
        await _NOTHING.read(request)
        person = self._person(request.path_params["person"])
        happenings.blocked(self._world, person, blocked=blocked)
        return JSONResponse(view.person_summary(person))

    def _person(self, person_id: int) -> Person:
        return self._world.person(person_id)

    def _chat(self, chat_id: int) -> Chat:
        if chat_id not in self._world.chats:
            raise Absent(f"chat: there is no chat {chat_id}.")
        return self._world.chats[chat_id]


def _number(request: Request, key: str) -> int:
    try:
        return int(request.query_params[key])
    except (KeyError, ValueError):
        raise ControlError(f"{key}: give a whole number in the address, ?{key}=...") from None


async def _answered(tap: Tap, seconds: float) -> None:
    if tap.answer is not None or tap.update_id is None or seconds <= 0:
        return
    answered = asyncio.Event()
    tap.on_answer.append(answered.set)
    try:
        await asyncio.wait_for(answered.wait(), seconds)
    except TimeoutError:
        return


def _tapped(tap: Tap) -> Json:
    if tap.answer is None:
        return _pressed(tap.update_id)
    return {
        "update_id": tap.update_id,
        "answered": True,
        "text": tap.answer.text,
        "show_alert": tap.answer.show_alert,
        "url": tap.answer.url,
    }


def _pressed(update_id: int | None) -> Json:
    return {
        "update_id": update_id,
        "answered": False,
        "text": None,
        "show_alert": False,
        "url": None,
    }
