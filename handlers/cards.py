"""A card as others see it: what somebody put on theirs, in their own words (D11).

Belongs here: its text, for a group and for a pair alike. May not enter: who sees it, a name that
its person did not give.
"""

from domain.toolbox import CARD_LIMIT, NAME, PARTS, places
from domain.writing import shortened
from handlers import wording
from storage.toolbox import Line

HOUR = 3600


def card_text(language: str, lines: list[Line]) -> str:
    """What somebody put on their card, under the name that they gave it."""
    named = [each.words for each in lines if each.part == NAME]
    head = named[0] if named else wording.text(language, "card.unnamed")
    parts = [head]
    for part in PARTS:
        theirs = [each for each in lines if each.part == part and each.on_card]
        if theirs:
            title = wording.text(language, f"toolbox.part.{part}")
            words = [
                f"{each.place}. {each.words}" if places(part) > 1 else each.words for each in theirs
            ]
            parts.append("\n".join([f"{title}:", *words]))
    return shortened("\n\n".join(parts), CARD_LIMIT)
