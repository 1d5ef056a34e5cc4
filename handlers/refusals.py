"""A no of the rules, as a sentence: the one place where one becomes the other.

Belongs here: turning a refusal into words for the one who acted. May not enter: any rule.
"""

from domain.refusals import Refusal
from handlers import wording
from handlers.notes import Answer, Note, Screen


def sentence(language: str, refusal: Refusal, *, tapped: bool) -> Note:
    """What the one who acted hears: over the button when they tapped, else on a screen."""
    words = wording.text(language, f"refusal.{refusal.reason}", **refusal.values)
    return Answer(words, alert=True) if tapped else Screen(words)


def trouble(language: str, *, tapped: bool) -> Note:
    """A mistake of the program: nothing was saved, and the person can try again."""
    words = wording.text(language, "trouble")
    return Answer(words, alert=True) if tapped else Screen(words)
