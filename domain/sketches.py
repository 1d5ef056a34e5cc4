"""A sketch of a schedule: what a steward puts together before anything is saved (C3).

Belongs here: the sketch, its choices, and its form as one line of text, which the buttons of a
screen carry: so nothing half-made is stored, and two stewards do not get in each other's way. May
not enter: screens, saving.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.checkins import KINDS, ME, MODES, QUESTION
from domain.prompts import MIXED
from domain.refusals import DatePast, DateTooFar, TimeUnfit
from domain.schedule import FURTHEST, Schedule, local_date

EVERY = (1, 2, 3, 4)
"""Every so many weeks, as the screens offer it."""
MONTHLY, ONCE = "month", "once"
HOURS = range(7, 22)
"""Full hours that are offered: never at night (voice)."""
MINUTES = (0, 15, 30, 45)
AHEAD = 21
"""Days ahead that are offered for a one-off."""
FIRST_WEEKDAY, FIRST_MINUTE = 1, 18 * 60
"""What a new sketch begins with: Tuesday at six in the evening."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """A schedule as it would be saved.

    `schedule_id`: the one that it changes, None for a new one; `edition`: the one that its steward
    has seen. The rule has the zone of the group.
    """

    schedule_id: int | None
    edition: int
    kind: str
    prompts: str
    mode: str
    rule: Schedule
    topic: int | None = None


def new(zone: str, topic: int | None) -> Sketch:
    """What a steward begins with: one question a week (C7)."""
    rule = Schedule(frozenset({FIRST_WEEKDAY}), FIRST_MINUTE, zone)
    return Sketch(None, 0, QUESTION, MIXED, ME, rule, topic)


def written(sketch: Sketch) -> str:
    """The sketch as one line, without the zone."""
    rule = sketch.rule
    parts = (
        sketch.schedule_id,
        sketch.edition,
        sketch.kind,
        sketch.prompts,
        sketch.mode,
        sketch.topic,
        "".join(map(str, sorted(rule.weekdays))),
        rule.minute,
        rule.every,
        rule.begins,
        rule.month_day,
        rule.once_on,
    )
    return "|".join("" if part is None else str(part) for part in parts)


def read(line: str, zone: str) -> Sketch:
    """The sketch that `written` made. Raises ValueError for anything else."""
    whole, edition, kind, prompts, mode, topic, days, minute, every, begins, month, once = (
        line.split("|")
    )
    if kind not in KINDS or mode not in MODES:
        raise ValueError("no sketch")
    rule = Schedule(
        frozenset(map(int, days)),
        int(minute),
        zone,
        every=int(every),
        begins=date.fromisoformat(begins) if begins else None,
        month_day=int(month) if month else None,
        once_on=date.fromisoformat(once) if once else None,
    )
    topic_id = int(topic) if topic else None
    schedule_id = int(whole) if whole else None
    return Sketch(schedule_id, int(edition), kind, prompts, mode, rule, topic_id)


def repeating(sketch: Sketch, repeat: str, today: date) -> Sketch:
    """With another rhythm: every so many weeks from this one on, each month, or once."""
    rule = sketch.rule
    weekday = frozenset({min(rule.weekdays, default=FIRST_WEEKDAY)})
    plain = Schedule(weekday, rule.minute, rule.zone)
    if repeat == MONTHLY:
        day = rule.month_day or today.day
        plain = replace(plain, weekdays=frozenset(), month_day=day)
    elif repeat == ONCE:
        day_ahead = rule.once_on or today + timedelta(days=7)
        plain = replace(plain, weekdays=frozenset(), once_on=day_ahead)
    else:
        weeks = int(repeat)
        days = rule.weekdays or weekday
        plain = replace(plain, weekdays=days, every=weeks, begins=today if weeks > 1 else None)
    return replace(sketch, rule=plain)


def with_weekday(sketch: Sketch, weekday: int) -> Sketch:
    """With that weekday, or without it where it was chosen; the last one stays."""
    weekdays = (sketch.rule.weekdays ^ {weekday}) or sketch.rule.weekdays
    return replace(sketch, rule=replace(sketch.rule, weekdays=weekdays))


def date_ahead(text: str, now: int, zone: str) -> date:
    """A date that somebody typed, as in 2026-12-24 or 24.12.2026.

    Raises DatePast for today or before, DateTooFar, TimeUnfit for anything that is no date.
    """
    plain, today = text.strip(), local_date(now, zone)
    try:
        if "." in plain:
            day, month, year = (int(part) for part in plain.split("."))
            found = date(year, month, day)
        else:
            found = date.fromisoformat(plain)
    except ValueError:
        raise TimeUnfit from None
    if found <= today:
        raise DatePast
    if found > today + FURTHEST:
        raise DateTooFar
    return found


def minute_of(text: str) -> int:
    """Minutes after midnight of a time that somebody typed, as in 18:30. Raises TimeUnfit."""
    hour, colon, minute = text.strip().partition(":")
    if not (colon and hour.isdecimal() and minute.isdecimal() and len(minute) == 2):
        raise TimeUnfit
    if int(hour) > 23 or int(minute) > 59:
        raise TimeUnfit
    return int(hour) * 60 + int(minute)
