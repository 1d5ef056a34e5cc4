"""How fast Kith may speak: per chat, per group, per token.

Belongs here: counting what was sent and saying what may go when. May not enter: what is sent.
Telegram's limits (core.telegram.org/bots/faq, "My bot is hitting limits"): about one message a
second in a chat, 20 a minute in a group, 30 a second in all; posts and edits share them. Kith stays
below. Direct replies never wait, but they are counted, so that posts make room for them.

This is one process's own count; `shared` is that of several.
"""

from collections import defaultdict, deque
from collections.abc import Callable

from storage.engine import Transaction

PER_SECOND = 25
GROUP_PER_MINUTE = 18
CHAT_GAP = 1.0
"""Seconds between two messages in a chat."""
MINUTE = 60.0
SLACK = 0.1
"""Seconds by which posts may catch up after they came late; else they go evenly."""


class Pace:
    """What may go when. `clock`: UTC seconds."""

    def __init__(self, clock: Callable[[], float], per_second: int = PER_SECOND) -> None:
        self._clock = clock
        self._all: deque[float] = deque(maxlen=per_second)
        self._gap = 1.0 / per_second
        self._evenly_at = 0.0
        self._groups: defaultdict[int, deque[float]] = defaultdict(
            lambda: deque(maxlen=GROUP_PER_MINUTE)
        )
        self._busy_until: dict[int, float] = {}
        self._silent_until = 0.0

    def sent(self, chat_id: int) -> None:
        """Count a message or an edit that is on its way to a chat."""
        now = self._clock()
        self._all.append(now)
        self._evenly_at = max(self._evenly_at, now) + self._gap
        free_at = now + CHAT_GAP
        if chat_id < 0:
            lately = self._groups[chat_id]
            lately.append(now)
            if len(lately) == GROUP_PER_MINUTE:
                free_at = max(free_at, lately[0] + MINUTE)
        self._busy_until[chat_id] = max(free_at, self._busy_until.get(chat_id, 0.0))

    def park(self, chat_id: int, seconds: float) -> None:
        """Send nothing to this chat for a while: Telegram asked for that (429)."""
        free_at = self._clock() + seconds
        self._busy_until[chat_id] = max(free_at, self._busy_until.get(chat_id, 0.0))

    def park_all(self, seconds: float) -> None:
        """Send nothing at all for a while: nothing reaches Telegram."""
        self._silent_until = self._clock() + seconds

    def free_at(self) -> float:
        """When the next message may go to any chat that is free.

        Evenly, because replies do not wait: where posts had used up a second at its beginning, the
        replies that begin in it would come on top (decision 0154).
        """
        full = len(self._all) == self._all.maxlen
        in_a_second = self._all[0] + 1.0 if full else 0.0
        return max(self._silent_until, in_a_second, self._evenly_at - SLACK)

    def is_free(self, chat_id: int) -> bool:
        """Whether a message may go to this chat now."""
        return self._busy_until.get(chat_id, 0.0) <= self._clock()

    async def take(self, tx: Transaction, chat_id: int) -> bool:  # noqa: ARG002 - alone, it knows
        """Room for a post that was free just now, if nobody else took it meanwhile."""
        return True

    async def finish(self) -> None:
        """Wait until whoever else has to know of what was sent does."""

    def busy(self) -> dict[int, float]:
        """The chats that must wait, and until when; what is past is forgotten here."""
        now = self._clock()
        self._busy_until = {chat: at for chat, at in self._busy_until.items() if at > now}
        for chat_id in [chat for chat, times in self._groups.items() if times[-1] < now - MINUTE]:
            del self._groups[chat_id]
        return self._busy_until
