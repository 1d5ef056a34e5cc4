"""A group's own words for introductions (P13): written in private, changed or proposed.

Belongs here: the field. May not enter: who is introduced; the words stand in every introduction.
"""

from domain.changes import Change
from domain.refusals.pairs import PairWordsUnfit
from domain.writing import one_line
from handlers import fields, wording
from handlers.notes import Screen
from handlers.proposals import gate
from handlers.step import Step
from storage.pairs import standing

LIMIT = 200
"""Characters of the group's words."""
AWAY = "-"
"""What is written to take them away."""


async def open_field(step: Step) -> None:
    """Use the link up; the next line stands in introductions, or is what would be proposed."""
    await gate.group_of(step)
    await fields.open_by_link(step, "pairs.introduction")


async def show_field(step: Step) -> None:
    """Which door is open, until when, and what becomes of the line."""
    group = await gate.group_of(step)
    await fields.show_open(
        step, group.language, group.zone, "pairs.introduction_field", limit=LIMIT
    )


async def keep(step: Step) -> None:
    """Keep the words, or show what would be proposed. Raises PairWordsUnfit."""
    group = await gate.group_of(step)
    words = one_line(step.message.text or "", LIMIT)
    if words is None:
        raise PairWordsUnfit(limit=LIMIT)
    change = Change("introduction", None, "" if words == AWAY else words)
    await gate.wish(step, group, change)
    await fields.use(step)


async def show_kept(step: Step) -> None:
    """The words as they are now, or what would be proposed."""
    await gate.show(step, await gate.group_of(step), "introduction", _show)


async def _show(step: Step) -> None:
    group = await gate.group_of(step)
    chosen = await standing.settings(step.tx, group.id)
    words = chosen.introduction
    if words is None:
        step.show(Screen(wording.text(group.language, "pairs.introduction_none")))
    else:
        step.show(Screen(wording.text(group.language, "pairs.introduction", words=words)))
