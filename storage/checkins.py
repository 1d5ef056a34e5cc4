"""Schedules, the check-ins they bring about, and the answers to them.

Belongs here: statements on `schedules`, `checkins`, `answers`. May not enter: when the next
occurrence is (domain), who may answer (handlers). Times are UTC seconds.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, RowMapping, Select, delete, insert, literal, select, update

from domain.schedule import Schedule
from storage.engine import Transaction
from storage.schema import answers, checkins, groups, outbox, schedules
from storage.vault import Vault
from storage.weekdays import mask, weekdays

_WORDS = "schedules.words"


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """When a group is asked.

    `window` is how many seconds a check-in stays open, `words` are the group's own names of
    answers (C7), `next_at` is when it is due next (None: never), `paused_reason` why it is not
    posted for now.
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

    @property
    def zone(self) -> str:
        """The group's time zone (C4)."""
        return self.rule.zone


@dataclass(frozen=True, slots=True)
class CheckinRow:
    """One occurrence of a schedule; `local_date` is an ISO date in the group's zone (C6)."""

    id: int
    schedule_id: int
    group_id: int
    local_date: str
    due_at: int
    closes_at: int
    closed: bool


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
) -> int:
    """Add a schedule to a group; answers its id. The group's zone replaces that of `rule`."""
    values = {
        "group_id": group_id,
        "kind": kind,
        "weekdays": mask(rule.weekdays),
        "minute": rule.minute,
    }
    values |= {"window": window, "topic": topic, "next_at": next_at}
    row = insert(schedules).values(words=_sealed(tx.vault, words), **values)
    return int((await tx.execute(row.returning(schedules.c.id))).scalar_one())


async def remove_schedules(tx: Transaction, group_id: int) -> None:
    """Erase the group's schedules, with their check-ins and answers."""
    await tx.execute(delete(schedules).where(schedules.c.group_id == group_id))


async def schedule(tx: Transaction, schedule_id: int) -> ScheduleRow | None:
    """The schedule with this id."""
    found = await _schedules(tx, _SCHEDULES.where(schedules.c.id == schedule_id))
    return found[0] if found else None


async def schedules_of(tx: Transaction, group_id: int) -> list[ScheduleRow]:
    """A group's schedules, oldest first."""
    query = _SCHEDULES.where(schedules.c.group_id == group_id).order_by(schedules.c.id)
    return await _schedules(tx, query)


async def due(tx: Transaction, now: int, limit: int) -> list[ScheduleRow]:
    """Schedules whose next time has come, earliest first; on PostgreSQL nobody else gets them
    before this transaction ends.

    Those that are paused are left out, and those of groups that have not agreed or are suspended.
    """
    willing = (groups.c.agreed_at.is_not(None), groups.c.suspended_at.is_(None))
    query = _SCHEDULES.where(schedules.c.next_at <= now, schedules.c.paused_reason.is_(None))
    query = query.where(*willing).order_by(schedules.c.next_at)
    query = query.limit(limit).with_for_update(of=schedules, skip_locked=True)
    return await _schedules(tx, query)


async def set_next(tx: Transaction, schedule_id: int, next_at: int | None) -> None:
    """Note when the schedule is due next; None: never."""
    await tx.execute(update(schedules).where(schedules.c.id == schedule_id).values(next_at=next_at))


async def pause(tx: Transaction, schedule_id: int, reason: str | None) -> None:
    """Post nothing for the schedule, for a reason; None: post again."""
    row = update(schedules).where(schedules.c.id == schedule_id)
    await tx.execute(row.values(paused_reason=reason))


async def rename_word(tx: Transaction, schedule_id: int, key: str, text: str) -> None:
    """Call the answer `key` by the group's own word from now on (C7)."""
    of_it = schedules.c.id == schedule_id
    stored = await tx.execute(select(schedules.c.words).where(of_it).with_for_update())
    words = _opened(tx.vault, stored.scalar_one())
    sealed = _sealed(tx.vault, words | {key: text})
    await tx.execute(update(schedules).where(of_it).values(words=sealed))


async def open_checkin(
    tx: Transaction, schedule_id: int, local_date: str, due_at: int, closes_at: int
) -> int | None:
    """Add the check-in of a local date; answers its id, or None when that date had one (C6)."""
    values = {"schedule_id": schedule_id, "local_date": local_date}
    row = tx.insert(checkins).values(due_at=due_at, closes_at=closes_at, **values)
    row = row.on_conflict_do_nothing(index_elements=["schedule_id", "local_date"])
    return (await tx.execute(row.returning(checkins.c.id))).scalar_one_or_none()


