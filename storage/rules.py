"""The rule of a schedule in columns, the same for every table that has one.

Belongs here: the two ways between `domain/schedule.py` and the columns. May not enter: statements,
and what a rule takes from elsewhere (its zone, quiet hours, a break).
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.schedule import Schedule
from storage.weekdays import mask, weekdays


def columns_of(rule: Schedule) -> dict[str, object]:
    """The columns of a rule; without its zone, which belongs to whom the schedule is for."""
    return {
        "weekdays": mask(rule.weekdays),
        "minute": rule.minute,
        "every": rule.every,
        "begins": iso(rule.begins),
        "month_day": rule.month_day,
        "once_on": iso(rule.once_on),
        "not_before": iso(rule.not_before),
    }


def rule_of(
    row: Mapping[Any, Any],
    zone: str,
    *,
    away: tuple[date, date] | None = None,
    quiet: tuple[int, int] | None = None,
) -> Schedule:
    """The rule again, in a zone, within a break and quiet hours."""
    return Schedule(
        weekdays(row["weekdays"]),
        row["minute"],
        zone,
        every=row["every"],
        begins=_date(row["begins"]),
        month_day=row["month_day"],
        once_on=_date(row["once_on"]),
        not_before=_date(row["not_before"]),
        away=away,
        quiet=quiet,
    )


def iso(day: date | None) -> str | None:
    """A date as it rests."""
    return day.isoformat() if day else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
