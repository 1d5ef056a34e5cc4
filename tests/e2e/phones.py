"""What people do when their Telegram is old: it shows nothing that one person alone sees.

Belongs here: giving commands so that all see them, trying again where Kith says so, and looking
into the private chat for the answer. May not enter: what Kith should answer.

What Kith wrote in private while somebody acted in a group counts as seen in that group, so that a
test looks where it always does and finds what its people would have found.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from handlers import wording

if TYPE_CHECKING:
    from tests.e2e.scene import Person

Json = dict[str, Any]

AGAIN = {wording.text(each, "private.below") for each in wording.languages()}
WRITTEN = {wording.text(each, "private.written_to_you") for each in wording.languages()}
NEUTRAL = {wording.text(each, "group.answers_in_private") for each in wording.languages()}
PATIENCE = 3
"""How often somebody tries before they give up: tap, tap again, Start, and once more."""


class OldPhone:
    """The phone of one person. `answered`: by group, what Kith wrote to them in private for it."""

    def __init__(self, person: Person) -> None:
        self._person = person
        self._answered: dict[int, set[int]] = defaultdict(set)

    async def says(self, chat: int, text: str) -> None:
        """Give a command as an old menu does: with Kith's name behind it, for all to see."""
        command, _, rest = text.partition(" ")
        for _ in range(PATIENCE):
            before = self._letters()
            await self._person.says(f"{command}@kith_bot {rest}".strip(), to=chat)
            if self._new(chat, before) or not await self._opens_from_the_line(chat):
                return

    async def presses(self, chat: int, message: Json, press: Any) -> Json:
        """Press, again where Kith says so, and look into the private chat that it opens."""
        heard: Json = {}
        place = message.get("stands_in", chat)
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

    async def looks(self, chat: int, seen: list[Json]) -> list[Json]:
        """What is seen in a group, and what was written in private for it."""
        answered = self._answered.get(chat)
        if chat == self._person.id or not answered:
            return seen
        own = await self._person.looks(self._person.id)
        told = [each for each in own if each.get("message_id") in answered]
        return seen + [each | {"only_you": True, "stands_in": self._person.id} for each in told]

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