async def checkin(tx: Transaction, checkin_id: int) -> CheckinRow | None:
    """The check-in with this id."""
    query = select(checkins, schedules.c.group_id).join(schedules)
    row = (await tx.execute(query.where(checkins.c.id == checkin_id))).mappings().one_or_none()
    return CheckinRow(**row) if row else None


async def record(tx: Transaction, checkin_id: int, member_id: int, word: str) -> bool:
    """Keep a member's answer, the last one counts (C8); False: the check-in has been closed.

    One statement with a shared lock: no answer can slip in behind `close`.
    """
    answer = select(literal(checkin_id), literal(member_id), literal(word))
    answer = answer.where(checkins.c.id == checkin_id, ~checkins.c.closed)
    columns = ["checkin_id", "member_id", "word"]
    row = tx.insert(answers).from_select(columns, answer.with_for_update(read=True))
    row = row.on_conflict_do_update(
        index_elements=["checkin_id", "member_id"], set_={"word": row.excluded.word}
    )
    return bool((await tx.execute(row.returning(answers.c.word))).first())


async def answer(tx: Transaction, checkin_id: int, member_id: int) -> str | None:
    """The word a member's answer has now."""
    query = select(answers.c.word).where(*_answer(checkin_id, member_id))
    return (await tx.execute(query)).scalar_one_or_none()


async def take_back(tx: Transaction, checkin_id: int, member_id: int) -> None:
    """Erase a member's answer (C8)."""
    await tx.execute(delete(answers).where(*_answer(checkin_id, member_id)))


async def closing(tx: Transaction, now: int) -> list[CheckinRow]:
    """Open check-ins whose window has ended; on PostgreSQL nobody else gets them."""
    query = select(checkins, schedules.c.group_id).join(schedules)
    query = query.where(~checkins.c.closed, checkins.c.closes_at <= now)
    query = query.order_by(checkins.c.closes_at).with_for_update(of=checkins, skip_locked=True)
    return [CheckinRow(**row) for row in (await tx.execute(query)).mappings()]


async def last_in_doubt(tx: Transaction, schedule_id: int, since: int) -> int | None:
    """When the newest check-in since then was due, if it may not have appeared; else None."""
    query = select(checkins.c.due_at, outbox.c.state).join(
        outbox, (outbox.c.object_id == checkins.c.id) & (outbox.c.kind == "checkin")
    )
    query = query.where(checkins.c.schedule_id == schedule_id, checkins.c.due_at >= since)
    newest = (await tx.execute(query.order_by(checkins.c.due_at.desc()).limit(1))).first()
    return newest.due_at if newest and newest.state in ("unknown", "missed", "dead") else None


async def close(tx: Transaction, checkin_ids: Sequence[int]) -> None:
    """Close check-ins and erase their answers."""
    await tx.execute(update(checkins).where(checkins.c.id.in_(checkin_ids)).values(closed=True))
    await tx.execute(delete(answers).where(answers.c.checkin_id.in_(checkin_ids)))


_PLAIN = ("id", "group_id", "kind", "window", "topic", "next_at", "paused_reason")
_SCHEDULES = select(schedules, groups.c.zone, groups.c.language).join(groups)


async def _schedules(tx: Transaction, query: Select[*tuple[object, ...]]) -> list[ScheduleRow]:
    rows = (await tx.execute(query)).mappings()
    return [_schedule_row(tx.vault, row) for row in rows]


def _schedule_row(vault: Vault, row: RowMapping) -> ScheduleRow:
    plain = {key: row[key] for key in _PLAIN}
    rule = Schedule(weekdays(row["weekdays"]), row["minute"], row["zone"])
    return ScheduleRow(
        **plain, rule=rule, words=_opened(vault, row["words"]), language=row["language"]
    )


def _sealed(vault: Vault, words: Mapping[str, str] | None) -> bytes | None:
    return vault.seal_words(json.dumps(dict(words)), _WORDS) if words else None


def _opened(vault: Vault, sealed: bytes | None) -> dict[str, str]:
    return dict(json.loads(vault.open_words(sealed, _WORDS))) if sealed else {}


def _answer(checkin_id: int, member_id: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return answers.c.checkin_id == checkin_id, answers.c.member_id == member_id
