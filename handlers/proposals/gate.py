"""The gate: a change that somebody wants is made at once, or shown as what would be proposed (G10).

Belongs here: who decides on what, as of now, and both halves of a route that wants a change. May
not enter: rounds. G9: a steward is one whom Telegram names now; everybody else proposes.
"""

from collections.abc import Awaitable, Callable

from domain.changes import GROUP, STEWARDS, TWO, Change
from domain.few_words import MEMBER_SEEN
from domain.proposals import SPAN
from domain.refusals import (
    ButtonGone,
    ChangeTooLong,
    GroupUnknown,
    NothingChanges,
    RightsUnknown,
)
from domain.writing import units
from handlers import wording
from handlers.changes.kinds import KINDS
from handlers.changes.making import difference, make, require_moving
from handlers.keyboards import SCREEN_LIFE, Keyboard
from handlers.notes import Screen
from handlers.step import Step
from storage import groups, people, proposals, steering
from storage.groups import Group
from storage.proposals import Draft

MOST_UNITS = 3_000
"""UTF-16 units of a difference: with what stands around it, the group reads it in one message."""


async def way_of(step: Step, group: Group, kind: str) -> str:
    """Who decides on a change of that kind that the one who acts wants. Raises RightsUnknown."""
    if KINDS[kind].by_all:
        return GROUP
    if group.chat_id not in step.rights.admins:
        raise RightsUnknown
    if not step.rights.is_steward(group.chat_id, step.telegram_id):
        return GROUP
    chosen = await steering.way(step.tx, group.id)
    alone = len(step.rights.stewards_of(group.chat_id)) < 2
    return GROUP if chosen == TWO and alone else chosen


async def wish(step: Step, group: Group, change: Change, *, by_all: bool = False) -> None:
    """The half that changes: it is made, or kept as what they are shown.

    `by_all`: they want the group to decide. Raises AllRests, NothingChanges, ChangeTooLong, and
    what the kind raises.
    """
    require_moving(group, change.kind)
    way = GROUP if by_all else await way_of(step, group, change.kind)
    member_id = await insider(step, group)
    if way == STEWARDS:
        await make(step.tx, group, change, step.now, way=way, member_id=member_id)
        return
    before = await KINDS[change.kind].now(step.tx, group, change)
    if before == change.value:
        raise NothingChanges
    if units(difference(group, change.kind, before, change.value)) > MOST_UNITS:
        raise ChangeTooLong
    await proposals.draft(
        step.tx, group.id, member_id, change, before=before, way=way, now=step.now
    )


async def show(
    step: Step, group: Group, kind: str, then: Callable[[Step], Awaitable[None]]
) -> None:
    """The half that shows: how it is now, or what would be proposed."""
    if await way_of(step, group, kind) == STEWARDS:
        await then(step)
    else:
        await show_draft(step, group)


async def show_draft(step: Step, group: Group) -> None:
    """Exactly what the group would read, and the way to propose it."""
    draft = await proposals.draft_of(step.tx, await insider(step, group))
    if draft is None or draft.group_id != group.id:
        raise ButtonGone
    person = await people.remember(step.tx, step.telegram_id)
    keyboard, say = Keyboard(group.id, person.id, step.now + SCREEN_LIFE), group.language
    keyboard.row(
        keyboard.tap(wording.text(say, "button.propose_it"), "proposals.propose", draft.id)
    )
    keyboard.row(keyboard.tap(wording.text(say, "button.leave_it"), "proposals.leave", draft.id))
    step.show(Screen(_words(step, group, draft), await keyboard.save(step.tx)))


def _words(step: Step, group: Group, draft: Draft) -> str:
    what = difference(group, draft.change.kind, draft.before, draft.change.value)
    day = wording.day(group.language, step.now + SPAN, group.zone)
    if draft.way == TWO:
        return wording.text(group.language, "proposal.draft_two", what=what, day=day)
    return wording.text(group.language, "proposal.draft", what=what, day=day)


async def insider(step: Step, group: Group) -> int:
    """The one who acts, as a member: they act in the group, were seen there, or steward it.

    Raises GroupUnknown where nothing can be changed yet, ButtonGone.
    """
    if group.agreed_at is None and not step.rights.is_steward(group.chat_id, step.telegram_id):
        raise GroupUnknown
    person = await people.remember(step.tx, step.telegram_id)
    # Whoever was chosen in Kith has to be seen there: in private they could renew it themselves.
    acts_there = step.chat.type != "private"
    if acts_there or step.rights.is_admin(group.chat_id, step.telegram_id):
        return await people.seen(step.tx, group.id, person.id, step.now)
    found = await people.member_of(step.tx, group.id, person.id)
    if found is None or found[1] < step.now - MEMBER_SEEN:
        raise ButtonGone
    return found[0]


async def group_of(step: Step) -> Group:
    """The group of the button, the field or the chat, for somebody who is in it. Raises
    ButtonGone, GroupUnknown."""
    about = step.button or step.opened
    if about is not None and about.group_id is not None:
        group = await groups.get(step.tx, about.group_id)
    else:
        group = await groups.by_chat(step.tx, step.chat.id)
    if group is None:
        raise GroupUnknown
    await insider(step, group)
    return group
