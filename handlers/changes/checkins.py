"""A group's check-ins (C3, C7, C9, C15), as changes.

Belongs here: a schedule as the line of its sketch, its pauses, its own words, the group's own
questions. May not enter: screens.
"""

from dataclasses import replace
from datetime import date

from domain import sketches
from domain.changes import Change
from domain.checkins import AWAY, QUESTION, WINDOW
from domain.refusals import DatePast, ScheduleChanged, SkipGone
from domain.schedule import Schedule, next_at
from domain.sketches import Sketch
from handlers import wording
from handlers.changes.kind import Kind, plain
from storage import checkins
from storage.checkins import ScheduleRow
from storage.engine import Transaction
from storage.groups import Group

# A whole schedule: the line of a sketch, which says also which edition it was made from.


def as_sketch(row: ScheduleRow) -> Sketch:
    """A schedule as somebody would sketch it."""
    rule = replace(row.rule, not_before=None, left_out=frozenset(), away=None, quiet=None)
    return Sketch(row.id, row.edition, row.kind, row.prompts, row.mode, rule, row.topic)


async def _schedule_now(tx: Transaction, group: Group, change: Change) -> str:
    row = await _row(tx, group, change)
    return sketches.written(as_sketch(row)) if row else ""


async def _save(tx: Transaction, group: Group, change: Change, at: int) -> None:
    """Raises ScheduleChanged when somebody else was first, DatePast."""
    if not change.value:
        await checkins.remove_schedule(tx, (await _there(tx, group, change)).id)
        return
    sketch = sketches.read(change.value, group.zone)
    if change.object_id is None:
        await _add(tx, group, sketch, at)
    else:
        await _change(tx, group, await _there(tx, group, change), sketch, at)


async def _add(tx: Transaction, group: Group, sketch: Sketch, at: int) -> None:
    await checkins.add_schedule(
        tx,
        group.id,
        kind=sketch.kind,
        rule=sketch.rule,
        window=WINDOW[sketch.kind],
        topic=sketch.topic,
        next_at=await _coming(tx, group, sketch.rule, at),
        mode=sketch.mode,
        prompts=sketch.prompts,
    )


async def _change(tx: Transaction, group: Group, row: ScheduleRow, to: Sketch, at: int) -> None:
    rule = replace(to.rule, not_before=row.rule.not_before, left_out=row.rule.left_out)
    coming = await _coming(tx, group, rule, at)
    saved = await checkins.change(
        tx,
        row.id,
        to.edition,
        kind=to.kind,
        rule=rule,
        window=row.window if row.kind == to.kind else WINDOW[to.kind],
        prompts=to.prompts,
        mode=to.mode,
        next_at=None if row.paused_reason == AWAY else coming,
    )
    if not saved:
        raise ScheduleChanged


async def _coming(tx: Transaction, group: Group, rule: Schedule, at: int) -> int:
    """When the next one is, within the group's quiet hours and break. Raises DatePast."""
    quiet = await checkins.quiet_of(tx, group.id)
    coming = next_at(replace(rule, away=quiet.away, quiet=quiet.hours), at)
    if coming is None:
        raise DatePast
    return coming


def _schedule_words(group: Group, value: str) -> str:
    sketch, say = sketches.read(value, group.zone), group.language
    if sketch.kind == QUESTION:
        more = wording.text(say, f"source.{sketch.prompts}")
    else:
        more = wording.text(say, f"mode.{sketch.mode}")
    what = wording.text(say, f"kind.{sketch.kind}")
    clock = f"{sketch.rule.minute // 60:02}:{sketch.rule.minute % 60:02}"
    days, zone = _days(say, sketch.rule), group.zone
    return wording.text(
        say, "change.schedule", what=what, more=more, days=days, time=clock, zone=zone
    )


def _days(say: str, rule: Schedule) -> str:
    if rule.once_on is not None:
        return wording.full_date(say, rule.once_on)
    if rule.month_day is not None:
        return wording.text(say, "change.month_day", day=rule.month_day)
    names = wording.weekdays(say)
    how = wording.text(say, f"repeat.{rule.every}")
    return f"{how}, {', '.join(names[day] for day in sorted(rule.weekdays))}"


