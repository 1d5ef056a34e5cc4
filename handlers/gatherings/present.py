"""Who is here, and what it is about, as of now.

Belongs here: the look-ups that authorise every act of gatherings against the present state. May not
enter: words, changes.
"""

from dataclasses import dataclass

from domain.refusals import AllRests, ButtonGone, GroupUnknown
from domain.refusals.gatherings import GatheringOver
from handlers.step import Step
from storage import gatherings, groups, people
from storage.gatherings import OPEN, Gathering
from storage.groups import Group
from storage.people import Person


@dataclass(frozen=True, slots=True)
class Here:
    """The one who acted, in which group."""

    group: Group
    person: Person
    member_id: int


async def here(step: Step) -> Here:
    """The one who acted, a member of the group behind the command, button or field.

    Acting in the group is a sight of them there (design: rights). Raises GroupUnknown, AllRests,
    ButtonGone.
    """
    group = await _group(step)
    if group is None or not group.is_home:
        raise GroupUnknown
    if not group.is_open:
        raise AllRests
    person = await people.remember(step.tx, step.telegram_id)
    # A tap that comes a second time makes nobody a member again who has left meanwhile.
    if step.chat.type != "private" and not step.repeated:
        return Here(group, person, await people.seen(step.tx, group.id, person.id, step.now))
    member = await people.member_of(step.tx, group.id, person.id)
    if member is None:
        raise ButtonGone
    return Here(group, person, member[0])


async def _group(step: Step) -> Group | None:
    held = step.button or step.opened
    if held is None:
        return await groups.by_chat(step.tx, step.chat.id)
    return None if held.group_id is None else await groups.get(step.tx, held.group_id)


async def found(step: Step, who: Here) -> Gathering:
    """The gathering behind the button or field, in that group. Raises GatheringOver."""
    held = step.button or step.opened
    at = None if held is None or held.object_id is None else held.object_id
    gathering = None if at is None else await gatherings.get(step.tx, at)
    if gathering is None or gathering.group_id != who.group.id:
        raise GatheringOver
    return gathering


async def standing(step: Step, who: Here) -> Gathering:
    """As `found`, and it is before the group and not over. Raises GatheringOver."""
    gathering = await found(step, who)
    if gathering.state != OPEN or gathering.plan.ends_at <= step.now:
        raise GatheringOver
    return gathering
