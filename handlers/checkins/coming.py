"""When the next check-ins of my groups are (M2).

Belongs here: their dates for /me and /checkins in private. May not enter: anybody's answers.
"""

from domain.schedule import coming
from handlers.checkins.posts import schedule_name
from handlers.dates import NEXT_SHOWN
from handlers.own import Coming, Me, shown_title
from handlers.step import Step
from storage import checkins, groups, holds


async def of_groups(step: Step, me: Me) -> list[Coming]:
    """The next dates of each check-in, as the group has them; what falls into a hold is left out
    (F9)."""
    found = []
    for group in await groups.of(step.tx, me.person.id):
        held = await holds.until(step.tx, group.id, step.now) or 0
        for row in await checkins.schedules_of(step.tx, group.id):
            if group.is_open and row.next_at is not None and row.paused_reason is None:
                since = max(step.now, row.next_at - 1, held - 1)
                words = f"{shown_title(step, me, group)}: {schedule_name(row)}"
                zone = me.chosen.zone or group.zone
                dates = coming(row.rule, since, NEXT_SHOWN)
                found += [Coming(each.at, zone, words) for each in dates]
    return found
