"""When groups are asked: their schedules.

Belongs here: statements on `schedules`. May not enter: when the next occurrence is (domain), what
came of it (`rounds`). Times are UTC seconds, dates are local ones.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import RowMapping, Select, delete, func, insert, select, update

from domain.schedule import Schedule
from storage.checkins.quiet import Quiet
from storage.engine import Transaction
from storage.groups import IS_OPEN
from storage.looks import When
from storage.phrases import spoken
from storage.remembered import remembered
from storage.rules import columns_of, iso, rule_of
from storage.schema import groups, quiet_times, schedules
from storage.vault import Vault

_WORDS = "schedules.words"
_POSTED = (
    schedules.c.paused_reason.is_(None),
    *IS_OPEN,
)
"""What must hold of a schedule and its group for a check-in to be posted."""


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """When a group is asked.

    `window` is how many seconds a check-in stays open, `words` are the group's own names of
    answers (C7), `next_at` is when it is due next (None: never), `paused_reason` why it is not
    posted for now. `mode`: who may see what (C10). `prompts`: where its questions come from.
    `edition`: counts the changes that stewards saved, so that two of them notice each other.
    """

    id: int
    group_id: int
    kind: str
    rule: Schedule
    window: int
    topic: int | None
    words: dict[str, str]
    next_at: int | None
    language: str
    paused_reason: str | None = None
    mode: str = "me"
    prompts: str = "mixed"
    edition: int = 0

    @property
    def zone(self) -> str:
        """The group's time zone (C4)."""
        return self.rule.zone


async def add_schedule(  # noqa: PLR0913 - one for each column, all but one by name
    tx: Transaction,
    group_id: int,
    *,
    kind: str,
    rule: Schedule,
    window: int,
    topic: int | None = None,
    words: Mapping[str, str] | None = None,
    next_at: int | None = None,
    mode: str = "me",
    prompts: str = "mixed",
) -> int:
    """Add a schedule to a group; answers its id. The group's zone replaces that of `rule`."""
    values = {"group_id": group_id, "kind": kind, "window": window, "topic": topic}
    values |= {"next_at": next_at, "mode": mode, "prompts": prompts, **columns_of(rule)}
    row = insert(schedules).values(words=_sealed(tx.vault, words), **values)
    return int((await tx.execute(row.returning(schedules.c.id))).scalar_one())


async def remove_schedules(tx: Transaction, group_id: int) -> None:
    """Erase the group's schedules, with their check-ins and answers."""
    await tx.execute(delete(schedules).where(schedules.c.group_id == group_id))


@remembered(schedules, groups, quiet_times)
async def schedule(tx: Transaction, schedule_id: int) -> ScheduleRow | None:
    """The schedule with this id."""
    found = await _schedules(tx, _SCHEDULES.where(schedules.c.id == schedule_id))
    return found[0] if found else None


async def foresee_schedules(tx: Transaction, schedule_ids: Collection[int]) -> None:
    """Read these schedules at once: `schedule` knows them then."""
    for row in await _schedules(tx, _SCHEDULES.where(schedules.c.id.in_(schedule_ids))):
        schedule.know(tx, row, row.id)


async def schedules_of(tx: Transaction, group_id: int) -> list[ScheduleRow]:
    """A group's schedules, oldest first."""
    query = _SCHEDULES.where(schedules.c.group_id == group_id).order_by(schedules.c.id)
    return await _schedules(tx, query)


async def due(tx: Transaction, now: int, limit: int) -> list[ScheduleRow]:
    """Schedules whose next time has come, earliest first; on PostgreSQL nobody else gets them
    before this transaction ends.

    Those that are paused are left out, and those of groups that have not agreed or are suspended.
    The group's own words are left out as well: where one schedule's cannot be opened, the others
    come due all the same.
    """
    query = due_at(now).order_by(schedules.c.next_at).limit(limit)
    query = query.with_for_update(of=schedules, skip_locked=True)
    rows = (await tx.execute(query)).mappings()
    return [_schedule_row(tx.vault, row, None) for row in rows]


def due_at(now: When) -> Select[Any]:
    """What `due` looks for."""
    return _SCHEDULES.where(schedules.c.next_at <= now, *_POSTED)


async def next_due(tx: Transaction) -> int | None:
    """When the next check-in of any group is due; None: nothing is planned."""
    query = select(func.min(schedules.c.next_at)).join(groups).where(*_POSTED)
    next_at: int | None = (await tx.execute(query)).scalar_one()
    return next_at


