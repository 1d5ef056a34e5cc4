"""How somebody likes to meet in a round: medium, length, language, threes only (P10).

Belongs here: the closed lists, and what a draw makes of a choice. May not enter: words; whom one
would rather not meet.

Nothing chosen in a list is no need: anything of it will do.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.pairs.asking import CHOICES, Draft
from domain.refusals import ButtonGone
from domain.rounds import Joined

LISTS = {
    "media": CHOICES["medium"],
    "lengths": CHOICES["length"],
    "languages": ("en", "es", "de", "fr", "pt", "uk"),
}
"""By the name of the choice; `languages` are those that Kith is to speak (M6)."""
TRIO = "trio_only"


@dataclass(frozen=True, slots=True)
class Likes:
    """What somebody chose; an empty list is no need. `trio_only`: there is safety in numbers."""

    media: frozenset[str] = frozenset()
    lengths: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    trio_only: bool = False

    def turned(self, name: str, key: str) -> "Likes":
        """With one more or one less in a list, or threes only or not. Raises ButtonGone."""
        if name == TRIO:
            return replace(self, trio_only=not self.trio_only)
        if key not in LISTS.get(name, ()):
            raise ButtonGone
        return replace(self, **{name: getattr(self, name) ^ {key}})

    def joined(self, member_id: int, *, waited: int, awake: frozenset[int], spoken: str) -> Joined:
        """Them in a draw. `spoken`: the group's language, for those who chose none."""
        return Joined(
            member_id,
            waited,
            languages=self.languages or frozenset({spoken}),
            media=self.media or frozenset(LISTS["media"]),
            lengths=self.lengths or frozenset(LISTS["lengths"]),
            awake=awake,
            trio_only=self.trio_only,
        )


def wish_of(together: Sequence[Joined]) -> Draft:
    """What those whom a draw brings together have in common, as a wish: in the coming days."""
    media = frozenset.intersection(*(each.media for each in together))
    lengths = frozenset.intersection(*(each.lengths for each in together))
    length = "30" if "30" in lengths else _first("lengths", lengths)
    return Draft(
        company="two" if len(together) > 2 else "one",
        length=length,
        medium=_first("media", media),
        when="week",
    )


def _first(name: str, there: frozenset[str]) -> str:
    return next(key for key in LISTS[name] if key in there)
