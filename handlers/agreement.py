"""/agreement: a living agreement, going along with it, proposing other lines (G1, G3, G5).

Belongs here: its screens, the field for a line, the word on the day of the review. May not enter:
how a change is decided (`proposals`).
"""

from domain.agreement import difference, lines_of, tidied, with_line
from domain.changes import Change
from domain.delivery import Lane
from domain.refusals import AgreementChanged, ButtonGone
from handlers import fields, wording
from handlers.doors import door
from handlers.keyboards import SCREEN_LIFE, Keyboard
from handlers.notes import Post, Screen
from handlers.proposals.gate import group_of, insider, show_draft, wish
from handlers.proposals.proposing import review_taps
from handlers.step import Step
from storage import agreement, groups, outbox, people, steering
from storage.agreement import Version
from storage.engine import Transaction
from storage.groups import Group
from storage.outbox import Wanted

BEGINNINGS = ("short", "long")
"""The texts to begin with."""
NEWS = 3 * 86_400
"""Seconds in which the word about the review is worth saying."""


async def show(step: Step) -> None:
    """The lines as they are now, seen by the one who asks."""
    group = await group_of(step)
    member_id = await insider(step, group)
    newest = await agreement.newest(step.tx, group.id)
    keyboard = await _own_keyboard(step, group)
    if not newest.number:
        _add_beginnings(step, group, keyboard)
        words = wording.text(group.language, "agreement.none")
        step.show(Screen(words, await keyboard.save(step.tx)))
        return
    mine = await agreement.went_along(step.tx, member_id)
    if mine != newest.number:
        label = wording.text(group.language, "button.go_along")
        keyboard.row(keyboard.tap(label, "agreement.go_along", None, str(newest.number)))
    _add_doors(step, group, keyboard, newest)
    words = "\n".join([*_numbered(newest.words), "", *await _about(step, group, newest, mine)])
    step.show(Screen(words, await keyboard.save(step.tx)))


def _numbered(words: str) -> list[str]:
    return [f"{number}. {line}" for number, line in enumerate(lines_of(words), 1)]


async def _about(step: Step, group: Group, newest: Version, mine: int) -> list[str]:
    """Which version it is, when it is looked at again, and whether they go along with it."""
    say, day = group.language, wording.day(group.language, newest.since, group.zone)
    lines = [wording.text(say, "agreement.version", number=newest.number, day=day)]
    review = await steering.review_on(step.tx, group.id)
    if review is not None:
        lines.append(wording.text(say, "agreement.review", day=wording.iso_date(say, review)))
    if mine == newest.number:
        lines.append(wording.text(say, "agreement.mine"))
    elif mine:
        lines.append(wording.text(say, "agreement.mine_before"))
    return lines


def _add_beginnings(step: Step, group: Group, keyboard: Keyboard) -> None:
    for each in BEGINNINGS:
        label = wording.text(group.language, f"button.begin_{each}")
        keyboard.row(keyboard.tap(label, "agreement.begin", None, each))
    _add_field(step, group, keyboard, "button.first_line", "0:1")


def _add_doors(step: Step, group: Group, keyboard: Keyboard, newest: Version) -> None:
    say, behind = group.language, len(lines_of(newest.words)) + 1
    if newest.number > 1:
        label = wording.text(say, "button.what_changed")
        keyboard.row(keyboard.tap(label, "agreement.changed"))
    _add_field(step, group, keyboard, "button.new_line", f"{newest.number}:{behind}")
    keyboard.row(
        keyboard.tap(wording.text(say, "button.change_line"), "agreement.lines", None, "change"),
        keyboard.tap(wording.text(say, "button.take_out_line"), "agreement.lines", None, "out"),
    )
    keyboard.row(keyboard.tap(wording.text(say, "button.review"), "agreement.review"))
    keyboard.row(keyboard.tap(wording.text(say, "button.entry"), "entry.choose"))


def _add_field(step: Step, group: Group, keyboard: Keyboard, key: str, choice: str) -> None:
    link = door(
        step,
        keyboard,
        wording.text(group.language, key),
        "agreement.write",
        about=group.id,
        choice=choice,
    )
    keyboard.row(link)


