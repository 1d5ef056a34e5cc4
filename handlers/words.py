"""The group's own words for the weather (C7): changed, or proposed, in the private chat.

Belongs here: the list, the field, the change. May not enter: the check-ins they appear on.
"""

from domain.changes import Change
from domain.checkins import ANSWERS, WORD_LIMIT, own_word
from domain.refusals import ButtonGone
from handlers import fields, wording
from handlers.checkins import weather_word
from handlers.doors import door
from handlers.keyboards import LINK_LIFE, SCREEN_LIFE, Keyboard
from handlers.notes import Screen
from handlers.proposals import gate
from handlers.proposals.gate import group_of, wish
from handlers.schedules import our_schedule
from handlers.step import Step
from storage import checkins, groups, people
from storage.checkins import ScheduleRow


async def show_words(step: Step) -> None:
    """The words, each a link that opens its field in the private chat."""
    row, _ = await our_schedule(step)
    person = await people.remember(step.tx, step.telegram_id)
    keyboard = Keyboard(row.group_id, person.id, step.now + SCREEN_LIFE)
    for key in ANSWERS:
        keyboard.row(
            door(step, keyboard, weather_word(row, key), "words.rename", about=row.id, choice=key)
        )
    words = wording.text(row.language, "words.list", minutes=LINK_LIFE // 60)
    step.show(Screen(words, await keyboard.save(step.tx)))


async def open_field(step: Step) -> None:
    """Use the link up; the next line becomes the word, or what would be proposed."""
    await our_schedule(step)
    await fields.open_by_link(step, "words.rename")


async def show_field(step: Step) -> None:
    """Say which door is open, until when, and how to close it."""
    row, key = await _renaming(step)
    word = weather_word(row, key)
    await fields.show_open(step, row.language, row.zone, "words.field", word=word, limit=WORD_LIMIT)


async def rename(step: Step) -> None:
    """Keep the new word, or what would be proposed. Raises WordUnfit, ButtonGone."""
    row, key = await _renaming(step)
    word = own_word(step.message.text or "")
    group = await groups.get(step.tx, row.group_id)
    assert group is not None  # _renaming says so
    await wish(step, group, Change("word", row.id, f"{key}={word}"))
    await fields.use(step)


async def show_renamed(step: Step) -> None:
    """The words as they are now, or what would be proposed."""
    row, _ = await _renaming(step)
    group = await groups.get(step.tx, row.group_id)
    assert group is not None  # _renaming says so
    await gate.show(step, group, "word", _show_words)


async def _show_words(step: Step) -> None:
    row, _ = await _renaming(step)
    listed = ", ".join(weather_word(row, key) for key in ANSWERS)
    step.show(Screen(wording.text(row.language, "words.renamed", words=listed)))


async def _renaming(step: Step) -> tuple[ScheduleRow, str]:
    """The schedule and key of the open field, for anybody in its group. Raises ButtonGone."""
    opened = step.opened
    if opened is None or opened.object_id is None or opened.choice is None:
        raise ButtonGone
    row, group = await checkins.schedule(step.tx, opened.object_id), await group_of(step)
    if row is None or row.group_id != group.id:
        raise ButtonGone
    return row, opened.choice
