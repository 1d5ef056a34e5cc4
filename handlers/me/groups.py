"""My groups, and when the next things in them are (M2).

Belongs here: their lines on /me. May not enter: the names of groups; Kith keeps none, Telegram says
them at the moment of use (`step.titles`).
"""

from handlers import wording
from handlers.own import Me, shown_title
from handlers.step import Step
from storage import checkins, groups
from storage.groups import Group


async def line(step: Step, me: Me) -> str | None:
    """A line for each group that they were seen in."""
    found = [await _line(step, me, group) for group in await groups.of(step.tx, me.person.id)]
    return "\n".join(found) or wording.text(me.language, "me.no_groups")


async def _line(step: Step, me: Me, group: Group) -> str:
    title = shown_title(step, me, group)
    times = [
        row.next_at
        for row in await checkins.schedules_of(step.tx, group.id)
        if row.paused_reason is None and row.next_at is not None
    ]
    if not times or not group.is_open:
        return wording.text(me.language, "me.group", title=title)
    moment = wording.moment(me.language, min(times), me.chosen.zone or group.zone)
    return wording.text(me.language, "me.group_next", title=title, moment=moment)
