"""Signposts are answered before everything else, from memory (promise 5, I11).

Belongs here: finding what asks for them in a raw batch, and answering at once. May not enter: the
database, the turn, and a record of who asked. A second answer after a crash harms nobody, so what
was answered is remembered only as long as Telegram may hand the same update over again.
"""

import asyncio
from collections.abc import Callable, Sequence

import structlog

from bot.intake.hurry import HURRY, ended
from bot.intake.ladder import Asker, Ladder, Reached
from bot.intake.memory import Memory
from bot.intake.privacy import Raw, admit, command_of
from domain.signposts.lines import Directory
from handlers import impersonal
from handlers.rights import IMPERSONAL
from handlers.signposts import screens
from handlers.signposts.request import COMMANDS, LINK, SHOWN, Request, of_data, of_link
from handlers.signposts.sight import Sight

log = structlog.get_logger()

PATIENCE = 3.0
"""Seconds that confirming waits for answers under way."""
TRIES = 3
"""How often a rung is tried whose fate is unknown (delivery: must arrive)."""
REMEMBERED = 10_000
"""Updates that are remembered as answered."""


class Signposts:
    """Answers. `clock`: UTC seconds; `username`: the bot's own."""

    def __init__(
        self,
        directory: Directory,
        memory: Memory,
        ladder: Ladder,
        clock: Callable[[], float],
        username: str,
    ) -> None:
        self._directory = directory
        self._memory = memory
        self._ladder = ladder
        self._clock = clock
        self._username = username
        self._answered: dict[int, None] = {}
        self._underway: set[asyncio.Task[None]] = set()

    def take(self, batch: Sequence[Raw]) -> list[Raw]:
        """Begin to answer what asks for signposts; gives the rest, for the turn."""
        rest = []
        for raw in batch:
            request = request_of(raw, self._username)
            if request is None:
                rest.append(raw)
            elif raw["update_id"] not in self._answered:
                self._begin(raw, request)
        return rest

    async def finish(self, crowded: asyncio.Event | None = None) -> None:
        """Wait for the answers under way, but not for long; what lasts longer goes on beside."""
        await ended(self._underway, crowded or asyncio.Event(), PATIENCE)

    async def close(self) -> None:
        """Wait a moment for the answers under way; what lasts longer is cut off."""
        if self._underway:
            await asyncio.wait(self._underway, timeout=HURRY)
        for answering in list(self._underway):
            answering.cancel()
        await asyncio.gather(*self._underway, return_exceptions=True)

    def _begin(self, raw: Raw, request: Request) -> None:
        self._answered[raw["update_id"]] = None
        if len(self._answered) > REMEMBERED:
            del self._answered[next(iter(self._answered))]
        answering = asyncio.create_task(self._answer(raw, request))
        self._underway.add(answering)
        answering.add_done_callback(self._underway.discard)

    async def _answer(self, raw: Raw, request: Request) -> None:
        """Never raises: one that fails must not be taken for another's failure."""
        try:
            await self._guide(asker_of(raw), request, _language_tag(raw))
        except Exception as failure:
            log.error("signposts.failed", failure=type(failure).__name__)

    async def _guide(self, asker: Asker, request: Request, tag: str | None) -> None:
        place = self._memory.place(asker.chat, asker.person, private=asker.private, tag=tag)
        if asker.person in IMPERSONAL:
            await self._ladder.aside(asker, impersonal.signposts(place.language, request.data))
            return
        now = int(self._clock())
        sight = Sight(request, place, self._directory, now, self._username)
        screen, brief = screens.screen(sight), screens.essential(sight)
        if asker.tap_id is None:
            reached = await self._ladder.show(asker, screen, TRIES)
            heard = False
        elif asker.on_own_screen:
            reached = await self._ladder.show(asker, screen, TRIES)
            missed = reached is Reached.NOWHERE
            heard = await self._ladder.answer(asker, brief if missed else None, alert=missed)
        else:
            # The essential goes over the button first: nobody knows whether their Telegram is new
            # enough to show the message that follows. Who taps again gets it in private.
            again = self._ladder.asks_again(asker)
            heard, reached = await asyncio.gather(
                self._ladder.answer(asker, brief, alert=True),
                self._ladder.show(asker, screen, TRIES, again=again),
            )
        if reached is Reached.NOWHERE and not heard:
            await self._ladder.point(asker, place.language)


def request_of(raw: Raw, username: str) -> Request | None:
    """What an update asks the signposts for, or None for any other. `username`: the bot's own."""
    if not admit(raw, username):
        return None
    if "callback_query" in raw:
        data = str(raw["callback_query"]["data"])
        return of_data(data) if data.startswith(SHOWN) else None
    command, words = command_of(raw.get("message") or {}, username)
    if command in COMMANDS:
        return Request()
    is_link = command == "start" and words.partition("-")[0] == LINK
    return of_link(words) if is_link and raw["message"]["chat"]["type"] == "private" else None


def asker_of(raw: Raw) -> Asker:
    """Who acted, and how they can be answered."""
    tap = raw.get("callback_query")
    message = tap["message"] if tap else raw["message"]
    chat = message["chat"]
    ephemeral = message.get("ephemeral_message_id")
    return Asker(
        person=(tap or message)["from"]["id"],
        chat=chat["id"],
        private=chat["type"] == "private",
        topic=message.get("message_thread_id") if message.get("is_topic_message") else None,
        tap_id=tap["id"] if tap else None,
        message_id=message["message_id"] if tap else None,
        ephemeral_id=ephemeral if tap else None,
        button=str(tap["data"]) if tap else "",
        command_id=None if tap else ephemeral,
    )


def _language_tag(raw: Raw) -> str | None:
    person = (raw.get("callback_query") or raw.get("message") or {}).get("from", {})
    tag = person.get("language_code")
    return str(tag) if tag else None
