"""Trials: what a group is asked to try, and what its members say to it.

Belongs here: statements on `trials` and `trial_voices`. May not enter: when one begins (domain).
Times are UTC seconds. How many said what leaves this module as numbers for the rule alone.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping, Select, delete, func, select, update

from domain.schedule import Schedule
from domain.trials import TALK, TRY, State, Voice
from storage.engine import Transaction
from storage.looks import When
from storage.schema import groups, trial_voices, trials
from storage.weekdays import mask, weekdays


@dataclass(frozen=True, slots=True)
class Plan:
    """What is proposed. `country`: an ISO 3166 code for signposts, None: each is asked."""

    kind: str
    rule: Schedule
    country: str | None
    topic: int | None


@dataclass(frozen=True, slots=True)
class Trial:
    """A proposal and what became of it.

    `member_id`: its steward, if still a member. `renews_id`: the try it asks to go on with.
    `look_at`: when time alone changes something next.
    """

    id: int
    group_id: int
    member_id: int | None
    renews_id: int | None
    schedule_id: int | None
    plan: Plan
    state: State
    proposed_at: int
    ends_at: int | None
    look_at: int | None


async def propose(  # noqa: PLR0913 - one for each column that differs
    tx: Transaction,
    group_id: int,
    plan: Plan,
    *,
    now: int,
    look_at: int,
    member_id: int | None = None,
    renews_id: int | None = None,
) -> int | None:
    """Add a proposal; answers its id, or None when one is open in the group already."""
    values = {**_columns(plan), "group_id": group_id, "member_id": member_id}
    values |= {"renews_id": renews_id, "state": "open", "proposed_at": now, "look_at": look_at}
    row = tx.insert(trials).values(values).on_conflict_do_nothing()
    return (await tx.execute(row.returning(trials.c.id))).scalar_one_or_none()


async def get(tx: Transaction, trial_id: int) -> Trial | None:
    """The trial with this id."""
    row = (await tx.execute(select(trials).where(trials.c.id == trial_id))).mappings().first()
    return _trial(row) if row else None


async def newest(tx: Transaction, group_id: int) -> Trial | None:
    """The group's latest trial."""
    query = select(trials).where(trials.c.group_id == group_id).order_by(trials.c.id.desc())
    row = (await tx.execute(query.limit(1))).mappings().first()
    return _trial(row) if row else None


async def due(tx: Transaction, now: int) -> list[Trial]:
    """Trials in which time changes something now; on PostgreSQL nobody else gets them.

    Those of groups that Kith is gone from wait until it is back.
    """
    query = due_at(now).order_by(trials.c.look_at)
    rows = (await tx.execute(query.with_for_update(of=trials, skip_locked=True))).mappings()
    return [_trial(row) for row in rows]


def due_at(now: When) -> Select[Any]:
    """What `due` looks for."""
    query = select(trials).join(groups, groups.c.id == trials.c.group_id)
    return query.where(trials.c.look_at <= now, groups.c.suspended_at.is_(None))


async def note(tx: Transaction, trial_id: int, **changes: Any) -> None:
    """Change `state`, `schedule_id`, `ends_at` or `look_at`."""
    await tx.execute(update(trials).where(trials.c.id == trial_id).values(changes))


async def say(tx: Transaction, trial_id: int, member_id: int, voice: Voice) -> None:
    """Keep what a member says; the last word counts."""
    row = tx.insert(trial_voices).values(trial_id=trial_id, member_id=member_id, voice=voice)
    keys = ["trial_id", "member_id"]
    await tx.execute(row.on_conflict_do_update(index_elements=keys, set_={"voice": voice}))


async def voice_of(tx: Transaction, trial_id: int, member_id: int) -> Voice | None:
    """What a member says now."""
    mine = (trial_voices.c.trial_id == trial_id, trial_voices.c.member_id == member_id)
    return (await tx.execute(select(trial_voices.c.voice).where(*mine))).scalar_one_or_none()


async def voices(tx: Transaction, trial_id: int) -> tuple[int, int]:
    """How many would try it, and how many would like to talk first: for the rule, nobody else."""
    query = select(trial_voices.c.voice, func.count()).group_by(trial_voices.c.voice)
    rows = await tx.execute(query.where(trial_voices.c.trial_id == trial_id))
    counted = {row[0]: row[1] for row in rows}
    return counted.get(TRY, 0), counted.get(TALK, 0)


async def forget_voices(tx: Transaction, trial_id: int) -> None:
    """Erase what was said, once it is decided."""
    await tx.execute(delete(trial_voices).where(trial_voices.c.trial_id == trial_id))


def _columns(plan: Plan) -> dict[str, Any]:
    return {
        "zone": plan.rule.zone,
        "country": plan.country,
        "kind": plan.kind,
        "weekdays": mask(plan.rule.weekdays),
        "minute": plan.rule.minute,
        "topic": plan.topic,
    }


_OWN = ("id", "group_id", "member_id", "renews_id", "schedule_id", "state", "proposed_at")
_TIMES = ("ends_at", "look_at")


def _trial(row: RowMapping) -> Trial:
    rule = Schedule(weekdays(row["weekdays"]), row["minute"], row["zone"])
    plan = Plan(row["kind"], rule, row["country"], row["topic"])
    return Trial(plan=plan, **{name: row[name] for name in (*_OWN, *_TIMES)})
