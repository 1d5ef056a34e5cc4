"""Beside our names: the post with the names of those who show theirs, until the close (C10).

Belongs here: the edits of the post. May not enter: the taps (`taps`), the close (`rounds`).
"""

from domain.checkins import EDIT_GAP, beside_names
from domain.delivery import Lane
from handlers import wording
from handlers.checkins.posts import keyboard_again, standing, weather_word, words_of
from handlers.notes import Edit
from storage import checkins, outbox
from storage.checkins import CheckinRow, ScheduleRow
from storage.engine import Transaction
from storage.outbox import Wanted


async def refresh(tx: Transaction, checkin: CheckinRow, now: int) -> None:
    """Ask for the post as it is now; several askings within a few seconds become one (I8)."""
    at, end = now + EDIT_GAP, checkin.closes_at
    edit = Wanted(checkins.NAMES_POST, checkin.id, checkin.group_id, Lane.EDITS, at, end)
    await outbox.renew(tx, edit)


async def render_names(tx: Transaction, checkin_id: int, now: int) -> Edit | None:
    """The post with the names beside their words, or None when it is closed or not there."""
    found = await standing(tx, checkin_id)
    if found is None or found.checkin.closed or found.checkin.closes_at <= now:
        return None
    words = await with_names(tx, found.row, found.checkin)
    keyboard = await keyboard_again(tx, found.row, found.checkin)
    return Edit(found.chat_id, found.message_id, words, await keyboard.save(tx))


async def with_names(tx: Transaction, row: ScheduleRow, checkin: CheckinRow) -> str:
    """The text of the post, and below it the names of those who show theirs."""
    beside, all_fit = beside_names(await checkins.shown(tx, checkin.id))
    lines = [
        wording.text(
            row.language, "names.line", word=weather_word(row, word), names=", ".join(names)
        )
        for word, names in beside.items()
    ]
    if not all_fit:
        lines.append(wording.text(row.language, "names.more"))
    return "\n".join([await words_of(tx, row, checkin), *([""] if lines else []), *lines])
