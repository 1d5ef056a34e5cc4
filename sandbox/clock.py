"""The movable clock that the sandbox shares with the bot it started.

Belongs here: virtual time. May not enter: what happens at a time.
"""

import time
from collections.abc import Callable


class Clock:
    """Virtual time as epoch seconds UTC. It stands still unless `running`.

    A running clock flows as fast as real time, from `at`; `advance` and `set` move either kind.
    """

    def __init__(self, at: float, *, running: bool = False) -> None:
        self.running = running
        self._at = float(at)
        self._since = time.monotonic()
        self._listeners: list[Callable[[], None]] = []

    def now(self) -> float:
        """Epoch seconds UTC."""
        if not self.running:
            return self._at
        return self._at + time.monotonic() - self._since

    __call__ = now

    def advance(self, seconds: float) -> None:
        """Move forward. Raises ValueError for a negative number: only `set` goes back."""
        if seconds < 0:
            raise ValueError("advance: seconds must not be negative; use set to go back")
        self.set(self.now() + seconds)

    def set(self, epoch_seconds: float) -> None:
        """Jump to an instant, also back in time (for tests of clock jumps)."""
        self._at = float(epoch_seconds)
        self._since = time.monotonic()
        for listener in self._listeners:
            listener()

    def on_move(self, listener: Callable[[], None]) -> None:
        """Call `listener` after each `advance` and `set`; the flow of a running clock is silent."""
        self._listeners.append(listener)
