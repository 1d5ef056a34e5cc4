"""The pace of all replicas together, kept in their database.

Belongs here: Telegram's limits in the form that the table takes, and telling it what was said
without asking. May not enter: statements (storage/pace).

A post takes its room in the transaction that claims it, as the last thing in there. Replies never
wait: they are counted a moment later, many at once. What this process knows by itself is asked
first, so that the table is asked in vain as seldom as can be.
"""

import asyncio
from collections import Counter
from collections.abc import Callable

import structlog

from bot.delivery.pace import CHAT_GAP, GROUP_PER_MINUTE, MINUTE, PER_SECOND, Pace
from storage import pace
from storage.engine import Database, Transaction
from storage.errors import StorageError
from storage.pace import Limit, Used

log = structlog.get_logger()

AT_ONCE = 3
"""Posts that may go at once after a pause, so that a replica that wakes late loses nothing: 28 in
the fullest second, and Telegram takes 30."""
GROUP_AT_ONCE = 6
"""The same in a group; then one in five seconds, so that no minute has more than 18."""
TOLD_AFTER = 0.05
"""Seconds in which replies gather, to be counted together."""
LEAST_WAIT = 0.005
"""Seconds until the table is asked again that had no room."""

ALL = Limit(0.0, 1 / PER_SECOND, (AT_ONCE - 1) / PER_SECOND, window=1.0)
_GROUP_SHARE = MINUTE / (GROUP_PER_MINUTE - GROUP_AT_ONCE)
GROUP = Limit(CHAT_GAP, _GROUP_SHARE, (GROUP_AT_ONCE - 1) * _GROUP_SHARE, window=MINUTE)
PERSON = Limit(CHAT_GAP, 0.0, 0.0, window=CHAT_GAP)


class SharedPace(Pace):
    """What may go when, with other replicas at work. `clock`: UTC seconds."""

    def __init__(self, clock: Callable[[], float], database: Database) -> None:
        super().__init__(clock)
        self._database = database
        self._taken: Counter[int] = Counter()
        self._used: dict[int, Used] = {}
        self._telling: asyncio.Task[None] | None = None
        self._full_until = 0.0

    def sent(self, chat_id: int) -> None:
        """Count a message that is on its way; a post has its room already."""
        super().sent(chat_id)
        if self._taken[chat_id]:
            self._taken[chat_id] -= 1
        else:
            self._use(chat_id).messages += 1

    def park(self, chat_id: int, seconds: float) -> None:
        """Send nothing to this chat for a while, from no replica."""
        super().park(chat_id, seconds)
        self._use(chat_id).rest = seconds

    def free_at(self) -> float:
        """When the next message may go to any chat that is free, as far as is known here."""
        return max(super().free_at(), self._full_until)

    async def take(self, tx: Transaction, chat_id: int) -> bool:
        """Room for a post, if all replicas together leave it. Raises StorageError."""
        if await pace.take(tx, ALL, chat_id, _limit(chat_id)):
            self._taken[chat_id] += 1
            return True
        wait = await pace.waits(tx, ALL, chat_id, _limit(chat_id))
        if wait.chat > 0:
            super().park(chat_id, wait.chat)
        self._full_until = self._clock() + max(wait.whole, 0.0 if wait.chat > 0 else LEAST_WAIT)
        return False

    async def finish(self) -> None:
        """Wait until what was said is counted."""
        if self._telling is not None:
            await asyncio.wait({self._telling})

    def _use(self, chat_id: int) -> Used:
        if self._telling is None or self._telling.done():
            self._telling = asyncio.create_task(self._tell())
        return self._used.setdefault(chat_id, Used())

    async def _tell(self) -> None:
        """Count what was said; where the storage fails it is not, and Telegram may answer 429."""
        while True:
            await asyncio.sleep(TOLD_AFTER)
            used, self._used = self._used, {}
            if not used:
                return
            try:
                async with self._database.transaction() as tx:
                    await pace.use(tx, used, ALL, {chat: _limit(chat) for chat in used})
                    await pace.forget(tx)
            except StorageError as failure:
                log.warning("pace.not_told", failure=type(failure).__name__)


def _limit(chat_id: int) -> Limit:
    return GROUP if chat_id < 0 else PERSON
