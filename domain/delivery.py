"""What may become of a post: lanes, classes, and what to do when its fate is unknown.

Belongs here: the rules of delivery as values and one function. May not enter: sending, or what a
failure of some library means. Sending has no idempotency key, so honesty replaces exactly-once.
Times are UTC seconds.
"""

from dataclasses import dataclass
from enum import Enum, IntEnum
from typing import Literal, TypeAlias

State: TypeAlias = Literal["due", "claimed", "sent", "unknown", "missed", "cancelled", "dead"]
"""due → claimed → sent, or due again (certainly not sent), unknown, missed, cancelled, dead."""


class Lane(IntEnum):
    """Who goes first when not everything may go at once."""

    CRISIS = 0
    REPLIES = 1
    PRIVATE = 2
    POSTS = 3
    EDITS = 4


class Sending(Enum):
    """The class of a post: what is worse, that it comes twice or not at all."""

    MUST_ARRIVE = "must arrive"
    SAME_BUTTON = "same button"
    AT_MOST_ONCE = "at most once"
    LATEST_WINS = "latest wins"


class Fault(Enum):
    """What a failure says about the message."""

    NOT_SENT = "certainly not sent"
    REFUSED = "refused for good"
    UNKNOWN = "it may be there or not"


@dataclass(frozen=True, slots=True)
class Fate:
    """The state that a claim leads to.

    `due_at`: when it is to be tried again; `doubted`: it may be there or not; `message_id`: what it
    became.
    """

    state: State
    due_at: int | None = None
    doubted: bool = False
    message_id: int | None = None


MUST_TRIES, MUST_PAUSE = 3, 5
"""A post that must arrive is sent at most 3 times, 5 seconds apart: within 15 seconds."""
BUTTON_TRIES, BUTTON_PAUSE = 2, 60
"""A post whose copies carry the same button is sent once more, after 60 seconds."""
PAUSE = 5
"""Seconds before anything else is tried again."""


def after(fault: Fault, sending: Sending, doubts: int, now: int) -> Fate:
    """What becomes of a post now. `doubts`: how often its fate was unknown before."""
    if fault is Fault.REFUSED:
        return Fate("dead")
    if fault is Fault.NOT_SENT:
        return Fate("due", now + PAUSE)
    match sending:
        case Sending.MUST_ARRIVE if doubts + 1 < MUST_TRIES:
            return Fate("due", now + MUST_PAUSE, doubted=True)
        case Sending.SAME_BUTTON if doubts + 1 < BUTTON_TRIES:
            return Fate("due", now + BUTTON_PAUSE, doubted=True)
        case Sending.LATEST_WINS:
            return Fate("due", now + PAUSE, doubted=True)
    return Fate("unknown", doubted=True)
