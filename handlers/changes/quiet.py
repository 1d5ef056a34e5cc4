"""Quiet hours and breaks of a group (C13, C18), as changes.

Belongs here: "1260-480", minutes of the day, and "2026-12-20/2027-01-03", dates. May not enter:
screens.
"""

from dataclasses import replace
from datetime import date

from domain.changes import Change
from domain.checkins import AWAY
from domain.schedule import next_at
from handlers import wording
from handlers.changes.kind import Kind
from storage import checkins
from storage.checkins import Quiet
from storage.engine import Transaction
from storage.groups import Group


async def _hours_now(tx: Transaction, group: Group, _: Change) -> str:
    hours = (await checkins.quiet_of(tx, group.id)).hours
    return "-".join(map(str, hours)) if hours else ""


async def _set_hours(tx: Transaction, group: Group, change: Change, at: int) -> None:
    """Keep other quiet hours; what falls into them waits for their end."""
    begin, _, end = change.value.partition("-")
    hours = (int(begin), int(end)) if end else (None, None)
    quiet = await checkins.quiet_of(tx, group.id)
    await _keep(tx, group, replace(quiet, night_from=hours[0], night_until=hours[1]), at)


def _hours_words(group: Group, value: str) -> str:
    begin, end = (f"{int(each) // 60:02}:{int(each) % 60:02}" for each in value.split("-"))
    return wording.text(group.language, "quiet.from_until", begin=begin, end=end)


async def _break_now(tx: Transaction, group: Group, _: Change) -> str:
    quiet = await checkins.quiet_of(tx, group.id)
    return f"{quiet.away_from}/{quiet.away_until}" if quiet.away else ""


async def _set_break(tx: Transaction, group: Group, change: Change, at: int) -> None:
    """Keep another break, or none; it ends by itself."""
    begin, _, end = change.value.partition("/")
    quiet = await checkins.quiet_of(tx, group.id)
    await _keep(tx, group, replace(quiet, away_from=begin or None, away_until=end or None), at)


def _break_words(group: Group, value: str) -> str:
    first, end = (wording.date(group.language, date.fromisoformat(day)) for day in value.split("/"))
    return wording.text(group.language, "quiet.dates", first=first, end=end)


async def _keep(tx: Transaction, group: Group, quiet: Quiet, at: int) -> None:
    """Keep the quiet times, and let everything that waits wait for its new next time."""
    await checkins.keep_quiet(tx, group.id, quiet)
    for row in await checkins.schedules_of(tx, group.id):
        if row.paused_reason != AWAY:
            await checkins.set_next(tx, row.id, next_at(row.rule, at))


HOURS = Kind(_hours_now, _set_hours, _hours_words)
BREAK = Kind(_break_now, _set_break, _break_words)
