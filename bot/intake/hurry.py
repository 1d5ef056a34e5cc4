"""How long a turn waits for Telegram: less, once more is waiting than Telegram shows at once.

Belongs here: that one wait. May not enter: what is waited for, and what becomes of what was late.
Behind a full batch somebody may be asking for signposts, unseen until some of it is confirmed.
"""

import asyncio
from collections.abc import Collection
from typing import Any

HURRY = 0.25
"""Seconds that are left from the moment on when it is crowded."""


async def ended(
    work: Collection["asyncio.Task[Any]"], crowded: asyncio.Event, patience: float | None = None
) -> None:
    """Wait for all of it to end: so many seconds (None: however long), or until it is crowded."""
    if not work:
        return
    both = asyncio.ensure_future(asyncio.wait(work, timeout=patience))
    hurrying = asyncio.ensure_future(crowded.wait())
    try:
        await asyncio.wait({both, hurrying}, return_when=asyncio.FIRST_COMPLETED)
        if not both.done():
            await asyncio.wait({both}, timeout=HURRY)
    finally:
        both.cancel()
        hurrying.cancel()
