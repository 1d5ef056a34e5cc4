"""Proposals: a change that is put before the group, and what becomes of it (G4, G10).

Belongs here: the answers, the life, the rule of the outcome. May not enter: what can be proposed,
posts, or who said what. Spans are seconds.
"""

from collections.abc import Mapping

from domain.changes import GROUP
from domain.lives import Life

LIVE, LEAVE, TALK, OBJECT = "live", "leave", "talk", "object"
ANSWERS = (LIVE, LEAVE, TALK, OBJECT)
"""I can live with it; I leave it to you; I'd like to talk; I object."""

DAY = 86_400
SPAN = 7 * DAY
"""A round is open for a week: whoever looks in once a week can say something."""
TALKING = 7 * DAY
"""So much longer, once, where somebody objects or would like to talk."""
DRAFT_LIFE = DAY
"""What somebody was shown and has not proposed is forgotten then."""
NEEDED = 2
"""Answers of others that let it pass, one of which says "I can live with it"."""

PROPOSAL = Life(
    "proposal",
    "open",
    {
        ("open", "agreed"): "carried",
        ("open", "too_few"): "rested",
        ("open", "to_talk"): "talk",
        ("open", "ground_moved"): "moved",
        ("open", "taken_back"): "withdrawn",
        ("talk", "agreed"): "carried",
        ("talk", "too_few"): "rested",
        ("talk", "objected"): "objected",
        ("talk", "ground_moved"): "moved",
        ("talk", "taken_back"): "withdrawn",
    },
)
"""`talk`: open for longer, since somebody objects or would like to talk; `moved`: what it was about
has changed meanwhile, so that nobody has answered to what would happen now."""

STANDING = frozenset({"open", "talk"})
"""The states in which it can be answered."""


def needed(size: int) -> int:
    """How many answers of others let a proposal pass in a group of so many people."""
    return NEEDED if size > NEEDED else 1


def outcome(state: str, way: str, answers: Mapping[str, int], enough: int) -> str:
    """The event that the end of a span is. `answers`: how many gave each; the proposer gives none.

    Where a second steward decides, that is one tap; at the end there was none.
    """
    said = {answer: answers.get(answer, 0) for answer in ANSWERS}
    if way != GROUP:
        return "too_few"
    if state == "open" and (said[OBJECT] or said[TALK]):
        return "to_talk"
    if said[OBJECT]:
        return "objected"
    agrees = said[LIVE] > 0 and said[LIVE] + said[LEAVE] >= enough
    return "agreed" if agrees else "too_few"
