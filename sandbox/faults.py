"""Failures on purpose.

Belongs here: what fails, how, and how often. May not enter: carrying it out (`stage`, `server`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from sandbox.refusals import (
    ControlError,
    Refused,
    bad_request,
    conflict,
    forbidden,
    not_found,
    unauthorized,
)

EVERY = "*"
"""As a method: any but getUpdates."""

_AFTER = {"502_after", "hang_after"}
_SILENT = {"hang": "hang", "hang_after": "hang", "reset": "reset"}
_BAD_GATEWAY = Refused(502, "Bad Gateway")
_REFUSALS: Mapping[str, Refused] = {
    "400": bad_request("message can't be processed"),
    "401": unauthorized(),
    "403": forbidden("bot was blocked by the user"),
    "404": not_found(),
    "409": conflict(),
    "502": _BAD_GATEWAY,
    "502_after": _BAD_GATEWAY,
}
KINDS = ("429", *_REFUSALS, *_SILENT)
"""What can go wrong. Only 502_after and hang_after let the call take effect first; a hang never
answers, a reset drops the connection."""


@dataclass(slots=True)
class Fault:
    """A planned failure: the next `times` calls, or each call with chance `rate`.

    `chat` limits it to one chat id. `retry_after`: seconds, for 429. `description` replaces
    Telegram's text.
    """

    method: str
    kind: str
    chat: int | None = None
    times: int | None = None
    rate: float | None = None
    retry_after: int = 5
    description: str | None = None

    def __post_init__(self) -> None:
        """Raise ControlError, naming the key, for a plan that means nothing."""
        if self.kind not in KINDS:
            raise ControlError(f"kind: one of {', '.join(KINDS)}.")
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
        """Name hang or reset, where the bot gets no answer at all."""
        return _SILENT.get(self.kind)

    def refusal(self) -> Refused:
        """The error that the bot gets."""
        if self.kind == "429":
            text = self.description or f"Too Many Requests: retry after {self.retry_after}"
            return Refused(429, text, retry_after=self.retry_after)
        refusal = _REFUSALS[self.kind]
        return Refused(refusal.code, self.description or refusal.description)

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

    def plan(self, fault: Fault) -> None:
        """Add a failure."""
        self._planned.append(fault)

    def clear(self) -> None:
        """Plan none any more."""
        self._planned.clear()

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
