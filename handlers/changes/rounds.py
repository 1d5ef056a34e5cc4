"""A group's rounds of pairs (G14, P3, P7), as changes: a plan as the line of its button, or none.

Belongs here: turning them on and off, another rhythm. May not enter: anything about one member.
"""

from domain.changes import Change
from domain.pairs.calling import Plan, Times, begun_anew, coming, decoded
from handlers import wording
from handlers.changes.kind import Kind, plain
from storage.engine import Transaction
from storage.groups import Group
from storage.pairs import rounds
from storage.pairs.rounds import Planned


async def _now(tx: Transaction, group: Group, _: Change) -> str:
    kept = await rounds.planned(tx, group.id)
    return kept.plan.encoded if kept and kept.is_on else ""


async def _apply(tx: Transaction, group: Group, change: Change, at: int) -> None:
    """Without rounds, one that is open is not drawn."""
    if not change.value:
        kept = await rounds.planned(tx, group.id)
        if kept is not None:
            off = Planned(group.id, None, kept.plan, kept.begins, None)
            await rounds.keep_plan(tx, off)
        return
    plan = decoded(change.value)
    times = await times_for(tx, group, plan, at)
    next_at = coming(plan, times, at, 1)[0].invite_at
    await rounds.keep_plan(tx, Planned(group.id, at, plan, times.begins, next_at))


async def times_for(tx: Transaction, group: Group, plan: Plan, at: int) -> Times:
    """What the dates of a plan go by: fortnights are counted anew, unless its rhythm stays."""
    kept = await rounds.planned(tx, group.id)
    times = await rounds.times_of(tx, group, kept)
    stays = kept is not None and kept.is_on and kept.plan.rhythm == plan.rhythm
    return times if stays else begun_anew(plan, times, at)


def plan_word(language: str, plan: Plan, name: str) -> str:
    """What a choice of the plan is called."""
    key = getattr(plan, name)
    match name:
        case "weekday":
            return wording.weekdays(language, "wide")[int(key)]
        case "hour":
            return f"{int(key):02}:00"
        case "rhythm":
            return wording.text(language, f"rounds.rhythm.{key}")
    return wording.text(language, f"rounds.company.{key}")


def _lines(group: Group, _: str, after: str) -> str:
    if not after:
        return wording.text(group.language, "rounds.turned_off")
    plan = decoded(after)
    words = {name: plan_word(group.language, plan, name) for name in Plan.__dataclass_fields__}
    return wording.text(group.language, "rounds.turned_on", zone=group.zone, **words)


ROUNDS = Kind(_now, _apply, plain, _lines)
