"""Failures on purpose.

Belongs here: what fails, how, and how often. May not enter: carrying it out (`stage`, `server`).
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from sandbox.refusals import (
    ControlError,
    Flooded,
    Refused,
    bad_request,
    blocked,
    cannot_initiate,
    chat_not_found,
    edit_not_found,
    expired_query,
    kicked,
    not_found,
    not_modified,
    other_poller,
    thread_not_found,
    topic_closed,
    unauthorized,
    upgraded,
)

EVERY = "*"
"""As a method: any but getUpdates."""

SLOW = "slow_after"
_AFTER = {"502_after", "hang_after", "reset_after", SLOW}
_SILENT = {
    "hang": "hang",
    "hang_after": "hang",
    "reset": "reset",
    "reset_after": "reset",
    "half_open": "half_open",
}
_FLOODED = "429"
_UPGRADED = "400_upgraded"
_BAD_GATEWAY = Refused(502, "Bad Gateway")
_REFUSALS: Mapping[str, Refused] = {
    "400": bad_request("message can't be processed"),
    "400_chat_not_found": chat_not_found(),
    "400_edit_not_found": edit_not_found(),
    "400_not_modified": not_modified(),
    "400_query_too_old": expired_query(),
    "400_thread_not_found": thread_not_found(),
    "400_topic_closed": topic_closed(),
    "401": unauthorized(),
    "403": blocked(),
    "403_cannot_initiate": cannot_initiate(),
    "403_kicked": kicked(),
    "404": not_found(),
    "409": other_poller(),
    "502": _BAD_GATEWAY,
    "502_after": _BAD_GATEWAY,
}
KINDS = (_FLOODED, *_REFUSALS, _UPGRADED, *_SILENT, SLOW)
"""What can go wrong: refusals, named by their code and, where one code has several, their reason
(403: blocked by the user); and silences. A hang gives no answer until the client gives up; a reset
drops the connection; a half_open connection stays open, and nothing is read from it any more, not
even that the client hung up. Kinds that end in _after let the call take effect first; slow_after is
answered truly, once the failures are cleared."""


@dataclass(slots=True)
class Fault:
    """A planned failure: the next `times` calls (1 where nothing is said), or a chance `rate`.

    With `rate=1` it lasts until `Faults.clear`. `chat` limits it to one chat id. `retry_after`:
    seconds, for 429. `migrate_to`: the supergroup's id, for 400_upgraded. `description` replaces
    Telegram's text.
    """

    method: str
    kind: str
    chat: int | None = None
    times: int | None = None
    rate: float | None = None
    retry_after: int = 5
    migrate_to: int | None = None
    description: str | None = None

    def __post_init__(self) -> None:
        """Raise ControlError, naming the key, for a plan that means nothing."""
        if self.kind not in KINDS:
            raise ControlError(f"kind: one of {', '.join(KINDS)}.")
        if (self.migrate_to is not None) != (self.kind == _UPGRADED):
            raise ControlError(f"migrate_to: the id of a supergroup, with {_UPGRADED} only.")
        if self.rate is not None and not 0 <= self.rate <= 1:
            raise ControlError("rate: a chance from 0 to 1.")
        if self.times is not None and (self.rate is not None or self.times < 1):
            raise ControlError("times: 1 or more, and not together with rate.")
        if self.times is None and self.rate is None:
            self.times = 1

    @property
    def after_effect(self) -> bool:
        """Whether the call takes effect first."""
        return self.kind in _AFTER

    @property
    def silence(self) -> str | None:
        """Name hang, reset or half_open, where the bot gets no answer at all."""
        return _SILENT.get(self.kind)

    def refusal(self) -> Refused:
        """The error that the bot gets."""
        refusal = self._known()
        return Refused(refusal.code, self.description or refusal.description, **refusal.parameters)

    def _known(self) -> Refused:
        if self.kind == _FLOODED:
            return Flooded(self.retry_after)
        return upgraded(self.migrate_to) if self.migrate_to else _REFUSALS[self.kind]

    def meets(self, method: str, chat: object) -> bool:
        """Whether it is meant for this call."""
        named = self.method.lower() == method.lower()
        every = self.method == EVERY and method != "getUpdates"
        return (named or every) and self.chat in (None, chat)


class Faults:
    """The planned failures, drawn in the order in which they were planned."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._planned: list[Fault] = []
        self._slow = asyncio.Event()

    def plan(self, fault: Fault) -> None:
        """Add a failure."""
        self._planned.append(fault)

    def clear(self) -> None:
        """Plan none any more, and let those go on that are slow."""
        self._planned.clear()
        self._slow.set()
        self._slow = asyncio.Event()

    async def passed(self) -> None:
        """Wait as long as what is slow takes."""
        await self._slow.wait()

    def draw(self, method: str, chat: object) -> Fault | None:
        """The failure of this call, if it is to fail."""
        for fault in self._planned:
            if fault.meets(method, chat) and self._strikes(fault):
                return fault
        return None

    def _strikes(self, fault: Fault) -> bool:
        if fault.rate is not None:
            return self._rng.random() < fault.rate
        fault.times = (fault.times or 0) - 1
        if not fault.times:
            self._planned.remove(fault)
        return True
