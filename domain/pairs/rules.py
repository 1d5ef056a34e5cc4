"""Who may ask, offer and meet, and for how long things stay.

Belongs here: the numbers and conditions of P4, P5, P9, P27, P28, P30, P31. May not enter: the
states of a life (`lives`), words, or how any of it is stored. Spans are seconds.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.refusals.pairs import (
    AgreementFirst,
    AlreadyAsking,
    AlreadyPaired,
    AskedOften,
    PairsResting,
    PairsStopped,
    PairsTooNew,
)

DAY = 86_400

SETTLING = 14 * DAY
"""Pairs open for a member after so long in the group (P30)."""
SMALL = 6
"""Groups of fewer members have pairs only by asking everyone (P31)."""
ASKS_A_DAY = 3

LIFE = 7 * DAY
"""A pair closes by the clock after so long."""
STILLNESS = 30 * 60
"""An open relay closes after so long without a word (P27)."""
CALL_AGAIN = 30 * 60
"""For so long the others of a pair are not told again that one of them would like to write."""
NOT_PASSED_ON = DAY
"""For so long after a relay closed, words are answered with "this was not passed on" (P27)."""
WORDS_A_MINUTE = 20
"""Messages of one person that a relay passes on in a minute."""
MINUTE = 60

ASKED_FIRST, ASKED_AGAIN = DAY, 3 * DAY
"""So long after a conversation it is asked whether it came about, and then never (P16, P17)."""
AFTERWARDS = 90 * DAY
""""This did not feel right" stays open for so long after a pair (P28)."""
MET = 365 * DAY
"""For so long a round goes by who has met whom (P6)."""
REST = 14 * DAY
"""Two reports about one person pause their pair-ups for so long (P28)."""
LETTER = 14 * DAY
"""Words to a steward are kept, sealed, for so long."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a member stands with pairs in one group.

    `since`: when they were first seen there; `adult_at`: when they said that they are 18 or over;
    `rests_until`, `stopped_at`: see P28; `is_paired`: they are in a live pair of this group;
    `agrees`: they have gone along with a version of its agreement, or it has none.
    """

    since: int
    adult_at: int | None = None
    rests_until: int | None = None
    stopped_at: int | None = None
    is_paired: bool = False
    agrees: bool = True

    @property
    def is_adult(self) -> bool:
        """Whether they said so (P30)."""
        return self.adult_at is not None

    def is_allowed(self, now: int) -> bool:
        """Whether nothing keeps them from pairs, but perhaps a pair that they are in."""
        resting = self.rests_until is not None and self.rests_until > now
        settled = now >= self.since + SETTLING
        open_to_them = settled and self.is_adult and self.agrees
        return open_to_them and not resting and self.stopped_at is None

    def may_meet(self, now: int) -> bool:
        """Whether a pair with them may begin now."""
        return self.is_allowed(now) and not self.is_paired

    def require_open(self, now: int) -> None:
        """Raise PairsTooNew, PairsStopped, PairsResting or AgreementFirst: said to themselves
        alone."""
        if now < self.since + SETTLING:
            raise PairsTooNew(days=_days(self.since + SETTLING - now))
        if self.stopped_at is not None:
            raise PairsStopped
        if self.rests_until is not None and self.rests_until > now:
            raise PairsResting(days=_days(self.rests_until - now))
        if not self.agrees:
            raise AgreementFirst

    def require_free(self) -> None:
        """Raise AlreadyPaired: one live pair a member and group (I5)."""
        if self.is_paired:
            raise AlreadyPaired


def require_may_ask(asked: Sequence[tuple[int, int]], now: int) -> None:
    """Raise AlreadyAsking or AskedOften (P4).

    `asked`: when each request of this person was asked, in any group, and when its line ends. One
    that was answered or stopped still counts until its line ends: else a new line would tell.
    """
    if any(end > now for _, end in asked):
        raise AlreadyAsking
    if sum(at > now - DAY for at, _ in asked) >= ASKS_A_DAY:
        raise AskedOften


def is_small(members: int) -> bool:
    """Whether a group of so many people is small (P31)."""
    return members < SMALL


def _days(span: int) -> int:
    """Whole days, rounded up, so that nobody comes back a moment too early."""
    return -(-span // DAY)
