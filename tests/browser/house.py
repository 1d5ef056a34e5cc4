"""A sandbox with Kith at work in it, on a real socket, as `kith sandbox` joins them.

Belongs here: opening it for tests and pictures; its clock runs, as Kith spaces what it
posts. May not enter: the browser.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bot import demo
from sandbox.clock import Clock
from sandbox.server import serve
from sandbox.stage import Sandbox
from tests import payloads

PATIENCE = 5.0
"""Real seconds after which a tap that did not come counts as a failure."""


@dataclass(frozen=True)
class House:
    """The sandbox, and where its page is."""

    sandbox: Sandbox
    address: str

    async def posts(self, text: str, *rows: list[dict[str, object]], **more: object) -> None:
        """The bot writes into the group, with these rows of buttons."""
        (group,) = self.sandbox.world.groups()
        post = {"chat_id": group.id, "text": text, "reply_markup": {"inline_keyboard": list(rows)}}
        answer = await self.sandbox.call("sendMessage", post | more)
        assert answer.status == 200, answer.body

    async def answers_tap(self, text: str, **more: object) -> None:
        """The bot answers the tap that is under way."""
        async with asyncio.timeout(PATIENCE):
            while not self.sandbox.world.taps:
                await asyncio.sleep(0)
        (tap,) = self.sandbox.world.taps
        answer = {"callback_query_id": tap, "text": text} | more
        assert (await self.sandbox.call("answerCallbackQuery", answer)).status == 200


@asynccontextmanager
async def without_kith() -> AsyncIterator[House]:
    """A group of Ana and Ben; its bot says what a test makes it say."""
    sandbox = Sandbox(Clock(demo.BEGIN))
    ana, ben = (sandbox.world.add_person(name) for name in ("Ana", "Ben"))
    sandbox.world.add_group("Circle", members=[ana], admins=[ben])
    async with serve(sandbox) as address:
        yield House(sandbox, address)


@asynccontextmanager
async def opened(folder: Path, *, empty: bool = False) -> AsyncIterator[House]:
    """Tuesday circle on Monday at 08:55, or nobody; all requests are checked at the end."""
    sandbox = Sandbox(Clock(demo.BEGIN, running=True))
    async with demo.opened(sandbox, folder) as (address, kith):
        if not empty:
            await demo.ready_made(sandbox, kith)
        working = asyncio.create_task(kith.run())
        try:
            yield House(sandbox, address)
        finally:
            working.cancel()
            with suppress(asyncio.CancelledError):
                await working
    payloads.check(sandbox.ledger.calls)
