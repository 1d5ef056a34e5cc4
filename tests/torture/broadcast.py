"""Many groups that are due in the same minute, some of which Telegram does not let Kith post to.

Belongs here: making them, for the torture and for the benchmarks. May not enter: how it is sent,
and what is judged.
"""

from domain.schedule import WORKDAYS, Schedule, next_occurrence
from sandbox.faults import Fault
from sandbox.stage import Sandbox
from storage import checkins, groups
from storage.engine import Database

NINE = 9 * 60
FLOODED = 100
"""One chat in so many answers 429 once."""
FLOOD = 30
"""Seconds for which it asks to be left alone."""


async def due_at_once(sandbox: Sandbox, database: Database, count: int) -> tuple[list[int], int]:
    """Groups that have all agreed to the same minute: their chats, and when it is."""
    now = int(sandbox.clock.now())
    rule = Schedule(WORKDAYS, NINE, "Europe/London")
    due = next_occurrence(rule, now).at
    made = [sandbox.world.add_group("Circle") for _ in range(count)]
    async with database.transaction() as tx:
        for each in made:
            group = await groups.add(tx, each.id, rule.zone, "en", agreed_at=now)
            await checkins.add_schedule(
                tx, group.id, kind="weather", rule=rule, window=3600 * 12, next_at=due
            )
    return [each.id for each in made], due


def flood(sandbox: Sandbox, chats: list[int]) -> list[int]:
    """One chat in a hundred asks to be left alone; answers which. What is refused makes room for
    others."""
    flooded = chats[::FLOODED]
    for chat in flooded:
        fault = Fault(method="sendMessage", kind="429", chat=chat, times=1, retry_after=FLOOD)
        sandbox.faults.plan(fault)
    return flooded
