"""SQLite without the thread, for lives in which nobody waits meanwhile.

Belongs here: the two detours of a statement that `storage` takes for others' sake: to a thread, so
that Kith hears while SQLite works, and through a task, so that a cancelled one ends. May not enter:
any other way of saving. Each costs more than the statement (decision 0090).
"""

from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import pytest

from storage import engine, trips

T = TypeVar("T")


@contextmanager
def swift() -> Iterator[None]:
    """Statements go the straight way while the block runs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trips.Connection, "_execute", _at_once)
        patch.setattr(engine, "unbroken", _straight)
        yield


async def _at_once(_: trips.Connection, act: Callable[..., T], *given: Any, **named: Any) -> T:
    return act(*given, **named)


async def _straight(call: Coroutine[Any, Any, T]) -> T:
    return await call