async def set_next(tx: Transaction, schedule_id: int, next_at: int | None) -> None:
    """Note when the schedule is due next; None: never."""
    await tx.execute(update(schedules).where(schedules.c.id == schedule_id).values(next_at=next_at))


async def pause(tx: Transaction, schedule_id: int, reason: str | None) -> None:
    """Post nothing for the schedule, for a reason; None: post again."""
    row = update(schedules).where(schedules.c.id == schedule_id)
    await tx.execute(row.values(paused_reason=reason))


async def leave_out(
    tx: Transaction, schedule_id: int, not_before: date | None, next_at: int | None
) -> None:
    """Nothing comes before that date (C9), and so the next one is due then; None: no pause."""
    row = update(schedules).where(schedules.c.id == schedule_id)
    await tx.execute(row.values(not_before=iso(not_before), next_at=next_at))


async def leave_days_out(
    tx: Transaction, schedule_id: int, days: Collection[date], next_at: int | None
) -> None:
    """Nothing comes on these dates (A7), and so the next one is due then."""
    kept = " ".join(sorted(day.isoformat() for day in days)) or None
    row = update(schedules).where(schedules.c.id == schedule_id)
    await tx.execute(row.values(left_out=kept, next_at=next_at))


async def change(  # noqa: PLR0913 - one for each column that stewards change
    tx: Transaction,
    schedule_id: int,
    edition: int,
    *,
    kind: str,
    rule: Schedule,
    window: int,
    prompts: str,
    mode: str,
    next_at: int | None,
) -> bool:
    """Save a change of the schedule; False: somebody else has changed that edition meanwhile."""
    seen = (schedules.c.id == schedule_id, schedules.c.edition == edition)
    values = {"kind": kind, "window": window, "prompts": prompts, "mode": mode}
    values |= {"next_at": next_at, "edition": edition + 1, **columns_of(rule)}
    return bool((await tx.execute(update(schedules).where(*seen).values(values))).rowcount)


async def remove_schedule(tx: Transaction, schedule_id: int) -> None:
    """Erase a schedule, with its check-ins and answers."""
    await tx.execute(delete(schedules).where(schedules.c.id == schedule_id))


async def rename_word(tx: Transaction, schedule_id: int, key: str, text: str) -> None:
    """Call the answer `key` by the group's own word from now on (C7)."""
    of_it = schedules.c.id == schedule_id
    stored = await tx.execute(select(schedules.c.words).where(of_it).with_for_update())
    words = _opened(tx.vault, stored.scalar_one())
    sealed = _sealed(tx.vault, words | {key: text})
    await tx.execute(update(schedules).where(of_it).values(words=sealed))


_PLAIN = (
    "id",
    "group_id",
    "kind",
    "window",
    "topic",
    "next_at",
    "paused_reason",
    "mode",
    "prompts",
    "edition",
)
_QUIET = [quiet_times.c[name] for name in Quiet.__dataclass_fields__]
_SCHEDULES = (
    select(schedules, groups.c.zone, groups.c.language, groups.c.phrases, *_QUIET)
    .select_from(schedules)
    .join(groups)
    .outerjoin(quiet_times, quiet_times.c.group_id == schedules.c.group_id)
)


async def _schedules(tx: Transaction, query: Select[*tuple[object, ...]]) -> list[ScheduleRow]:
    rows = (await tx.execute(query)).mappings()
    return [_schedule_row(tx.vault, row, row["words"]) for row in rows]


def _schedule_row(vault: Vault, row: RowMapping, sealed: bytes | None) -> ScheduleRow:
    plain = {key: row[key] for key in _PLAIN}
    words, language = _opened(vault, sealed), spoken(vault, row["language"], row["phrases"])
    return ScheduleRow(**plain, rule=_rule(row), words=words, language=language)


def _rule(row: RowMapping) -> Schedule:
    quiet = Quiet(**{name: row[name] for name in Quiet.__dataclass_fields__})
    rule = rule_of(row, row["zone"], away=quiet.away, quiet=quiet.hours)
    days = frozenset(date.fromisoformat(day) for day in (row["left_out"] or "").split())
    return replace(rule, left_out=days)


def _sealed(vault: Vault, words: Mapping[str, str] | None) -> bytes | None:
    return vault.seal_words(json.dumps(dict(words)), _WORDS) if words else None


def _opened(vault: Vault, sealed: bytes | None) -> dict[str, str]:
    return dict(json.loads(vault.open_words(sealed, _WORDS))) if sealed else {}
