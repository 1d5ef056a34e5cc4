"""Dates that come and dates that are left out, in words: for a group's check-in and for one's own.

Belongs here: what both say about a rule (C3, C9). May not enter: whose rule it is, saving.
"""

from dataclasses import replace
from datetime import date, timedelta

from domain.schedule import Occurrence, Schedule, local_date, occurrences
from handlers import wording

NEXT_SHOWN = 3
"""Dates that are shown (C3)."""
LEFT_OUT_SHOWN = 3
"""Dates that a pause leaves out, as far as they are named."""
WEEKS = (1, 2, 4, 8)
"""How long the pauses are that can be had with one tap."""


def is_paused(rule: Schedule, now: int) -> bool:
    """Whether a skip or a pause is in force."""
    return rule.not_before is not None and rule.not_before > local_date(now, rule.zone)


def left_out(rule: Schedule, now: int) -> list[Occurrence]:
    """The dates ahead that a skip or a pause leaves out, the first few of them."""
    found: list[Occurrence] = []
    for each in occurrences(replace(rule, not_before=None), now):
        if each.local_date >= (rule.not_before or each.local_date):
            break
        found.append(each)
        if len(found) == LEFT_OUT_SHOWN:
            break
    return found


def pause_lines(language: str, rule: Schedule, now: int) -> list[str]:
    """What is left out, until when, and how to undo it (C9); nothing where nothing is."""
    if not is_paused(rule, now):
        return []
    assert rule.not_before is not None  # that is what a pause is
    days = [wording.day(language, each.at, rule.zone) for each in left_out(rule, now)]
    lines = [wording.text(language, "schedule.skipped", day="; ".join(days))] if days else []
    if len(days) != 1:
        until = wording.date(language, rule.not_before)
        lines.insert(0, wording.text(language, "schedule.paused", day=until))
    return [*lines, wording.text(language, "schedule.undo")]


def pauses(language: str, today: date) -> list[tuple[str, str]]:
    """The pauses that can be had with one tap: what each is called, and its date (ISO)."""
    days = [today + timedelta(weeks=weeks) for weeks in WEEKS]
    return [
        (
            wording.text(language, "button.pause_until", day=wording.date(language, day)),
            day.isoformat(),
        )
        for day in days
    ]
