"""What a feature does before somebody is erased, in one table.

Belongs here: functions that still need to know the person: to take their name off a post that
stands, or to keep a hash that others rely on. May not enter: erasing rows; storage/erasure does
that for all tables alike.
"""

from collections.abc import Awaitable, Callable

from handlers import gatherings
from storage import checkins
from storage.engine import Transaction

Prepare = Callable[[Transaction, int, int], Awaitable[None]]

BEFORE_ERASING: tuple[Prepare, ...] = (checkins.take_names_off, gatherings.call_off_of)
"""Each gets the person's id and the time (UTC seconds), in the transaction that erases them."""
