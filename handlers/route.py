"""A route: what serves one command, tap, link, line or event, in two halves.

Belongs here: that value. May not enter: which routes there are (`routes`).

`change` takes effect once; `show` answers from the present state. An update that Telegram delivers
again finds its change done and is only shown.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from handlers.step import Step

Act = Callable[[Step], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Route:
    """`show` answers, `change` saves.

    `rights`: ask Telegram first who the stewards are; `size`: how many people the group has;
    `titles`: what the groups of the person who acts are called; `stewarded`: who the stewards of
    those are; `file`: what is in the file that a field waits for.
    """

    show: Act | None = None
    change: Act | None = None
    rights: bool = False
    titles: bool = False
    size: bool = False
    file: bool = False
    stewarded: bool = False
