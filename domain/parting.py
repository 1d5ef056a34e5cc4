"""Parting: a group closes well, and everything rests when one of its people has died (G13).

Belongs here: how many voices, and the spans. May not enter: who spoke, words. Spans are seconds.
"""

DAY = 86_400
VOICES = 2
"""So many members let everything rest, and so many name whom the group has lost."""
HEARD = 3 * DAY
"""For so long a voice counts together with another one's; then it is forgotten."""
GOING_ON = "stillness"
"""The kind of change that ends a rest: all that can be proposed while everything rests."""
FAREWELL = 14 * DAY
"""From the group's decision to close until the last word; then everything of it is erased."""
LASTS = 91 * DAY
"""For so long the button below the line about a rest works; /loss always does."""
WORTH = DAY
"""For so long a word about either is worth saying, once it is due."""


def is_enough(voices: int) -> bool:
    """Whether so many members, each counted once, have said it."""
    return voices >= VOICES
