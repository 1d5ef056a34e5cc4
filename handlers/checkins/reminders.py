"""One reminder, for who asked for it, whether or not they answered (C12).

Belongs here: asking for one, leaving it again, and the letter. May not enter: reminding anybody
else, or looking at who answered.
"""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from domain.checkins import reminder_at
from domain.delivery import Lane
from domain.refusals import NotReachable
from handlers import wording
from handlers.checkins.taps import open_checkin, schedule_of
from handlers.notes import Post
from handlers.step import Step
from storage import checkins, groups, outbox, people
from storage.engine import Transaction
from storage.outbox import Addressee, Wanted

KIND = "checkin_reminder"
_SUPERGROUP = "-100"


async def remind(step: Step) -> None:
    """Ask for the one reminder, or leave it again. Raises NotReachable, CheckinClosed."""
    checkin = await open_checkin(step)
    person = await people.remember(step.tx, step.telegram_id)
    asked = await outbox.by_object(step.tx, KIND, checkin.id, person.id)
    if asked is not None:
        await outbox.withdraw(step.tx, KIND, checkin.id, person.id)
        return
    if not person.reachable:
        raise NotReachable
    await people.seen(step.tx, checkin.group_id, person.id, step.now)
    at = reminder_at(checkin.closes_at, step.now)
    end = checkin.closes_at
    letter = Wanted(KIND, checkin.id, checkin.group_id, Lane.PRIVATE, at, end, person.id)
    await outbox.ask(step.tx, letter)


async def show_reminder(step: Step) -> None:
    """Say when the reminder comes, or that none does."""
    checkin = await open_checkin(step)
    row = await schedule_of(step, checkin)
    person = await people.remember(step.tx, step.telegram_id)
    asked = await outbox.by_object(step.tx, KIND, checkin.id, person.id)
    if asked is None:
        step.answer(wording.text(row.language, "checkin.reminder_left"))
    elif asked.state == "due":
        at = wording.clock_time(row.language, asked.due_at, row.zone)
        step.answer(wording.text(row.language, "checkin.reminder", time=at, zone=row.zone))
    else:
        step.answer(wording.text(row.language, "checkin.reminder_sent"))


async def render_reminder(tx: Transaction, checkin_id: int, to: Addressee, now: int) -> Post | None:
    """The letter, or None when the check-in has closed, or they are not in the group any more."""
    checkin = await checkins.checkin(tx, checkin_id)
    if checkin is None or checkin.closed or checkin.closes_at <= now or to.person_id is None:
        return None
    row = await checkins.schedule(tx, checkin.schedule_id)
    group = await groups.get(tx, checkin.group_id)
    here = await people.member_seen_at(tx, checkin.group_id, to.person_id)
    if row is None or group is None or not group.is_open or here is None:
        return None
    until = wording.moment(row.language, checkin.closes_at, row.zone)
    words = wording.text(row.language, "reminder.letter", until=until)
    posted = await outbox.by_object(tx, "checkin", checkin_id)
    link = _link(row.language, group.chat_id, posted.message_id if posted else None)
    return Post(to.chat_id, None, words, link)


def _link(language: str, chat_id: int, message_id: int | None) -> InlineKeyboardMarkup | None:
    """A button to the post; only messages of supergroups have an address."""
    if message_id is None or not str(chat_id).startswith(_SUPERGROUP):
        return None
    url = f"https://t.me/c/{str(chat_id).removeprefix(_SUPERGROUP)}/{message_id}"
    label = wording.text(language, "button.to_checkin")
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, url=url)]])
