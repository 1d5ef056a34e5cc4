"""The taps on a check-in, and what only the one who tapped sees.

Belongs here: the conversation of answering (C8, C10, C11, C21, C22). May not enter: how the post
looks (`posts`).
"""

from collections.abc import Sequence

from domain.checkins import ANSWERS, HERE, NAMES, Window
from domain.people import shown_name
from domain.refusals import ButtonGone, CheckinClosed, NothingToShow
from handlers import wording
from handlers.checkins.names import refresh
from handlers.checkins.posts import weather_word
from handlers.step import Step
from storage import checkins, outbox, people
from storage.checkins import Answer, CheckinRow, ScheduleRow


async def record(steps: Sequence[Step]) -> None:
    """Keep the tapped words; each member's last counts (C8). Raises ButtonGone, CheckinClosed."""
    tx, words = steps[0].tx, [_word(step) for step in steps]
    rows = await _open_checkins(steps)
    who = await _seen(steps, rows)
    await _take_names_off(steps, rows, who)
    ids = [row.id for row in rows]
    if not await checkins.record(tx, list(zip(ids, who, words, strict=True))):
        raise CheckinClosed
    await _prove(steps)


async def _seen(steps: Sequence[Step], rows: Sequence[CheckinRow]) -> list[int]:
    """The members who tapped; a tap in the group is a sight of them there (design: rights)."""
    tx, now = steps[0].tx, steps[0].now
    known = await people.remember_all(tx, [step.telegram_id for step in steps])
    taps = zip(steps, rows, strict=True)
    places = [(row.group_id, known[step.telegram_id].id) for step, row in taps]
    members = await people.seen_all(tx, places, now)
    return [members[place] for place in places]


def _word(step: Step) -> str:
    """The tapped word. Raises ButtonGone."""
    if step.pressed.choice not in ANSWERS:
        raise ButtonGone
    return step.pressed.choice


async def take_back(step: Step) -> None:
    """Keep nothing of what was tapped (C8). Raises CheckinClosed."""
    checkin = await open_checkin(step)
    who = await member(step, checkin)
    await _take_names_off([step], [checkin], [who])
    await checkins.take_back(step.tx, checkin.id, who)


async def show_name(step: Step) -> None:
    """Put the first name of the one who tapped beside their word (C10). Raises NothingToShow."""
    checkin = await open_checkin(step)
    person = step.update.effective_user
    if checkin.mode != NAMES or person is None:
        raise ButtonGone
    name = shown_name(person.first_name)
    if not await checkins.show_name(step.tx, checkin.id, await member(step, checkin), name):
        raise NothingToShow
    await refresh(step.tx, checkin, step.now)


async def show_answers(steps: Sequence[Step]) -> None:
    """Say, to each who tapped and nobody else, what is kept now (C10)."""
    rows = await _open_checkins(steps)
    kept = await _kept(steps, rows)
    for step, row in zip(steps, rows, strict=True):
        answer = kept.get((row.id, step.telegram_id))
        _say(step, await schedule_of(step, row), row.closes_at, answer)


async def _kept(steps: Sequence[Step], rows: Sequence[CheckinRow]) -> dict[tuple[int, int], Answer]:
    """What is kept, by check-in and Telegram id.

    Whoever has left meanwhile is not made a member again by a tap that comes a second time.
    """
    tx = steps[0].tx
    known = await people.find_all(tx, [step.telegram_id for step in steps])
    here = await people.members_of(
        tx, {row.group_id for row in rows}, [person.id for person in known.values()]
    )
    answers = await checkins.answers_of(tx, {row.id for row in rows}, list(here.values()))
    kept = {}
    for step, row in zip(steps, rows, strict=True):
        person = known.get(step.telegram_id)
        who = person and here.get((row.group_id, person.id))
        if who and (answer := answers.get((row.id, who))):
            kept[row.id, step.telegram_id] = answer
    return kept


def _say(step: Step, row: ScheduleRow, closes_at: int, kept: Answer | None) -> None:
    until = wording.clock_time(row.language, closes_at, row.zone)
    if kept is None:
        step.answer(wording.text(row.language, "checkin.nothing_kept", until=until))
    elif kept.has_name:
        word = weather_word(row, kept.word)
        step.answer(wording.text(row.language, "checkin.shown", word=word, until=until))
    elif kept.word == HERE:
        step.answer(wording.text(row.language, "checkin.here", until=until))
    else:
        word = weather_word(row, kept.word)
        step.answer(wording.text(row.language, "checkin.kept", word=word, until=until))


async def _open_checkins(steps: Sequence[Step]) -> list[CheckinRow]:
    """Those behind the tapped buttons, read at once. Raises CheckinClosed, ButtonGone."""
    await checkins.foresee(steps[0].tx, {step.pressed.object_id or 0 for step in steps})
    return [await open_checkin(step) for step in steps]


async def open_checkin(step: Step) -> CheckinRow:
    """The check-in behind the tapped button. Raises CheckinClosed, ButtonGone."""
    object_id = step.pressed.object_id
    checkin = None if object_id is None else await checkins.checkin(step.tx, object_id)
    if checkin is None:
        raise CheckinClosed
    Window(checkin.closes_at, checkin.closed).require_open(step.now)
    return checkin


async def member(step: Step, checkin: CheckinRow) -> int:
    """The member who tapped."""
    return (await _seen([step], [checkin]))[0]


async def schedule_of(step: Step, checkin: CheckinRow) -> ScheduleRow:
    row = await checkins.schedule(step.tx, checkin.schedule_id)
    assert row is not None  # a check-in cannot outlive its schedule
    return row


async def _take_names_off(
    steps: Sequence[Step], rows: Sequence[CheckinRow], who: Sequence[int]
) -> None:
    """Let the posts be edited from which a name comes off, with the word that it stood beside."""
    named = {row.id: row for row in rows if row.mode == NAMES}
    if not named:
        return
    answers = await checkins.answers_of(steps[0].tx, named, who)
    taps = {(row.id, member_id) for row, member_id in zip(rows, who, strict=True)}
    for checkin_id in {tap[0] for tap in taps & answers.keys() if answers[tap].has_name}:
        await refresh(steps[0].tx, named[checkin_id], steps[0].now)


async def _prove(steps: Sequence[Step]) -> None:
    """A tap on the post proves that it arrived."""
    tapped = {step.pressed.object_id: step.tapped_place for step in steps}
    known = {row_id: place for row_id, place in tapped.items() if row_id and place}
    if known:
        await outbox.prove_all(steps[0].tx, "checkin", known)
