"""Logs: event words, durations and kinds of failure; never texts, names, ids or tokens (I20).

Belongs here: setting up structlog, and what becomes of the records of libraries. May not enter:
events themselves; each module names its own.
"""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog
from structlog.typing import Processor

log = structlog.get_logger()

_TOKEN = re.compile(r"\d{3,}:[A-Za-z0-9_-]{20,}")
_PLAIN = (int, float, bool, type(None))


class Libraries(logging.Handler):
    """A library's record becomes an event without its message.

    Libraries quote what they work on: httpx the token in every address, asyncio and
    python-telegram-bot whole updates. Where it came from and the kind of failure must do.
    """

    def emit(self, record: logging.LogRecord) -> None:
        """Log that there was a record."""
        failure = record.exc_info[0] if record.exc_info else None
        log.warning(
            "library.record",
            library=record.name,
            severity=record.levelname,
            failure=failure.__name__ if failure else None,
        )


def set_up(level: str, count: Processor | None = None) -> None:
    """Log events of `level` and above, one line each, to standard error.

    `count`: sees every event, also those that are not written.
    """
    root = logging.getLogger()
    root.setLevel(logging.WARNING)
    root.handlers = [each for each in root.handlers if not isinstance(each, Libraries)]
    root.addHandler(Libraries())
    written = logging.getLevelNamesMapping()[level]
    structlog.configure(
        processors=[
            *([count, _only(written)] if count else []),
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            redact,
            structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG if count else written),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
    )


def _only(written: int) -> Processor:
    """Let events of that level and above pass."""

    def drop(_: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        if logging.getLevelNamesMapping()[method.upper()] < written:
            raise structlog.DropEvent
        return event

    return drop


def redact(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The last line of defence: a token in any value never reaches the log."""
    for key, value in event.items():
        if not isinstance(value, _PLAIN):
            event[key] = _TOKEN.sub("[token]", str(value))
    return event
