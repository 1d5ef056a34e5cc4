"""What the buttons are about: one of each in the group, so that whoever may press one can.

Belongs here: putting them there. May not enter: buttons.
"""

from collections.abc import Mapping
from typing import TypeAlias

from domain.changes import GROUP, STEWARDS, TWO, Change
from domain.checkins import NAMES
from domain.evidence import ASKED
from domain.gatherings import Plan
from domain.schedule import WORKDAYS, Schedule, next_occurrence
from domain.setup import Draft
from domain.trials import next_look
from handlers import wording
from handlers.changes.making import make
from storage import (
    agreement,
    checkins,
    evidence,
    gatherings,
    groups,
    people,
    proposals,
    roles,
    setup,
    signposts,
    trials,
)
from storage.engine import Transaction

Things: TypeAlias = dict[str, int]
"""By name, the id of each."""
DAY = 86_400
RULE = Schedule(WORKDAYS, 9 * 60, "Europe/London")


async def put(
    tx: Transaction, placed: Mapping[str, int], persons: Mapping[str, int], now: int
) -> Things:
    """One of each, in the circle; a trial stands in the group that is not set up."""
    group = await groups.get(tx, placed["group"])
    assert group is not None
    chosen = Draft("Europe/London", "GB", "weather", frozenset({1}), 540)
    await setup.keep(tx, placed["unset"], persons["steward"], chosen, now)
    for change in (
        Change("agreement", None, wording.text("en", "agreement.short")),
        Change("evidence", None, "on"),
        Change("pairs", None, "on"),
        Change("welcome", None, "Come in."),
        Change("line", None, "Tea: 1234"),
        Change("role", None, "host"),
    ):
        await make(tx, group, change, now, way=STEWARDS)
    asker = await people.seen(tx, group.id, persons["steward"], now)
    for role in ("member", "steward", "chosen", "demoted"):
        await agreement.go_along(tx, await people.seen(tx, group.id, persons[role], now), 1)
    coming = next_occurrence(RULE, now).at
    things: Things = {"group": group.id, "unset": placed["unset"], "coming": coming}
    things["asker"] = asker
    things["schedule"] = await checkins.add_schedule(
        tx, group.id, kind="weather", rule=RULE, window=3600, next_at=coming
    )
    things["checkin"] = (
        await checkins.open_checkin(
            tx, things["schedule"], "2026-01-01", now, now + DAY, mode=NAMES
        )
        or 0
    )
    things["line"] = (await signposts.local(tx, group.id))[0].id
    things["question"] = await checkins.propose_prompt(tx, group.id, "What grows here?", now)
    things["kept"] = await checkins.propose_prompt(tx, group.id, "What rests here?", now)
    await checkins.keep_prompt(tx, things["kept"], now)
    return things | await _together(tx, group.id, placed, persons, now)


async def _together(
    tx: Transaction, group_id: int, placed: Mapping[str, int], persons: Mapping[str, int], now: int
) -> Things:
    things: Things = {}
    member = await people.seen(tx, group_id, persons["member"], now)
    for name, way, value in (("round", GROUP, "Come in, all."), ("two", TWO, "Come.")):
        change = Change("welcome", None, value)
        await proposals.draft(tx, group_id, member, change, before="Come in.", way=way, now=now)
        draft = await proposals.draft_of(tx, member)
        assert draft is not None
        ends = now + 3 * DAY
        things[name] = await proposals.propose(tx, draft, needed=2, now=now, ends_at=ends)
    steward = await people.seen(tx, group_id, persons["steward"], now)
    await gatherings.begin(tx, group_id, steward, Plan("call", now + DAY, 540), None)
    gathering = await gatherings.draft_of(tx, steward)
    assert gathering is not None
    await gatherings.open_up(tx, gathering.id, now + 30 * DAY)
    things["gathering"] = gathering.id
    role = (await roles.of_group(tx, group_id))[0]
    things["role"] = role.id
    things["turn"] = (await roles.begin(tx, role.id, now)).id
    plan = trials.Plan("weather", RULE, "GB", None)
    trial = await trials.propose(tx, placed["unset"], plan, now=now, look_at=next_look(now, now))
    things["trial"] = trial or 0
    lines = ["Who is here?"]
    things["evidence"] = (await evidence.begin(tx, group_id, ASKED, lines, now + DAY)).id
    return things
