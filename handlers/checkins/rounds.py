"""What time brings: check-ins open, and close.

Belongs here: opening what is due, with its question (C1, C14), and closing (C11, M5). May not
enter: how a post looks (`posts`), taps.
"""

import secrets
from collections.abc import Collection, Sequence
from functools import partial

from domain.checkins import ALL, LATENESS, QUESTION
from domain.delivery import Lane
from domain.few_words import LEAST_APART, MEMBER_SEEN, few_words
from domain.groups import TOPIC_CLOSED
from domain.prompts import SERIES, draw, next_card, of_source, own_key
from domain.schedule import Occurrence, latest, newest_due, next_at
from handlers.alone import for_each
from storage import checkins, holds, outbox, people
from storage.checkins import CheckinRow, ScheduleRow
from storage.engine import Transaction
from storage.outbox import Wanted

AT_ONCE = 100
"""Check-ins that one tick opens, and closes, so that taps never wait long for the storage; the next
tick, a second later, takes others."""
TIDYING = 47 * 3600
"""Seconds in which a closed check-in is still tidied; Telegram allows edits for 48 hours."""

_RNG = secrets.SystemRandom()


async def tick(tx: Transaction, now: int) -> int:
    """Open the check-ins whose time has come, and close those whose window is over."""
    opened = await _open_due(tx, await checkins.due(tx, now, AT_ONCE), now)
    return opened + await for_each(tx, await checkins.closing(tx, now, AT_ONCE), _close, now)


async def _open_due(tx: Transaction, rows: Sequence[ScheduleRow], now: int) -> int:
    """Open these, earliest first; whether any group has a hold is asked for all of them at once."""
    if not rows:
        return 0
    since = rows[0].next_at or 0
    held = await holds.of_any(tx, {row.group_id for row in rows}, since)
    return await for_each(tx, rows, partial(_open_newest, held), now)


async def _open_newest(held: Collection[int], tx: Transaction, row: ScheduleRow, now: int) -> None:
    assert row.next_at is not None  # a due schedule has a time
    newest = newest_due(row.rule, row.next_at, now)
    # What falls into a hold is left out, not saved up (F9).
    if newest and not (row.group_id in held and await holds.until(tx, row.group_id, newest.at)):
        await _open(tx, row, newest)
    is_over = row.prompts in SERIES and await _card(tx, row) is None
    await checkins.set_next(tx, row.id, None if is_over else next_at(row.rule, now))


async def _open(tx: Transaction, row: ScheduleRow, newest: Occurrence) -> None:
    prompt, order = await _question(tx, row)
    day, closes_at = newest.local_date.isoformat(), newest.at + row.window
    opened = await checkins.open_checkin(
        tx, row.id, day, newest.at, closes_at, prompt=prompt, mode=row.mode
    )
    if opened is not None:
        if order is not None:
            await checkins.set_order(tx, row.group_id, order)
        end = latest(row.rule, newest.at, LATENESS)
        post = Wanted("checkin", opened, row.group_id, Lane.POSTS, newest.at, end)
        await outbox.ask(tx, post)


async def _question(tx: Transaction, row: ScheduleRow) -> tuple[str | None, list[str] | None]:
    """The key of the next question, None for the weather, and what waits after it, where that is
    another than before."""
    if row.kind != QUESTION:
        return None, None
    if row.prompts in SERIES:
        return await _card(tx, row), None
    order = await checkins.order_of(tx, row.group_id)
    own = [own_key(each) for each in await checkins.kept_prompts(tx, row.group_id)]
    return draw(order, of_source(row.prompts, own), _RNG)


async def _card(tx: Transaction, row: ScheduleRow) -> str | None:
    """The next card of the schedule's series, None behind its last."""
    return next_card(row.prompts, await checkins.cards_met(tx, row.id, row.prompts))


async def _close(tx: Transaction, checkin: CheckinRow, now: int) -> None:
    """Erase the answers, and ask for the line that stands in place of the post (M5)."""
    if checkin.mode == ALL:
        await _tell(tx, checkin, now)
    await checkins.close(tx, [checkin.id])
    end = now + TIDYING
    line = Wanted("checkin_closed", checkin.id, checkin.group_id, Lane.EDITS, now, end)
    await outbox.renew(tx, line)


async def _tell(tx: Transaction, checkin: CheckinRow, now: int) -> None:
    """Keep what the group is told, if it is told anything (C16)."""
    last = await checkins.last_told(tx, checkin.group_id)
    if last is not None and checkin.closes_at - last < LEAST_APART:
        return
    tapped = await checkins.words(tx, checkin.id)
    members = await people.members_seen(tx, checkin.group_id, now - MEMBER_SEEN)
    said = few_words(tapped, members, _RNG)
    if said:
        words = " ".join(f"{amount}:{word}" for amount, word in said)
        await checkins.tell(tx, checkin.id, words)


async def topic_gone(tx: Transaction, checkin_id: int) -> None:
    """The topic takes no messages: the schedule waits, and never goes to another one (A4)."""
    checkin = await checkins.checkin(tx, checkin_id)
    if checkin is not None:
        await checkins.pause(tx, checkin.schedule_id, TOPIC_CLOSED)
