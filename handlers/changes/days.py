"""One date of a check-in, left out or let come again (A7), as a change.

Belongs here: "2026-12-01=out", a date and what becomes of it. May not enter: pauses (`checkins`).
"""

from datetime import date

from domain.changes import Change
from domain.refusals import DatePast, SkipGone
from domain.schedule import local_date, next_at
from domain.weeks import IN, OUT, turned
from handlers import wording
from handlers.changes.kind import Kind
from storage import checkins
from storage.checkins import ScheduleRow
from storage.engine import Transaction
from storage.groups import Group


def value_of(day: date, to: str) -> str:
    """The value of the change."""
    return f"{day.isoformat()}={to}"


async def _now(tx: Transaction, group: Group, change: Change) -> str:
    row, (day, _) = await _row(tx, group, change), _read(change.value)
    return value_of(day, OUT if day in row.rule.left_out else IN)


async def _apply(tx: Transaction, group: Group, change: Change, at: int) -> None:
    """Raises DatePast, SkipGone."""
    row, (day, to) = await _row(tx, group, change), _read(change.value)
    if day < local_date(at, group.zone):
        raise DatePast
    rule = turned(row.rule, day, to, at)
    coming = None if row.next_at is None and to == OUT else next_at(rule, at)
    await checkins.leave_days_out(tx, row.id, rule.left_out, coming)


def _lines(group: Group, _: str, after: str) -> str:
    day, to = _read(after)
    shown = wording.date(group.language, day)
    if to == OUT:
        return wording.text(group.language, "change.day_out", day=shown)
    return wording.text(group.language, "change.day_in", day=shown)


def _words(group: Group, value: str) -> str:
    return _lines(group, "", value)


def _read(value: str) -> tuple[date, str]:
    day, _, to = value.partition("=")
    return date.fromisoformat(day), to


async def _row(tx: Transaction, group: Group, change: Change) -> ScheduleRow:
    row = await checkins.schedule(tx, change.object_id or 0)
    if row is None or row.group_id != group.id:
        raise SkipGone
    return row


DAY = Kind(_now, _apply, _words, lines=_lines)
