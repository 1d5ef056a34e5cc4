"""What a failure of the client means for the message.

Belongs here: one function from python-telegram-bot's exceptions to the domain's faults. May not
enter: what is done about it.

The cause decides. The client's BadRequest and TimedOut are NetworkErrors to it, and what never left
this machine is known only from the exception behind: they are looked at before their parent.
"""

import aiohttp
from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from domain.delivery import Fault

_NEVER_LEFT = (
    aiohttp.ClientConnectorError,
    aiohttp.ClientHttpProxyError,
    aiohttp.ConnectionTimeoutError,  # for a free connection too
)
# 401 and 404 are about the token; 429 and a moved chat are answers without an effect.
_NOTHING_LEFT = (
    "not modified",
    "message to edit not found",
    "message to delete not found",
    "message can't be deleted",
)
_TOPIC_GONE = ("topic_closed", "topic_deleted", "message thread not found")
_ANSWERED_NO_FOR_NOW = (RetryAfter, ChatMigrated, InvalidToken, EndPointNotFound)


def never_left(failure: TelegramError) -> bool:
    """Whether the request did not reach Telegram, so that no other would either."""
    return isinstance(failure.__cause__, _NEVER_LEFT) or isinstance(
        failure, InvalidToken | EndPointNotFound
    )


def fault_of(failure: TelegramError) -> Fault:
    """What the failure says about the message."""
    if never_left(failure) or isinstance(failure, _ANSWERED_NO_FOR_NOW):
        return Fault.NOT_SENT
    if isinstance(failure, BadRequest | Forbidden):
        return Fault.REFUSED
    if isinstance(failure, NetworkError):
        return Fault.UNKNOWN
    return Fault.REFUSED


def is_done(failure: TelegramError) -> bool:
    """Whether an edit or a removal failed because there is nothing left to do, or to be done."""
    said = failure.message.lower()
    gone = any(words in said for words in _NOTHING_LEFT)
    return isinstance(failure, BadRequest) and gone


def is_topic_gone(failure: TelegramError) -> bool:
    """Whether the topic is closed or deleted; its posts go nowhere else (never General)."""
    said = failure.message.lower()
    gone = any(words in said for words in _TOPIC_GONE)
    return isinstance(failure, BadRequest) and gone