async def show_lines(step: Step) -> None:
    """The lines, each with the way to change it, or to take it out."""
    group = await group_of(step)
    newest = await agreement.newest(step.tx, group.id)
    keyboard, out = await _own_keyboard(step, group), step.pressed.choice == "out"
    for number, _ in enumerate(lines_of(newest.words), 1):
        place = f"{newest.number}:{number}"
        if out:
            label = wording.text(group.language, "button.take_out_prompt", number=number)
            keyboard.row(keyboard.tap(label, "agreement.take_out", None, place))
        else:
            label = wording.text(group.language, "button.change_number", number=number)
            link = door(step, keyboard, label, "agreement.write", about=group.id, choice=place)
            keyboard.row(link)
    _add_back(group, keyboard)
    words = "\n".join(_numbered(newest.words))  # none, where all were taken out
    words = words or wording.text(group.language, "agreement.none")
    step.show(Screen(words, await keyboard.save(step.tx)))


async def show_changed(step: Step) -> None:
    """What the newest version changed."""
    group = await group_of(step)
    newest = await agreement.newest(step.tx, group.id)
    before = await agreement.version(step.tx, group.id, newest.number - 1)
    lines = [
        f"{mark} {number}. {line}" for mark, number, line in difference(before.words, newest.words)
    ]
    day = wording.day(group.language, newest.since, group.zone)
    title = wording.text(group.language, "agreement.version", number=newest.number, day=day)
    keyboard = await _own_keyboard(step, group)
    _add_back(group, keyboard)
    step.show(Screen("\n".join([title, *lines]), await keyboard.save(step.tx)))


async def show_review(step: Step) -> None:
    """Days on which the group could look at it again."""
    group = await group_of(step)
    keyboard = await _own_keyboard(step, group)
    review_taps(step, group, keyboard)
    _add_back(group, keyboard)
    words = wording.text(group.language, "agreement.ask_review")
    step.show(Screen(words, await keyboard.save(step.tx)))


def _add_back(group: Group, keyboard: Keyboard) -> None:
    keyboard.row(keyboard.tap(wording.text(group.language, "button.back"), "agreement.show"))


async def _own_keyboard(step: Step, group: Group) -> Keyboard:
    person = await people.remember(step.tx, step.telegram_id)
    return Keyboard(group.id, person.id, step.now + SCREEN_LIFE)


# What is tapped


async def go_along(step: Step) -> None:
    """They go along with the version that they read. Raises AgreementChanged."""
    group = await group_of(step)
    newest = await agreement.newest(step.tx, group.id)
    if step.pressed.choice != str(newest.number):
        raise AgreementChanged
    await agreement.go_along(step.tx, await insider(step, group), newest.number)


async def begin(step: Step) -> None:
    """A text to begin with, as a draft."""
    group = await group_of(step)
    if step.pressed.choice == "short":
        words = wording.text(group.language, "agreement.short")
    else:
        words = wording.text(group.language, "agreement.long")
    await wish(step, group, Change("agreement", None, words))


async def take_out(step: Step) -> None:
    """The agreement without a line, as a draft. Raises AgreementChanged."""
    group = await group_of(step)
    await _wish_line(step, group, step.pressed.choice, "")


async def show_wished(step: Step) -> None:
    """What the group would read."""
    await show_draft(step, await group_of(step))


async def open_field(step: Step) -> None:
    """Use the link up; the next line in private becomes a line of the draft."""
    await group_of(step)
    await fields.open_by_link(step, "agreement.write")


async def show_field(step: Step) -> None:
    """Which door is open, until when, and what becomes of the line."""
    group = await group_of(step)
    await fields.show_open(step, group.language, group.zone, "agreement.field")


async def write(step: Step) -> None:
    """The agreement with that line, as a draft. Raises LineUnfit, AgreementChanged."""
    group = await group_of(step)
    line = tidied(step.message.text or "")
    await _wish_line(step, group, step.opened.choice if step.opened else None, line)
    await fields.use(step)


async def _wish_line(step: Step, group: Group, place: str | None, line: str) -> None:
    version, _, number = (place or "").partition(":")
    newest = await agreement.newest(step.tx, group.id)
    if not number:
        raise ButtonGone
    if version != str(newest.number):
        raise AgreementChanged
    words = with_line(newest.words, int(number), line)
    await wish(step, group, Change("agreement", None, words))


# The day of the review


async def tick(tx: Transaction, now: int) -> int:
    """One word to the group on the day that it chose; the next day is the group's to choose."""
    due = await steering.reviews_due(tx, now)
    for group_id in due:
        word = Wanted("agreement_review", group_id, group_id, Lane.POSTS, now, now + NEWS)
        await outbox.renew(tx, word)
    return len(due)


async def render_review(tx: Transaction, group_id: int, _: int) -> Post | None:
    """The word about it."""
    group = await groups.get(tx, group_id)
    if group is None or not group.is_open:
        return None
    return Post(group.chat_id, None, wording.text(group.language, "agreement.review_day"))