# Its pauses: a date before which nothing comes, or "away".


async def _pause_now(tx: Transaction, group: Group, change: Change) -> str:
    row = await _row(tx, group, change)
    if row is None:
        return ""
    day = row.rule.not_before
    return row.paused_reason or (day.isoformat() if day else "")


async def _pause(tx: Transaction, group: Group, change: Change, at: int) -> None:
    row = await _there(tx, group, change)
    if change.value == AWAY:
        await checkins.leave_out(tx, row.id, None, None)
        await checkins.pause(tx, row.id, AWAY)
        return
    if row.paused_reason == AWAY:
        await checkins.pause(tx, row.id, None)
    day = date.fromisoformat(change.value) if change.value else None
    coming = next_at(replace(row.rule, not_before=day), at)
    await checkins.leave_out(tx, row.id, day, coming)


def _pause_words(group: Group, value: str) -> str:
    if value == AWAY:
        return wording.text(group.language, "change.away")
    day = wording.date(group.language, date.fromisoformat(value))
    return wording.text(group.language, "change.not_before", day=day)


# Its words for the weather: "windy=Breezy".


async def _word_now(tx: Transaction, group: Group, change: Change) -> str:
    row, key = await _row(tx, group, change), change.value.partition("=")[0]
    return f"{key}={row.words.get(key, '')}" if row else ""


async def _rename(tx: Transaction, group: Group, change: Change, _: int) -> None:
    key, word = change.value.split("=", 1)
    await checkins.rename_word(tx, (await _there(tx, group, change)).id, key, word)


def _word(group: Group, value: str) -> str:
    key, _, word = value.partition("=")
    return word or wording.text(group.language, f"weather.{key}")


# A question of the group's own, from when it is kept.


async def _question_now(tx: Transaction, group: Group, change: Change) -> str:
    found = await checkins.prompt(tx, change.object_id or 0)
    is_ours = found is not None and found.group_id == group.id and found.kept_at is not None
    return found.words if found and is_ours else ""


async def _keep_or_remove(tx: Transaction, group: Group, change: Change, at: int) -> None:
    found = await checkins.prompt(tx, change.object_id or 0)
    if found is None or found.group_id != group.id:
        raise SkipGone
    if change.value:
        await checkins.keep_prompt(tx, found.id, at)
    else:
        await checkins.remove_prompt(tx, found.id)


# Several at once, as they come in a file (G16): a question a line, those of the group among them.


async def questions_of(tx: Transaction, group_id: int) -> list[str]:
    """The questions that the group has kept."""
    found = [await checkins.prompt(tx, each) for each in await checkins.kept_prompts(tx, group_id)]
    return [each.words for each in found if each is not None]


async def _questions_now(tx: Transaction, group: Group, _: Change) -> str:
    return "\n".join(await questions_of(tx, group.id))


async def _add_questions(tx: Transaction, group: Group, change: Change, at: int) -> None:
    there = await questions_of(tx, group.id)
    for words in change.value.splitlines():
        if words not in there:
            prompt_id = await checkins.propose_prompt(tx, group.id, words, at)
            await checkins.keep_prompt(tx, prompt_id, at)


def _new_questions(_: Group, before: str, after: str) -> str:
    there = before.splitlines()
    return "\n".join(f"+ {each}" for each in after.splitlines() if each not in there)


async def _row(tx: Transaction, group: Group, change: Change) -> ScheduleRow | None:
    row = None if change.object_id is None else await checkins.schedule(tx, change.object_id)
    return row if row and row.group_id == group.id else None


async def _there(tx: Transaction, group: Group, change: Change) -> ScheduleRow:
    """The schedule that is changed. Raises ScheduleChanged."""
    row = await _row(tx, group, change)
    if row is None:
        raise ScheduleChanged
    return row


SCHEDULE = Kind(_schedule_now, _save, _schedule_words)
PAUSE = Kind(_pause_now, _pause, _pause_words)
WORD = Kind(_word_now, _rename, _word)
QUESTION_OF_OURS = Kind(_question_now, _keep_or_remove, plain)
QUESTIONS_OF_OURS = Kind(_questions_now, _add_questions, plain, _new_questions)
