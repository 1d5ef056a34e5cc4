"""My groups, and when the next things in them are (M2).

Belongs here: their lines on /me. May not enter: the names of groups; Kith keeps none, Telegram says
them at the moment of use (`step.titles`).
"""

from handlers import wording
from handlers.own import Me
from handlers.step import Step
from storage import checkins, groups
from storage.groups import Group


async def line(step: Step, me: Me) -> str | None:
    """A line for each group that they were seen in."""
    found = [await _line(step, me, group) for group in await groups.of(step.tx, me.person.id)]
    return "\n".join(found) or wording.text(me.language, "me.no_groups")


async def _line(step: Step, me: Me, group: Group) -> str:
    title = shown_title(step, me, group)
    times = [row.next_at for row in await checkins.schedules_of(step.tx, group.id)]
    coming = min((at for at in times if at is not None), default=None)
    if coming is None or not group.is_open:
        return wording.text(me.language, "me.group", title=title)
    moment = wording.moment(me.language, coming, me.chosen.zone or group.zone)
    return wording.text(me.language, "me.group_next", title=title, moment=moment)


def shown_title(step: Step, me: Me, group: Group) -> str:
    """What the group is called, if Telegram said so in time."""
    return step.titles.get(group.chat_id) or wording.text(me.language, "me.a_group")
