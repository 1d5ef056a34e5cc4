"""What must hold at the end of every month, whatever the seed.

Belongs here: the rules, held against the sandbox's ledger. May not enter: how a month is played.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tests.simulator.month import CIRCLES, DAYS, Month

NEW = "How is the weather"
WORKDAYS = 22
"""Of the thirty days; each has one check-in a group."""
_STATES = """
SELECT groups.chat_id, checkins.local_date, outbox.state FROM outbox
JOIN checkins ON checkins.id = outbox.object_id JOIN schedules ON schedules.id = schedule_id
JOIN groups ON groups.id = schedules.group_id WHERE outbox.kind = 'checkin'
"""
_TRUE = {"sent": {1}, "unknown": {0, 1}, "missed": {0}, "cancelled": {0}, "dead": {0}}
"""How often a post of each state may really be there (I4)."""


def wrong(month: Month) -> list[str]:
    """What did not hold, in words."""
    return [*month.wrong, *_of_posts(month)]


def _of_posts(month: Month) -> Iterator[str]:
    """Once a date at most, at every date, and each state true (I2, I3, I4, I15)."""
    posts = arrived(month)
    states = {(row[0], str(row[1])): row[2] for row in month.disk.look(_STATES)}
    for place, times in posts.items():
        if times > 1:
            yield f"{place} was posted {times} times"
    for place, state in states.items():
        if posts[place] not in _TRUE.get(state, set()):
            yield f"{place} is {state}, and stands there {posts[place]} times"
    if set(posts) - set(states):
        yield f"nobody decided {set(posts) - set(states)}"
    if month.days == DAYS and len(states) != WORKDAYS * len(CIRCLES):
        yield f"{len(states)} dates instead of {WORKDAYS * len(CIRCLES)}"


def arrived(month: Month) -> Counter[tuple[int, str]]:
    """How often a check-in really appeared, by chat and local date."""
    zones = {each.id: circle[1] for each, circle in zip(month.circles, CIRCLES, strict=True)}
    return Counter(
        (each["chat"], _date(each["at"], zones[each["chat"]]).isoformat())
        for each in month.sandbox.ledger.delivered
        if NEW in each["text"]
    )


def _date(at: float, zone: str) -> date:
    return datetime.fromtimestamp(at, ZoneInfo(zone)).date()
