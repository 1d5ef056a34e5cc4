"""A no of the rules, as a sentence: the one place where one becomes the other.

Belongs here: turning a refusal into words for the one who acted. May not enter: any rule.
"""

from domain.refusals import Refusal
from handlers import wording
from handlers.notes import Answer, Note, Screen


def sentence(refusal: Refusal, *, tapped: bool) -> Note:
    """What the one who acted hears: over the button when they tapped, else on a screen."""
    words = wording.text(wording.DEFAULT, f"refusal.{refusal.reason}", **refusal.values)
    return Answer(words, alert=True) if tapped else Screen(words)


def trouble(*, tapped: bool) -> Note:
    """A mistake of the program: nothing was saved, and the person can try again."""
    words = wording.text(wording.DEFAULT, "trouble")
    return Answer(words, alert=True) if tapped else Screen(words)
