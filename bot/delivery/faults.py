"""What an error while sending means for the message.

Belongs here: one table from cause to outcome. May not enter: what is done about it.

Sending has no idempotency key, so the cause decides (design: delivery). The client's BadRequest
and TimedOut are NetworkErrors to it; they are looked at before their parent.
"""

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from storage.schema import State

REFUSED: State = "dead"
"""Telegram will not take it, now or later."""
NOT_SENT: State = "due"
"""Certainly not sent: it may be tried again."""
UNKNOWN: State = "unknown"
"""It may have arrived or not; a check-in is never sent again by machine."""

_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)


def outcome(failure: TelegramError) -> State:
    """The state of a row after this failure."""
    if isinstance(failure.__cause__, _NEVER_LEFT) or isinstance(failure, RetryAfter):
        return NOT_SENT
    if isinstance(failure, (BadRequest, Forbidden, ChatMigrated)):
        return REFUSED
    if isinstance(failure, NetworkError):
        return UNKNOWN
    return REFUSED
