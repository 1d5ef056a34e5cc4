"""A tick without the process, for the walks that live inside one.

Belongs here: running everything that time brings. May not enter: what it brings. Each feature runs
also where no look found anything; then it must find nothing either (decision 0071).
"""

from handlers.ticks import TICKS, looks
from storage.engine import Transaction


async def tick(tx: Transaction, now: int) -> None:
    """What has become due at `now` (UTC seconds) is decided."""
    for place, chore in enumerate(TICKS):
        due = place in await looks().found(tx, now)
        done = await chore.do(tx, now)
        assert due or not done, f"a tick would have left out {chore.do.__module__}"
