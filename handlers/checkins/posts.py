"""How a check-in looks: the post, and the line in its place once it has closed.

Belongs here: text and buttons of both kinds (C7, C21, C22, M5). May not enter: what a tap does
(`taps`), when one is posted (`rounds`).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from telegram import InlineKeyboardButton

from domain.checkins import HERE, NAMES, WEATHER
from domain.few_words import AMOUNTS
from domain.prompts import id_of_own
from handlers import wording
from handlers.keyboards import Keyboard, signposts_button
from handlers.notes import Edit, Post
from storage import buttons, checkins, groups, holds, outbox
from storage.checkins import CheckinRow, ScheduleRow
from storage.engine import Transaction
from storage.groups import Group

LATE_TAPS = 14 * 86_400
"""Seconds after its close in which a tap still gets the kind word about closing (C11)."""


async def render(tx: Transaction, checkin_id: int, now: int) -> Post | None:
    """The check-in as it is posted now, or None when its reason is gone."""
    found = await _open(tx, checkin_id, now)
    if found is None or found[1].paused_reason or not found[2].is_open:
        return None
    if await holds.until(tx, found[2].id, now) is not None:
        return None
    return await _post(tx, *found)


async def render_again(tx: Transaction, checkin_id: int, now: int) -> Post | None:
    """The check-in that stands there, until it closes."""
    found = await _open(tx, checkin_id, now)
    return None if found is None else await _post(tx, *found)


async def _open(
    tx: Transaction, checkin_id: int, now: int
) -> tuple[CheckinRow, ScheduleRow, Group] | None:
    """What takes taps, with what it belongs to."""
    checkin = await checkins.checkin(tx, checkin_id)
    if checkin is None or checkin.closed or checkin.closes_at <= now:
        return None
    row = await checkins.schedule(tx, checkin.schedule_id)
    group = await groups.get(tx, checkin.group_id)
    return None if row is None or group is None else (checkin, row, group)


async def _post(tx: Transaction, checkin: CheckinRow, row: ScheduleRow, group: Group) -> Post:
    keyboard = _keyboard(row, checkin, {})
    return Post(group.chat_id, row.topic, await words_of(tx, row, checkin), await keyboard.save(tx))


@dataclass(frozen=True, slots=True)
class Standing:
    """A check-in whose post stands in the group."""

    row: ScheduleRow
    checkin: CheckinRow
    chat_id: int
    message_id: int


async def standing(tx: Transaction, checkin_id: int) -> Standing | None:
    """The check-in and where its post is, or None when it was never seen to stand there."""
    posted = await outbox.by_object(tx, "checkin", checkin_id)
    checkin = await checkins.checkin(tx, checkin_id)
    if posted is None or posted.message_id is None or checkin is None:
        return None
    row = await checkins.schedule(tx, checkin.schedule_id)
    group = await groups.get(tx, checkin.group_id)
    if row is None or group is None:
        return None
    return Standing(row, checkin, group.chat_id, posted.message_id)


async def render_closed(tx: Transaction, checkin_id: int, _: int) -> Edit | None:
    """The line in place of a closed check-in."""
    found = await standing(tx, checkin_id)
    if found is None:
        return None
    return Edit(found.chat_id, found.message_id, await _closed_words(tx, found.row, found.checkin))


async def words_of(tx: Transaction, row: ScheduleRow, checkin: CheckinRow) -> str:
    """The text of the post, without names."""
    if checkin.prompt is not None:
        question = await _prompt_words(tx, row, checkin.prompt)
        return wording.text(row.language, "question.post", question=question)
    until = wording.clock_time(row.language, checkin.closes_at, row.zone)
    return wording.text(row.language, f"post.{checkin.mode}", until=until, zone=row.zone)


async def _closed_words(tx: Transaction, row: ScheduleRow, checkin: CheckinRow) -> str:
    """A question stays, since what people wrote below it belongs to it."""
    day = wording.day(row.language, checkin.due_at, row.zone)
    if checkin.prompt is None:
        closed = wording.text(row.language, "checkin.closed", day=day)
        return "\n".join([closed, *_told_lines(row, checkin.told or "")])
    question = await _prompt_words(tx, row, checkin.prompt)
    return wording.text(row.language, "question.closed", day=day, question=question)


def _told_lines(row: ScheduleRow, told: str) -> list[str]:
    """What the group hears at the close (C16), and how much of it is chance."""
    said = [each.split(":") for each in told.split()]
    lines = []
    for amount in AMOUNTS:
        words = [weather_word(row, word) for of, word in said if of == amount]
        if words:
            lines.append(wording.text(row.language, f"told.{amount}", words=", ".join(words)))
    return [*lines, wording.text(row.language, "checkin.by_chance")] if lines else []


async def _prompt_words(tx: Transaction, row: ScheduleRow, key: str) -> str:
    """The question with that key: the group's own, or the catalog's in the group's language."""
    own = id_of_own(key)
    if own is None:
        return wording.text(row.language, f"prompt.{key}")
    found = await checkins.prompt(tx, own)
    return found.words if found else wording.text(row.language, "prompts.taken_out")


def schedule_name(row: ScheduleRow) -> str:
    """What a schedule is called on screens: its kind, and from when on it comes next."""
    kind = wording.text(row.language, f"kind.{row.kind}")
    clock = f"{row.rule.minute // 60:02}:{row.rule.minute % 60:02}"
    return wording.text(row.language, "schedule.name", what=kind, time=clock)


def weather_word(row: ScheduleRow, key: str) -> str:
    """The group's own word for a weather, else the catalog's (C7)."""
    return row.words.get(key) or wording.text(row.language, f"weather.{key}")


ACTIONS = (
    "checkins.answer",
    "checkins.take_back",
    "checkins.show_name",
    "checkins.remind",
    "checkins.company",
)


async def keyboard_again(tx: Transaction, row: ScheduleRow, checkin: CheckinRow) -> Keyboard:
    """The buttons of a post that is edited: the same ones, as far as they are there."""
    kept = await buttons.public_of(tx, row.group_id, checkin.id, ACTIONS)
    return _keyboard(row, checkin, kept)


def _keyboard(
    row: ScheduleRow, checkin: CheckinRow, kept: Mapping[tuple[str, str | None], bytes]
) -> Keyboard:
    keyboard = Keyboard(row.group_id, None, checkin.closes_at + LATE_TAPS, kept)

    def tap(words: str, action: str, choice: str | None = None) -> InlineKeyboardButton:
        return keyboard.tap(words, f"checkins.{action}", checkin.id, choice)

    if checkin.prompt is None:
        taps = [tap(weather_word(row, key), "answer", key) for key in (*WEATHER, HERE)]
        for start in range(0, len(taps), 3):
            keyboard.row(*taps[start : start + 3])
        own = [tap(wording.text(row.language, "button.take_back"), "take_back")]
        if checkin.mode == NAMES:
            own.append(tap(wording.text(row.language, "button.show_name"), "show_name"))
        keyboard.row(*own)
    keyboard.row(
        signposts_button(row.language),
        tap(wording.text(row.language, "button.company"), "company"),
    )
    keyboard.row(tap(wording.text(row.language, "button.remind"), "remind"))
    return keyboard
