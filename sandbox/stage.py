"""The sandbox as one thing: world, clock, failures and ledger behind one call.

Belongs here: the way of a Bot API call through the parts. May not enter: HTTP.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from random import Random
from typing import Any

from sandbox import methods, reference
from sandbox.clock import Clock
from sandbox.faults import SLOW, Fault, Faults
from sandbox.flood import FloodLimits
from sandbox.polling import Polling
from sandbox.refusals import Flooded, Refused
from sandbox.world import BOT_ID, World

Json = dict[str, Any]

TOKEN = f"{BOT_ID}:sandbox-is-not-a-secret-token-00000"
"""The bot's token, unless another is given."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of a call: a body, or no body at all and its `silence` (see `faults`)."""

    body: Json | None
    silence: str | None = None

    @property
    def status(self) -> int:
        """The HTTP status: Telegram's error code, or 200."""
        code: int = (self.body or {}).get("error_code", 200)
        return code


class Sandbox:
    """A pretended Telegram with one bot.

    `clock` is shared with the bot under test; `seed` makes ids and chances repeatable; `strict`
    makes the flood limits hold. Fill it in Python with `world.add_person` and `world.add_group`
    (the bot is told nothing of it; call `happenings.bot_added` to tell it), or over HTTP through
    the control interface.
    """

    def __init__(
        self, clock: Clock, *, token: str = TOKEN, seed: int = 0, strict: bool = False
    ) -> None:
        self.clock = clock
        self.token = token
        self.world = World(clock.now, Random(seed))  # noqa: S311 - no secrets here
        self.faults = Faults(Random(seed))  # noqa: S311 - no secrets here
        self.limits = FloodLimits(clock.now, strict=strict)
        self.ledger = self.world.ledger
        self._polling = Polling(self.world)

    async def call(self, method: str, raw: Mapping[str, object]) -> Outcome:
        """Do a Bot API call, with the failures that are planned for it."""
        params: Mapping[str, object] = raw
        try:
            method = reference.canonical(method)
            params = reference.accept(method, raw)
            outcome = await self._with_faults(method, params)
        except Refused as refusal:
            return self.refuse(method, params, refusal)
        self.ledger.called(method, params, outcome.body)
        return outcome

    def refuse(self, method: str, params: Mapping[str, object], refusal: Refused) -> Outcome:
        """Record a call that is refused; answers what the bot gets."""
        limit = refusal.limit if isinstance(refusal, Flooded) else None
        self.ledger.called(method, params, refusal.body(), limit)
        return Outcome(refusal.body())

    async def _with_faults(self, method: str, params: Mapping[str, object]) -> Outcome:
        fault = self.faults.draw(method, params.get("chat_id"))
        if fault is not None and fault.kind == SLOW:
            result = await self._effect(method, params)
            await self.faults.passed()
            return Outcome({"ok": True, "result": result})
        if fault is None:
            return Outcome({"ok": True, "result": await self._effect(method, params)})
        if fault.after_effect:
            with suppress(Refused):
                await self._effect(method, params)
        return _failure(fault)

    async def _effect(self, method: str, params: Mapping[str, Any]) -> object:
        if method == "getUpdates":
            return await self._polling.get_updates(**params)
        with self.limits.applied(method, params.get("chat_id")):
            return methods.call(self.world, method, params)


def _failure(fault: Fault) -> Outcome:
    if fault.silence is not None:
        return Outcome(None, fault.silence)
    return Outcome(fault.refusal().body())
