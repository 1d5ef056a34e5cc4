"""The check-ins that schedules bring about, one for each local date.

Belongs here: statements on `checkins`. May not enter: when the next one is (domain), answers.
Times are UTC seconds.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, delete, func, select, update

from storage.checkins.schedules import foresee_schedules
from storage.engine import Transaction
from storage.looks import When
from storage.remembered import remembered
from storage.schema import answers, checkins, outbox, schedules


@dataclass(frozen=True, slots=True)
class CheckinRow:
    """One occurrence of a schedule; `local_date` is an ISO date in the group's zone (C6).

    `prompt`: the key of its question, None for the weather. `mode`: who may see what (C10), as the
    schedule had it when this one was opened. `told`: the few words of its close, as keys.
    """

    id: int
    schedule_id: int
    group_id: int
    local_date: str
    due_at: int
    closes_at: int
    closed: bool
    prompt: str | None = None
    mode: str = "me"
    told: str | None = None


async def open_checkin(  # noqa: PLR0913 - one for each column, those of the kind by name
    tx: Transaction,
    schedule_id: int,
    local_date: str,
    due_at: int,
    closes_at: int,
    *,
    prompt: str | None = None,
    mode: str = "me",
) -> int | None:
    """Add the check-in of a local date; answers its id, or None when that date had one (C6)."""
    values = {"schedule_id": schedule_id, "local_date": local_date, "prompt": prompt, "mode": mode}
    row = tx.insert(checkins).values(due_at=due_at, closes_at=closes_at, **values)
    row = row.on_conflict_do_nothing(index_elements=["schedule_id", "local_date"])
    return (await tx.execute(row.returning(checkins.c.id))).scalar_one_or_none()


@remembered(checkins, schedules)
async def checkin(tx: Transaction, checkin_id: int) -> CheckinRow | None:
    """The check-in with this id."""
    query = select(checkins, schedules.c.group_id).join(schedules)
    row = (await tx.execute(query.where(checkins.c.id == checkin_id))).mappings().one_or_none()
    return CheckinRow(**row) if row else None


async def foresee(tx: Transaction, checkin_ids: Collection[int]) -> None:
    """Read these check-ins and their schedules at once, for the reads of single ones."""
    query = select(checkins, schedules.c.group_id).join(schedules)
    rows = (await tx.execute(query.where(checkins.c.id.in_(checkin_ids)))).mappings()
    found = [CheckinRow(**row) for row in rows]
    for row in found:
        checkin.know(tx, row, row.id)
    await foresee_schedules(tx, {row.schedule_id for row in found})


async def closing(tx: Transaction, now: int, limit: int) -> list[CheckinRow]:
    """Open check-ins whose window has ended, earliest first; on PostgreSQL nobody else gets
    them."""
    query = closing_at(now).order_by(checkins.c.closes_at).limit(limit)
    query = query.with_for_update(of=checkins, skip_locked=True)
    return [CheckinRow(**row) for row in (await tx.execute(query)).mappings()]


def closing_at(now: When) -> Select[Any]:
    """What `closing` looks for."""
    query = select(checkins, schedules.c.group_id).join(schedules)
    return query.where(~checkins.c.closed, checkins.c.closes_at <= now)


async def last_in_doubt(tx: Transaction, schedule_id: int, since: int) -> int | None:
    """When the newest check-in since then was due, if it may not have appeared; else None."""
    query = select(checkins.c.due_at, outbox.c.state).join(
        outbox, (outbox.c.object_id == checkins.c.id) & (outbox.c.kind == "checkin")
    )
    query = query.where(checkins.c.schedule_id == schedule_id, checkins.c.due_at >= since)
    newest = (await tx.execute(query.order_by(checkins.c.due_at.desc()).limit(1))).first()
    return newest.due_at if newest and newest.state in ("unknown", "missed", "dead") else None


async def cards_met(tx: Transaction, schedule_id: int, series: str) -> int:
    """Which card of a series a schedule has brought last, by its number; 0: none."""
    of_it = (checkins.c.schedule_id == schedule_id, checkins.c.prompt.startswith(f"{series}."))
    # The newest is enough: check-ins of long ago are erased.
    keys = (await tx.execute(select(checkins.c.prompt).where(*of_it))).scalars()
    return max((int(key.partition(".")[2]) for key in keys), default=0)


async def last_told(tx: Transaction, group_id: int) -> int | None:
    """When a group last heard a few words (C16), by the close of that check-in."""
    query = select(func.max(checkins.c.closes_at)).join(schedules)
    query = query.where(schedules.c.group_id == group_id, checkins.c.told.is_not(None))
    newest: int | None = (await tx.execute(query)).scalar_one()
    return newest


async def tell(tx: Transaction, checkin_id: int, words: str) -> None:
    """Keep what the group is told of a check-in."""
    await tx.execute(update(checkins).where(checkins.c.id == checkin_id).values(told=words))


async def close(tx: Transaction, checkin_ids: Sequence[int]) -> None:
    """Close check-ins and erase their answers."""
    await tx.execute(update(checkins).where(checkins.c.id.in_(checkin_ids)).values(closed=True))
    await tx.execute(delete(answers).where(answers.c.checkin_id.in_(checkin_ids)))
