"""Time that passes only when nothing is left to do.

Belongs here: the event loop and the clocks that go by it. May not enter: what happens in it.
"""

import asyncio
import selectors
from collections.abc import Mapping
from typing import Any

from sandbox.clock import Clock


class _Selector(selectors.DefaultSelector):
    """Where a loop would wait for a socket, its time jumps."""

    loop: "VirtualLoop | None" = None

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Nothing ever comes from outside."""
        assert self.loop is not None
        if timeout is None:
            raise RuntimeError("nothing is left to do, and somebody waits")
        self.loop.passed += max(timeout, self.loop.least)
        return []


class VirtualLoop(asyncio.SelectorEventLoop):
    """A loop that waits for nothing but the future."""

    def __init__(self, least: float = 0.0) -> None:
        """`least`: seconds that pass in any case, for whoever asks again until some have."""
        self.passed, self.least = 0.0, least
        selector = _Selector()
        super().__init__(selector)
        selector.loop = self
        self.set_exception_handler(_quiet)

    def time(self) -> float:
        """Seconds since it began."""
        return self.passed


def _quiet(_: asyncio.AbstractEventLoop, __: Mapping[str, Any]) -> None:
    """What a dead process has left is nobody's."""


class LoopClock(Clock):
    """The sandbox's clock, and Kith's: that of the loop, from an instant on."""

    def __init__(self, at: float, loop: VirtualLoop) -> None:
        super().__init__(at)
        self._loop = loop

    def now(self) -> float:
        """Epoch seconds UTC."""
        return self._at + self._loop.passed

    __call__ = now

    def set(self, epoch_seconds: float) -> None:
        """Jump there: nobody was awake in between."""
        self._at = float(epoch_seconds) - self._loop.passed
