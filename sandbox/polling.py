"""Long polling: waiting until there is an update.

Belongs here: getUpdates (https://core.telegram.org/bots/api#getupdates), the only method that
waits. May not enter: the queue's own rules (`updates`).
"""

import asyncio
from typing import Any

from sandbox.refusals import conflict, other_poller
from sandbox.world import World

Json = dict[str, Any]

LONGEST = 50
"""Real seconds; Telegram cuts longer waits down to it."""

BATCH = 100
"""Updates in one answer at most."""


class Polling:
    """One getUpdates at a time: a second one ends the first with 409, and so does a webhook."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._turn: asyncio.Future[None] | None = None
        world.updates.on_change(self._wake)

    async def get_updates(
        self,
        *,
        offset: int = 0,
        limit: int = BATCH,
        timeout: int = 0,  # noqa: ASYNC109 - the name of the Bot API
        allowed_updates: list[str] | None = None,
    ) -> list[Json]:
        """Confirm what is below `offset`, then answer what waits, or wait `timeout` real seconds.

        Raises Refused 409 where a webhook is set, and when that or another call takes over.
        """
        self._require_no_webhook(
            "can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first"
        )
        self._end_earlier()
        updates = self._world.updates
        if allowed_updates is not None:
            updates.allow(allowed_updates)
        self._world.ledger.confirm(updates.confirm(offset))
        limit = min(max(limit, 1), BATCH)
        batch = updates.take(limit, self._world.now())
        if not batch and timeout > 0:
            await self._arrival(min(timeout, LONGEST))
            self._require_no_webhook("terminated by setWebhook request")
            batch = updates.take(limit, self._world.now())
        return [each.shape() for each in batch]

    def _require_no_webhook(self, otherwise: str) -> None:
        if self._world.updates.webhook is not None:
            raise conflict(otherwise)

    async def _arrival(self, seconds: float) -> None:
        self._turn = asyncio.get_running_loop().create_future()
        try:
            await asyncio.wait_for(self._turn, seconds)
        except TimeoutError:
            return

    def _wake(self) -> None:
        if self._turn is not None and not self._turn.done():
            self._turn.set_result(None)

    def _end_earlier(self) -> None:
        if self._turn is not None and not self._turn.done():
            self._turn.set_exception(other_poller())
