"""The movable clock that the sandbox shares with the bot it started.

Belongs here: virtual time. May not enter: what happens at a time.
"""

import time
from collections.abc import Awaitable, Callable

Follower = Callable[[], Awaitable[None]]
Landmark = Callable[[], Awaitable[float | None]]

STRIDE = 900
"""Seconds between the stops of a walk, from the full hour: offsets of zones are quarter hours."""


class Clock:
    """Virtual time as epoch seconds UTC. It stands still unless `running`.

    A running clock flows as fast as real time, from `at`. `walk` lets time pass for those who
    follow; `advance` and `set` jump.
    """

    def __init__(self, at: float, *, running: bool = False) -> None:
        self.running = running
        self._at = float(at)
        self._since = time.monotonic()
        self._followers: list[Follower] = []
        self._landmark: Landmark | None = None

    def now(self) -> float:
        """Epoch seconds UTC."""
        if not self.running:
            return self._at
        return self._at + time.monotonic() - self._since

    __call__ = now

    def advance(self, seconds: float) -> None:
        """Jump forward. Raises ValueError for a negative number: only `set` goes back."""
        if seconds < 0:
            raise ValueError("advance: seconds must not be negative; use set to go back")
        self.set(self.now() + seconds)

    def set(self, epoch_seconds: float) -> None:
        """Jump to an instant, also back in time; nobody is told, as after a sleep or an outage."""
        self._at = float(epoch_seconds)
        self._since = time.monotonic()

    def follow(self, follower: Follower) -> None:
        """Await `follower` at each stop of a walk."""
        self._followers.append(follower)

    def look_out(self, landmark: Landmark | None) -> None:
        """Ask `landmark` when something is due next, in epoch seconds UTC; None: nothing is."""
        self._landmark = landmark

    async def next_landmark(self) -> float | None:
        """When something is due next, for whoever wants to let time pass until then."""
        return await self._landmark() if self._landmark else None

    def unfollow(self, follower: Follower) -> None:
        """Await it no more."""
        self._followers.remove(follower)

    async def walk(self, to: float) -> None:
        """Let time pass until `to`, with a stop at every quarter of an hour on the way.

        So whoever follows lives through a day rather than waking up a day late. Going back is a
        jump with one stop.
        """
        while self._followers and (stop := (self.now() // STRIDE + 1) * STRIDE) < to:
            await self._stop(stop)
        await self._stop(to)

    async def _stop(self, at: float) -> None:
        self.set(at)
        for follower in self._followers:
            await follower()
