"""What people do when their Telegram is old: it shows nothing that one person alone sees.

Belongs here: giving commands so that all see them, trying again where Kith says so, and looking
into the private chat for the answer. May not enter: what Kith should answer.

What Kith wrote in private while somebody acted in a group counts as seen in that group, so that a
test looks where it always does and finds what its people would have found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from handlers import wording

if TYPE_CHECKING:
    from tests.e2e.scene import Person

Json = dict[str, Any]

AGAIN = {wording.text(each, "private.below") for each in wording.languages()}
WRITTEN = {wording.text(each, "private.written_to_you") for each in wording.languages()}
NEUTRAL = {wording.text(each, "group.answers_in_private") for each in wording.languages()}
WAYS = {
    "Go on in my private chat",
    "Open our private chat",
    "Reminder and calendar, in private",
}
Press = Callable[..., Awaitable[Json]]

PATIENCE = 3
"""How often somebody tries before they give up: tap, tap again, Start, and once more."""


class OldPhone:
    """The phone of one person.

    `answered`: by group, what Kith wrote to them in private for it; `last`: how to tap there again.
    """

    def __init__(self, person: Person) -> None:
        self._person = person
        self._answered: dict[int, set[int]] = defaultdict(set)
        self._last: Press | None = None

    async def says(self, chat: int, text: str, topic: int | None) -> None:
        """Give a command as an old menu does: with Kith's name behind it, for all to see."""
        command, _, rest = text.partition(" ")
        command = command.partition("@")[0]
        for _ in range(PATIENCE):
            before = self._letters()
            await self._person.says(f"{command}@kith_bot {rest}".strip(), to=chat, topic=topic)
            if self._new(chat, before) or not await self._opens_from_the_line(chat):
                return

    async def presses(self, chat: int, message: Json, press: Press) -> Json:
        """Press, again where Kith says so, and look into the private chat that it opens."""
        heard: Json = {}
        place = message.get("stands_in", chat)
        self._last = partial(self.presses, chat, message, press) if place == chat < 0 else None
        for _ in range(PATIENCE):
            before = self._letters()
            answer: Json = await press(place)
            heard = heard if heard.get("text") else answer
            await self._person.scene.settled()
            self._new(chat, before)
            if answer["answered"] and answer["url"]:
                await self._opens(answer["url"])
            elif answer["text"] not in AGAIN:
                break
            else:
                heard = {}
        return heard or answer

    async def insists(self) -> bool:
        """Press Start and tap the last button in a group again, once, where words over it were all
        that came; whoever was told nothing knows of nothing to do."""
        again, self._last = self._last, None
        if again is None or self._person.heard is None:
            return False
        await self._person.whispers("/start")
        self._person.heard = (await again())["text"]
        self._last = None
        return True

    def is_there(self, label: str) -> bool:
        """Whether that is a way into the private chat, for somebody who has been answered there."""
        return label in WAYS and any(self._answered.values())

    async def looks(self, chat: int, seen: list[Json]) -> list[Json]:
        """What is seen in a group, and what was written in private for it."""
        if chat == self._person.id:
            return seen
        own = await self._person.looks(self._person.id)
        told = [each for each in own if each.get("message_id") in self._answered[chat]]
        over = [] if self._person.heard is None else [_over_the_button(self._person.heard)]
        beside = [each | {"only_you": True, "stands_in": self._person.id} for each in told]
        return [*seen, *over, *beside]

    def _letters(self) -> set[int]:
        world = self._person.scene.sandbox.world
        letters = world.timeline(world.chats[self._person.id])
        return {each.message_id for each in letters if each.sender is world.bot}

    def _new(self, chat: int, before: set[int]) -> set[int]:
        new = self._letters() - before
        self._answered[chat] |= new
        return new

    async def _opens_from_the_line(self, chat: int) -> bool:
        """Open the private chat from the line that stands in the group; whether there was one."""
        for message in reversed(await self._person.looks(chat)):
            if message["text"] in NEUTRAL and not message["only_you"]:
                await self._opens(message["buttons"][0][0]["url"])
                return True
        return False

    async def _opens(self, url: str) -> None:
        [parameter] = parse_qs(urlsplit(url).query)["start"]
        await self._person.whispers(f"/start {parameter}")


def _over_the_button(heard: str) -> Json:
    """What was read over a button, for whoever looks for what they were told."""
    return {"from": 0, "text": heard, "buttons": [], "only_you": True, "topic": None}
