"""What is planned in my groups, in the private chat (F1, M2).

Belongs here: that list, and what I come to among what comes next. May not enter: proposing, which
begins in the group; who else comes.
"""

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from handlers import wording
from handlers.gatherings import words
from handlers.gatherings.listing import SHOWN
from handlers.keyboards import SCREEN_LIFE, Keyboard, signposts_button
from handlers.notes import Screen
from handlers.own import Coming, Me, asking, shown_title
from handlers.step import Step
from storage import gatherings, groups, people
from storage.gatherings import Gathering
from storage.groups import Group

Planned = tuple[Group, Gathering]


async def show(step: Step) -> None:
    """The next ones of all groups, each in the reader's own time, with the way to look at it."""
    me = await asking(step)
    found = sorted(await _planned(step, me), key=_when)[:SHOWN]
    lines = [f"{_moment(me, *each)}\n{_named(step, me, *each)}" for each in found]
    title = wording.text(me.language, "gatherings.mine" if found else "gatherings.none_of_mine")
    rows = await _rows(step, me, found)
    rows.append([signposts_button(me.language)])
    step.show(Screen("\n\n".join([title, *lines]), InlineKeyboardMarkup(rows)))


async def coming(step: Step, me: Me) -> list[Coming]:
    """Those with a place for the one who asks, among all else that comes."""
    return [
        Coming(each.plan.at, me.chosen.zone or group.zone, _named(step, me, group, each))
        for group, each in await _planned(step, me)
        if await _comes(step, me, group, each)
    ]


async def _planned(step: Step, me: Me) -> list[Planned]:
    """All that stands before a group of theirs, and is not over."""
    return [
        (group, each)
        for group in await groups.of(step.tx, me.person.id)
        if group.is_open
        for each in await gatherings.standing(step.tx, group.id)
        if each.plan.ends_at > step.now
    ]


async def _comes(step: Step, me: Me, group: Group, gathering: Gathering) -> bool:
    member = await people.member_of(step.tx, group.id, me.person.id)
    mine = member and await gatherings.coming(step.tx, gathering.id, member[0])
    return bool(mine and mine.has_place)


async def _rows(step: Step, me: Me, found: Sequence[Planned]) -> list[list[InlineKeyboardButton]]:
    """A button each; behind it stands the group, so that one of another group opens nothing."""
    rows: list[list[InlineKeyboardButton]] = []
    for group, each in found:
        keyboard = Keyboard(group.id, me.person.id, step.now + SCREEN_LIFE)
        what, day = (
            words.kind(group, each),
            wording.day(me.language, each.plan.at, _zone(me, group)),
        )
        label = wording.text(me.language, "gatherings.line", what=what, day=day)
        keyboard.row(keyboard.tap(label, "gatherings.look", each.id))
        await keyboard.save(step.tx)
        rows += keyboard.rows
    return rows


def _named(step: Step, me: Me, group: Group, gathering: Gathering) -> str:
    return f"{shown_title(step, me, group)}: {words.kind(group, gathering)}"


def _moment(me: Me, group: Group, gathering: Gathering) -> str:
    return wording.moment(me.language, gathering.plan.at, _zone(me, group))


def _zone(me: Me, group: Group) -> str:
    return me.chosen.zone or group.zone


def _when(planned: Planned) -> tuple[int, int]:
    return planned[1].plan.at, planned[1].id
