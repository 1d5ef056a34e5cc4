"""Numbers for Prometheus: how often each log event came (O6, extra `metrics`).

Belongs here: counting events by their word. May not enter: any other key of an event. Log events
name no person, group or text (I20), so neither do these numbers.
"""

from collections.abc import MutableMapping
from typing import Any

from prometheus_client import CollectorRegistry, Counter, generate_latest

REGISTRY = CollectorRegistry()
EVENTS = Counter(
    "kith_events", "How often each event of the log came.", ["event"], registry=REGISTRY
)

UNCOUNTED = {"turn.read", "intake.confirming", "speak.said"}
"""They come when signposts are asked for, too, and that leaves no trace (S21)."""


def count(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A log processor that counts."""
    if event["event"] not in UNCOUNTED:
        EVENTS.labels(event["event"]).inc()
    return event


def text() -> bytes:
    """What Prometheus reads."""
    return generate_latest(REGISTRY)
