"""Trials: the group says yes first, to four weeks (G14).

Belongs here: when a proposal begins, rests, or is over. May not enter: what is proposed (`setup`),
posts. Spans are seconds. Nobody is told how many said what.
"""

from typing import Literal, TypeAlias

Voice: TypeAlias = Literal["try", "talk"]
State: TypeAlias = Literal["open", "talk", "rested", "begun", "over", "settled"]
"""open → begun → over or settled (it goes on for good); or open → talk or rested."""

TRY, TALK = "try", "talk"
NEEDED = 2
"""Members besides the steward who must want it."""
TALK_TIME = 86_400
"""Within this time of a proposal anybody can ask to talk first; nothing begins before."""
WAIT = 14 * 86_400
"""After this long without two who want it, a proposal rests."""
LENGTH = 28 * 86_400
"""How long a try lasts."""
ASK_BEFORE = 3 * 86_400
"""So long before the end of the try Kith asks, once, whether to go on."""


def verdict(tries: int, talks: int, age: int) -> State:
    """What an open proposal has become, `age` seconds after it was posted.

    `tries`: members besides its steward who want it; `talks`: those who would like to talk first.
    """
    if age < TALK_TIME:
        return "open"
    if talks:
        return "talk"
    if tries >= NEEDED:
        return "begun"
    return "rested" if age >= WAIT else "open"


def next_look(proposed_at: int, now: int) -> int:
    """When time alone can next change an open proposal (UTC seconds)."""
    decided_at = proposed_at + TALK_TIME
    return decided_at if now < decided_at else proposed_at + WAIT
