"""The taps on a check-in, and what only the one who tapped sees.

Belongs here: the conversation of answering (C8, C10, C11, C21, C22). May not enter: how the post
looks (`posts`).
"""

from domain.checkins import ANSWERS, HERE, NAMES, Window
from domain.people import shown_name
from domain.refusals import ButtonGone, CheckinClosed, NothingToShow
from handlers import wording
from handlers.checkins.names import refresh
from handlers.checkins.posts import weather_word
from handlers.step import Step
from storage import checkins, outbox, people
from storage.checkins import CheckinRow, ScheduleRow


async def record(step: Step) -> None:
    """Keep the tapped word; the last tap counts (C8). Raises CheckinClosed."""
    checkin = await open_checkin(step)
    choice = step.pressed.choice
    if choice not in ANSWERS:
        raise ButtonGone
    who = await member(step, checkin)
    before = await _shown_before(step, checkin, who)
    await checkins.record(step.tx, checkin.id, who, choice)
    await prove(step, checkin)
    if before:
        await refresh(step.tx, checkin, step.now)


async def take_back(step: Step) -> None:
    """Keep nothing of what was tapped (C8). Raises CheckinClosed."""
    checkin = await open_checkin(step)
    who = await member(step, checkin)
    before = await _shown_before(step, checkin, who)
    await checkins.take_back(step.tx, checkin.id, who)
    if before:
        await refresh(step.tx, checkin, step.now)


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


async def show_answer(step: Step) -> None:
    """Say, to the one who tapped and nobody else, what is kept now (C10)."""
    checkin = await open_checkin(step)
    row = await schedule_of(step, checkin)
    # Whoever has left meanwhile is not made a member again by a tap that comes a second time.
    person = await people.find(step.tx, step.telegram_id)
    here = person and await people.member_of(step.tx, checkin.group_id, person.id)
    kept = await checkins.answer(step.tx, checkin.id, here[0]) if here else None
    until = wording.clock_time(row.language, checkin.closes_at, row.zone)
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


async def open_checkin(step: Step) -> CheckinRow:
    """The check-in behind the tapped button. Raises CheckinClosed, ButtonGone."""
    object_id = step.pressed.object_id
    checkin = None if object_id is None else await checkins.checkin(step.tx, object_id)
    if checkin is None:
        raise CheckinClosed
    Window(checkin.closes_at, checkin.closed).require_open(step.now)
    return checkin


async def member(step: Step, checkin: CheckinRow) -> int:
    """The member who tapped; a tap in the group is a sight of them there (design: rights)."""
    person = await people.remember(step.tx, step.telegram_id)
    return await people.seen(step.tx, checkin.group_id, person.id, step.now)


async def schedule_of(step: Step, checkin: CheckinRow) -> ScheduleRow:
    row = await checkins.schedule(step.tx, checkin.schedule_id)
    assert row is not None  # a check-in cannot outlive its schedule
    return row


async def _shown_before(step: Step, checkin: CheckinRow, member_id: int) -> bool:
    """Whether their name stands on the post, and so comes off it now."""
    if checkin.mode != NAMES:
        return False
    kept = await checkins.answer(step.tx, checkin.id, member_id)
    return kept is not None and kept.has_name


async def prove(step: Step, checkin: CheckinRow) -> None:
    """A tap on the post proves that it arrived."""
    if step.tapped_message:
        await outbox.prove(step.tx, "checkin", checkin.id, step.tapped_message)
