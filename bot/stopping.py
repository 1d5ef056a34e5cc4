"""Ending in order: what was begun is finished before the program leaves.

Belongs here: how long that may take, and the one way to wait for it. May not enter: signals
(`cli`), and what is worth finishing.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")

GRACE = 8.0
"""Seconds for what is under way when the program is told to stop (I16: gone in under 10)."""


async def finished(work: Coroutine[Any, Any, T], grace: float = GRACE) -> T:
    """Do it to the end, also when the task that waits is cancelled meanwhile.

    The cancellation goes on afterwards, or after `grace` seconds; then the work is cut off.
    """
    task = asyncio.create_task(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        try:
            await asyncio.wait({task}, timeout=grace)
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        raise
