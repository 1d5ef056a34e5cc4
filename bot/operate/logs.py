"""Logs: event words, durations and kinds of failure; never texts, names, ids or tokens (I20).

Belongs here: setting up structlog and silencing libraries that say too much. May not enter: events
themselves; each module names its own.
"""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

_TOKEN = re.compile(r"\d{3,}:[A-Za-z0-9_-]{20,}")
_ALLOWED = (int, float, bool, type(None))


def set_up(level: str) -> None:
    """Log events of `level` and above, one line each, to standard error."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(message)s")
    # httpx writes every address at INFO, and the address holds the token; others quote updates.
    for talkative in ("httpx", "httpcore", "telegram", "apscheduler", "aiosqlite", "sqlalchemy"):
        logging.getLogger(talkative).setLevel(logging.CRITICAL)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            redact,
            structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )


def redact(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The last line of defence: a token in any value never reaches the log."""
    for key, value in event.items():
        if not isinstance(value, _ALLOWED):
            event[key] = _TOKEN.sub("[token]", str(value))
    return event
